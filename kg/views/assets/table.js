"use strict";
// The table: the same events as the picture, in words. Rows are made as the reader comes to them; printing makes all of them.
kg.STEP = 100;
kg.PRINTED = 3000;

kg.tableRow = (event) => kg.el("tr", { "data-event": event.n },
  kg.el("td", {}, event.when, kg.el("small", {}, event.how)),
  kg.el("th", { scope: "row", dir: "auto" }, kg.el("button", { type: "button", class: "open", click: (click) => kg.choose({ events: [event.n] }, click) }, event.label)),
  kg.el("td", { dir: "auto", class: event.family }, kg.mark(event.status), event.statusWords), kg.el("td", {}, event.typeLabel),
  kg.el("td", {}, ...event.supports.flatMap((support) => [
    kg.quoted(support), kg.el("cite", { dir: "auto" }, kg.link(support.article.name, support.article.url))])));

// An answer to a query keeps its own columns, and its own order.
kg.answerRow = (event) => kg.el("tr", { "data-event": event.n }, ...kg.answerOf(event).map((cell) => kg.el("td", { dir: "auto", class: /^\d{4}-\d\d-\d\d$/.test(cell) && "day" }, cell)));
kg.answerOf = (event) => kg.data.answer.rows[kg.data.answer.lines[event.n]];
kg.inTable = () => {
  const shown = kg.shown();
  const kept = kg.data.events.filter(({ n }) => shown[n]);
  if (kg.data.answer) kept.sort((a, b) => kg.data.answer.lines[a.n] - kg.data.answer.lines[b.n]);
  return kg.sorted ? kg.inSorting(kept) : kept;
};

// A column's order: numbers as numbers, all else as text; what is empty comes last both ways.
kg.inSorting = (events) => {
  const { column, down } = kg.sorted;
  const of = kg.data.answer ? (event) => kg.answerOf(event)[column]
    : (event) => [kg.iso(event.begin ?? event.end), event.label, event.statusWords, event.typeLabel][column];
  const words = new Intl.Collator("en", { numeric: true });
  return events.map((event) => [of(event), event]).sort(([a], [b]) => (!a || !b ? !a - !b : (down ? -1 : 1) * words.compare(a, b))).map(([, event]) => event);
};

kg.sortHead = (name, column) => {
  const head = kg.el("th", { scope: "col" });
  if (!kg.data.answer && column > 3) { head.append(name); return head; }
  head.append(kg.el("button", { type: "button", class: "sort", click: () => {
    kg.sorted = { column, down: kg.sorted?.column === column && !kg.sorted.down };
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", kg.sorted.down ? "descending" : "ascending");
    kg.drawTable({ sorted: true });
  } }, name));
  return head;
};

kg.growTable = (count) => {
  const shown = kg.shown();
  if (!kg.made) kg.listed = kg.inTable();
  const numbers = kg.listed.slice(kg.made, kg.made + count);
  kg.byId("rows").append(...numbers.map(kg.data.answer ? kg.answerRow : kg.tableRow));
  kg.made += numbers.length;
  const rest = shown.filter(Boolean).length - kg.made;
  kg.byId("rest").hidden = rest <= 0;
  kg.byId("rest").textContent = `Show ${Math.min(rest, kg.STEP)} more of ${rest}`;
};

kg.drawTable = (what = {}) => {
  if (kg.state.tab !== "table" || (kg.made && Object.keys(what).every((key) => key === "chosen"))) return;
  if (!kg.whole) { kg.withAll(kg.drawTable); return; }
  kg.made = 0;
  kg.byId("rows").replaceChildren();
  kg.growTable(kg.STEP);
};

kg.startTable = () => {
  const rest = kg.el("button", { type: "button", class: "plain more", id: "rest", hidden: true, click: () => kg.growTable(kg.STEP) });
  const { answer } = kg.data;
  const names = answer ? answer.names : ["When", "Event", "Status", "Kind", "What the source says"];
  kg.byId("table").append(...(answer?.missing ?? []).map((line) => kg.el("p", { class: "missing" }, line)),
    kg.el("table", { class: answer ? "answer" : "events" }, kg.el("caption", { class: "sr" }, answer ? "All rows" : "All events"),
    kg.el("thead", {}, kg.el("tr", {}, ...names.map(kg.sortHead))),
    kg.el("tbody", { id: "rows" })), rest);
  kg.made = 0;
  // Rows of an answer hold nothing to step to; the keyboard must be able to scroll them all the same.
  if (answer) kg.byId("scroller").tabIndex = 0;
  kg.onChange(kg.drawTable);
  // Scrolling near the end asks for more; without an observer the button does.
  new IntersectionObserver(([seen]) => { if (seen.isIntersecting && !rest.hidden) kg.growTable(kg.STEP); }, { rootMargin: "400px" }).observe(rest);
  addEventListener("beforeprint", () => { if (!kg.whole) return; if (!kg.made) kg.growTable(0); kg.growTable(Math.max(0, kg.PRINTED - kg.made)); });
};

"use strict";
// The panel: what an event is, how its date is known, every sentence that says so, what disagrees, and the life of its document.
kg.cite = (support) => {
  const { name, url, hash } = support.article;
  return `“${support.quote.join("")}” (${name}${url ? `, ${url}` : ""}; characters ${support.at[0]}–${support.at[1]} of the text with SHA-256 ${hash})`;
};

kg.copier = (text) => {
  const button = kg.el("button", { type: "button", class: "copy", click: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch (refused) {
      button.replaceWith(kg.el("textarea", { readonly: true, rows: 4, "aria-label": "Citation" }, text));
    }
  } }, "Copy citation");
  return button;
};

kg.quoted = ({ quote: [before, trigger, after] }) => kg.el("blockquote", { dir: "auto" }, before, trigger ? kg.el("mark", {}, trigger) : null, after);

kg.sentence = (support) => kg.el("div", { class: "sentence" }, kg.quoted(support),
    kg.el("p", { dir: "auto" }, `${kg.statusLabel(support.status)}${support.by ? `, according to ${support.by}` : ""} · date: ${support.how}`),
    kg.el("p", {}, `Confidence ${support.confidence}% · rule ${support.rule} · characters ${support.at[0]}–${support.at[1]}`),
    kg.copier(kg.cite(support)));

// All sentences of one article under its name.
kg.said = (supports) => {
  const { name, url, hash } = supports[0].article;
  return kg.el("div", { class: "said" }, kg.el("cite", {}, kg.link(name, url)), ...supports.map(kg.sentence),
    kg.el("p", { class: "hash", title: `SHA-256 of the article's text: ${hash}` }, `text ${hash.slice(0, 12)}`));
};

kg.bySource = (supports) => {
  const groups = new Map();
  for (const support of supports) groups.set(support.source, [...(groups.get(support.source) || []), support]);
  return [...groups.values()];
};

kg.fact = (name, value, note) => (value
  ? [kg.el("dt", {}, name), kg.el("dd", { dir: "auto" }, value, note ? kg.el("small", { dir: "auto" }, note) : null)] : []);

kg.toEvent = (event) => kg.el("li", { class: event.family }, kg.el("button", { type: "button", class: "link", click: (click) => kg.choose({ events: [event.n] }, click) },
  kg.mark(event.status), kg.el("span", {}, kg.el("bdi", {}, event.label), kg.el("small", {}, `${event.when} · ${kg.statusLabel(event.status)}`))));

kg.overlap = (a, b) => (a.begin ?? -Infinity) <= (b.end ?? Infinity) && (b.begin ?? -Infinity) <= (a.end ?? Infinity);

// Where texts differ: on how sure one event is, or over another event of the same kind and people at the same time that ends otherwise.
kg.disagreements = (event) => {
  const held = new Map();
  for (const { status, article } of event.supports) held.set(status, [...(held.get(status) || []), article.name]);
  const own = held.size > 1 ? [...held].map(([status, names]) => `${kg.statusLabel(status)}: ${[...new Set(names)].join("; ")}`) : [];
  const against = kg.data.events.filter((other) => other !== event && other.alive && other.type === event.type && other.status !== event.status
    && (other.status === "negated") !== (event.status === "negated")
    && event.agents.some(([id]) => other.agents.some(([one]) => one === id)) && kg.overlap(event, other)).slice(0, 12);
  if (!own.length && !against.length) return [];
  return [kg.el("h3", {}, "What disagrees"), kg.el("ul", { class: "differ" }, ...own.map((line) => kg.el("li", { dir: "auto" }, line)), ...against.map(kg.toEvent))];
};

// Events on the same document, in their order: from proposal to ruling. The undated come last.
kg.life = (event) => {
  if (!event.document) return [];
  const acts = kg.data.events.filter((other) => other.alive && other.document === event.document)
    .sort((a, b) => (a.begin ?? a.end ?? Infinity) - (b.begin ?? b.end ?? Infinity) || a.n - b.n);
  if (acts.length < 2) return [];
  const at = Math.max(0, Math.min(acts.indexOf(event) - 5, acts.length - 12));
  const list = kg.el("ol", { class: "life" }, ...acts.slice(at, at + 12).map(kg.toEvent));
  list.querySelectorAll("li").forEach((item, n) => { if (acts[at + n] === event) item.setAttribute("aria-current", "true"); });
  const more = acts.length - list.children.length;
  return [kg.el("h3", {}, "Life of the document: ", kg.el("bdi", {}, event.instrument)), list, more ? kg.el("p", { class: "lead" }, `and ${more} more acts; choose “By document” for all`) : null];
};

// What an event is to others, and they to it: what it answers, what was said of it.
kg.ties = (event) => kg.data.ties.flatMap(([, to, from], kind) => [[to, 0, 2], [from, 2, 0]].flatMap(([title, here, there]) => {
  const others = kg.data.relations.filter((tie) => tie[1] === kind && tie[here] === event.n).map((tie) => kg.data.events[tie[there]])
    .filter((other) => other.alive).slice(0, 12);
  return others.length ? [kg.el("h3", {}, title), kg.el("ul", { class: "life" }, ...others.map(kg.toEvent))] : [];
}));

// Copies of one text are one source; how many there were by a day is not known to the page.
kg.independent = (event) => (event.papers > 1 && kg.data.asOf === null
  ? `${event.independent} independent of ${event.papers}` : null);

kg.act = (number) => {
  const event = kg.data.events[number];
  if (kg.data.answer) {
    return kg.el("article", { class: `act ${event.family}` }, kg.el("h2", { dir: "auto" }, event.label),
      kg.el("dl", { class: "facts" }, ...kg.answerOf(event).flatMap((cell, n) => kg.fact(kg.data.answer.names[n], cell))));
  }
  const names = (people) => people.map(([, name]) => name).join(", ");
  return kg.el("article", { class: `act ${event.family} ${kg.statusCodes.has(event.status) ? event.status : ""}` },
    kg.el("p", { class: "kind" }, kg.mark(event.status), event.typeLabel),
    kg.el("h2", { dir: "auto" }, event.label),
    kg.el("dl", { class: "facts" },
      ...kg.fact("When", event.when, event.how), ...kg.fact("Status", event.statusWords),
      ...kg.fact("Who", names(event.agents)), ...kg.fact("To whom", names(event.targets)),
      ...kg.fact("What", event.object), ...kg.fact("Document", event.instrument), ...kg.fact("Where", event.place), ...kg.fact("Topic", event.topic),
      ...kg.fact("Sources", kg.independent(event))),
    ...kg.bySource(event.supports).map(kg.said));
};

// Some acts, and a button for the rest: an actor may have thousands.
kg.acts = (numbers, at = 0) => {
  const some = numbers.slice(at, at + 20).map(kg.act);
  const rest = numbers.length - at - some.length;
  if (rest <= 0) return some;
  const more = kg.el("button", { type: "button", class: "plain", click: () => more.replaceWith(...kg.acts(numbers, at + 20)) }, `Show ${Math.min(20, rest)} more of ${rest}`);
  return [...some, more];
};

kg.openPanel = (...content) => {
  const card = kg.byId("card");
  card.replaceChildren(kg.el("button", { type: "button", class: "close", "aria-label": "Close", click: kg.closePanel }, "×"), ...content.filter(Boolean));
  card.hidden = kg.byId("side").hidden = false;
  kg.byId("idle").hidden = true;
  card.scrollTop = kg.byId("side").scrollTop = 0;
};

kg.closers = [];
kg.onClose = (closer) => kg.closers.push(closer);
kg.closePanel = () => {
  kg.byId("card").hidden = true;
  kg.byId("idle").hidden = false;
  kg.change({ chosen: [] });
  kg.closers.forEach((closer) => closer());
};

kg.showEvents = (numbers, heading) => {
  const [only] = numbers.length === 1 ? numbers : [];
  const about = only === undefined ? [] : [kg.disagreements, kg.ties, kg.life].flatMap((part) => part(kg.data.events[only]));
  kg.openPanel(numbers.length > 1 ? kg.el("p", { class: "lead" }, heading || `${numbers.length} acts of one kind at the same time`) : null, ...kg.acts(numbers), ...about);
};

// Where nothing else is drawn, choosing an event opens it; a timeline does more.
kg.choose = (item, click) => kg.withAll(() => {
  kg.cursor = item.events[0];
  kg.change({ chosen: item.events });
  kg.showEvents(item.events);
  // A click without a pointer comes from the keyboard: reading goes on in the panel, Escape leads back.
  if (click?.detail === 0) kg.byId("card").focus({ preventScroll: true });
  kg.chosenHere?.();
});

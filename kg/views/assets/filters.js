"use strict";
// Search, chips and menus: which events are shown. The chips are the legend of the colours and the marks as well.
kg.haystack = (event) => {
  event.hay ??= [
    event.label, event.typeLabel, event.object, event.place, event.instrument, event.topic, kg.statusLabel(event.stated),
    ...event.agents.map(([, name]) => name), ...event.targets.map(([, name]) => name),
    ...Array.from({ length: event.count }, (_, k) => kg.supportAt(event.first + k)).flatMap((support) => [support.quote.join(""), support.by, support.article.name]),
  ].filter(Boolean).join("\n").toLowerCase();
  return event.hay;
};

// All choices save that of an actor, whom the network lights up in place of leaving the others out.
kg.passes = () => {
  const { query, families, statuses, type, topic, sources } = kg.state;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (event) => event.alive && !families.has(event.family) && !statuses.has(event.status)
    && (!type || event.type === type) && (!topic || event.topic === topic)
    && (sources < 2 || event.papers >= sources) && words.every((word) => kg.haystack(event).includes(word));
};

kg.takesPart = (event, id) => event.agents.some(([one]) => one === id) || event.targets.some(([one]) => one === id);
kg.shownOfAll = () => (kg.visibleOfAll ??= kg.data.events.map(kg.passes()));
kg.shown = () => (kg.visible ??= kg.state.actor ? kg.shownOfAll().map((shown, n) => shown && kg.takesPart(kg.data.events[n], kg.state.actor)) : kg.shownOfAll());

// How many events have each value of a column, by what `named` makes of its number.
kg.tally = (column, named) => {
  const numbers = new Map();
  for (const number of kg.data.columns[column]) numbers.set(number, (numbers.get(number) || 0) + 1);
  const counts = new Map();
  for (const [number, count] of numbers) counts.set(named(number), (counts.get(named(number)) || 0) + count);
  return counts;
};

// The most sources that any event has, as far as the menu goes.
kg.mostSources = (enough) => {
  const { source } = kg.data.supports;
  let most = 1;
  for (const { first, count } of kg.data.events) {
    if (count <= most) continue;
    const papers = new Set();
    for (let at = first; at < first + count && papers.size < enough; at += 1) papers.add(source[at]);
    most = Math.max(most, papers.size);
    if (most >= enough) break;
  }
  return most;
};

kg.chip = (set, code, label, sign, count, hint) => kg.el("button", {
  type: "button", class: `chip ${kg.familyCodes.has(code) ? code : ""}`, "aria-pressed": String(!kg.state[set].has(code)), title: hint,
  "data-code": code,
  click: ({ currentTarget }) => {
    const off = kg.state[set];
    if (!off.delete(code)) off.add(code);
    currentTarget.setAttribute("aria-pressed", String(!off.has(code)));
    kg.change();
  },
}, sign, label, kg.el("span", { class: "n" }, String(count)));

kg.menu = (name, key, options) => {
  const menu = kg.el("select", { "aria-label": name, "data-key": key, change: () => kg.withAll(() => kg.change({ [key]: key === "sources" ? Number(menu.value) : menu.value })) },
    ...options.map(([value, label]) => kg.el("option", { value }, label)));
  menu.value = String(kg.state[key]);
  return menu;
};

kg.buildFilters = () => {
  const families = kg.tally("type", (number) => kg.data.types[number][2]);
  const statuses = kg.tally("status", kg.text);
  if (kg.data.answer) families.clear();
  const group = (name, ...chips) => (chips.length ? kg.el("div", { class: "group", role: "group", "aria-label": name }, ...chips) : null);
  kg.byId("chips").append(...[
    group("Kinds of act", ...kg.data.families.filter(([code]) => families.has(code)).map(([code, label]) => kg.chip("families", code, label, kg.el("i"), families.get(code)))),
    group("Status", ...kg.data.statuses.filter(([code]) => statuses.has(code)).map(([code, label, hint]) => kg.chip("statuses", code, label, kg.mark(code), statuses.get(code), hint))),
    kg.button("Show everything", kg.resetFilters, "Undo all choices", { id: "reset", class: "beyond", hidden: true })].filter(Boolean));
  const search = kg.el("input", { type: "search", id: "search", placeholder: "Search names, quotes", "aria-label": "Search actors, acts and quotes", autocomplete: "off",
    input: () => kg.withAll(() => kg.change({ query: search.value.trim() })) });
  search.value = kg.state.query;
  kg.byId("tools").append(search, kg.el("div", { class: "menus" }, ...kg.menus(), kg.saveMenu()));
};

kg.menus = () => {
  const types = [...new Map(kg.data.types)].sort((a, b) => a[1].localeCompare(b[1], "en"));
  const topics = [...kg.tally("topic", kg.text).keys()].filter(Boolean).sort();
  const most = kg.mostSources(5);
  const made = kg.groupings ? [kg.menu("Lanes", "by", kg.groupings)] : [];
  if (kg.data.actors.length > 1) made.push(kg.actorMenu());
  if (types.length > 1) made.push(kg.menu("Type of act", "type", [["", "All types"], ...types]));
  if (topics.length > 1) made.push(kg.menu("Topic", "topic", [["", "All topics"], ...topics.map((topic) => [topic, topic])]));
  if (most > 1) made.push(kg.menu("Number of sources", "sources", Array.from({ length: most }, (_, n) => [n + 1, n ? `${n + 1}+ sources` : "Any sources"])));
  return made;
};

// The actors with most events; one whom the reader met elsewhere joins the menu when chosen.
kg.actorMenu = () => {
  const counts = new Uint32Array(kg.data.actors.length);
  for (const side of ["agents", "targets"]) for (const one of kg.data.columns[side].flat()) counts[one] += 1;
  const ranked = kg.data.actors.map(([id, name], n) => [id, name, counts[n]]).sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? -1 : 1)).slice(0, 150);
  const menu = kg.menu("Actor", "actor", [["", "All actors"], ...ranked]);
  kg.onChange(() => {
    const { actor } = kg.state;
    if (![...menu.options].some(({ value }) => value === actor)) menu.append(kg.el("option", { value: actor }, kg.nameOf(actor)));
    menu.value = actor;
  });
  return menu;
};

kg.nameOf = (id) => kg.data.actors.find(([one]) => one === id)?.[1] ?? id;

// The button that was pressed is gone after it: who pressed it by key goes on at the search.
kg.resetFilters = (click) => {
  kg.state.families.clear();
  kg.state.statuses.clear();
  kg.byId("chips").replaceChildren();
  Object.assign(kg.state, { query: "", type: "", topic: "", actor: "", sources: 1 });
  kg.byId("tools").replaceChildren();
  kg.buildFilters();
  kg.change({ asOf: null });
  if (click?.detail === 0) kg.byId("search").focus();
};

kg.showTab = (name) => {
  for (const tab of kg.tabs) {
    const button = kg.byId(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === name));
    button.tabIndex = tab === name ? 0 : -1;
  }
  kg.byId("scroller").scrollTop = 0;
  kg.change({ tab: name });
};

// Says how much is shown, and why nothing is.
kg.showCounts = () => {
  const count = kg.shown().filter(Boolean).length;
  const what = kg.data.answer ? "row" : "event";
  const all = kg.data.events.length;
  const { actor, asOf } = kg.state;
  kg.byId("count").textContent = (count === all ? kg.plural(all, what) : `${kg.count(count)} of ${kg.plural(all, what)}`)
    + (actor ? ` · ${kg.nameOf(actor)}` : "") + (asOf === null ? "" : ` · as printed by ${kg.dayName(asOf)}`);
  const none = all > 0 && count === 0;
  kg.byId("reset").hidden = count === all || none;
  kg.byId("nothing").hidden = !none;
  // Beside a table there is nothing to explain.
  kg.byId("side").hidden = kg.state.tab === "table" && kg.byId("card").hidden;
  document.querySelectorAll("[data-help]").forEach((help) => { help.hidden = help.dataset.help !== (kg.state.tab === "table" ? kg.tabs.find((tab) => tab !== "table") : kg.state.tab); });
  for (const tab of kg.tabs) kg.byId(tab).hidden = none || tab !== (all ? kg.state.tab : "table");
  if (none) {
    kg.byId("nothing").replaceChildren(kg.el("strong", {}, "Nothing matches."), kg.whyNothing(),
      kg.el("br"), kg.el("button", { type: "button", class: "plain", click: kg.resetFilters }, "Show everything"));
  }
};

kg.whyNothing = () => {
  const { query, actor, asOf, families, statuses } = kg.state;
  if (query) return `No event has “${query}” among the types and statuses chosen.`;
  if (asOf !== null && !kg.data.events.some(({ alive }) => alive)) return `Nothing had been printed by ${kg.dayName(asOf)}.`;
  if (actor) return `${kg.nameOf(actor)} takes part in no event of the types, topics and statuses chosen.`;
  return families.size || statuses.size ? "Every event is of a type or status that is switched off." : "No event meets all that is chosen in the menus.";
};

kg.walkTabs = (press) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[press.key];
  if (!step) return;
  kg.showTab(kg.tabs[(kg.tabs.indexOf(kg.state.tab) + step + kg.tabs.length) % kg.tabs.length]);
  kg.byId(`tab-${kg.state.tab}`).focus();
};

kg.start = () => {
  kg.loadHash();
  kg.buildFilters();
  for (const tab of kg.tabs) {
    kg.byId(`tab-${tab}`).addEventListener("click", () => kg.showTab(tab));
    kg.byId(`tab-${tab}`).addEventListener("keydown", kg.walkTabs);
  }
  document.addEventListener("keydown", (press) => {
    const typing = press.target.matches("input, select, textarea");
    if (press.key === "/" && !typing) { press.preventDefault(); kg.byId("search").focus(); }
    if (press.key === "Escape" && !kg.closeMenu() && !kg.byId("card").hidden) kg.closePanel();
  });
  document.addEventListener("pointerdown", ({ target }) => { if (!target.closest(".save")) document.querySelector(".save[open]")?.removeAttribute("open"); });
  kg.onChange(kg.showCounts);
};

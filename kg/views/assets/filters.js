"use strict";
// Search, chips and menus: which events are shown. The chips are the legend of the colours and the marks as well.
kg.haystacks = kg.data.events.map((event) => [
  event.label, event.typeLabel, event.object, event.place, event.instrument, event.topic, event.statusWords,
  ...event.agents.map(([, name]) => name), ...event.targets.map(([, name]) => name),
  ...event.supports.flatMap((support) => [support.quote.join(""), support.by, kg.data.sources[support.source].name]),
].filter(Boolean).join("\n").toLowerCase());

kg.passes = (event, number) => {
  const { query, families, statuses, type, topic, sources } = kg.state;
  return !families.has(event.family) && !statuses.has(event.status)
    && (!type || event.type === type) && (!topic || event.topic === topic)
    && (sources < 2 || new Set(event.supports.map((support) => support.source)).size >= sources)
    && (!query || query.toLowerCase().split(/\s+/).every((word) => kg.haystacks[number].includes(word)));
};

kg.shown = () => (kg.visible ??= kg.data.events.map(kg.passes));

kg.tally = (key) => {
  const counts = new Map();
  for (const event of kg.data.events) counts.set(event[key], (counts.get(event[key]) || 0) + 1);
  return counts;
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
  const menu = kg.el("select", { "aria-label": name, change: () => kg.change({ [key]: key === "sources" ? Number(menu.value) : menu.value }) },
    ...options.map(([value, label]) => kg.el("option", { value }, label)));
  menu.value = String(kg.state[key]);
  return menu;
};

kg.buildFilters = () => {
  const families = kg.tally("family");
  const statuses = kg.tally("status");
  kg.byId("chips").append(
    ...kg.data.families.filter(([code]) => families.has(code)).map(([code, label]) => kg.chip("families", code, label, kg.el("i"), families.get(code))),
    kg.el("span", { class: "gap" }),
    ...kg.data.statuses.filter(([code]) => statuses.has(code)).map(([code, label, hint]) => kg.chip("statuses", code, label, kg.mark(code), statuses.get(code), hint)));
  const search = kg.el("input", { type: "search", id: "search", placeholder: "Search names and quotes", "aria-label": "Search actors, acts and quotes", autocomplete: "off",
    input: () => kg.change({ query: search.value.trim() }) });
  search.value = kg.state.query;
  kg.byId("tools").append(search, kg.el("div", { class: "menus" }, ...kg.menus(),
    kg.el("button", { type: "button", class: "plain", click: kg.saveCsv, title: "Save the events shown as a table (CSV)" }, "Save CSV")));
};

kg.menus = () => {
  const types = new Map(kg.data.events.map((event) => [event.type, event.typeLabel]));
  const topics = [...new Set(kg.data.events.map((event) => event.topic).filter(Boolean))].sort();
  const most = Math.max(1, ...kg.data.events.map((event) => new Set(event.supports.map((support) => support.source)).size));
  const made = kg.groupings ? [kg.menu("Lanes", "by", kg.groupings)] : [];
  if (types.size > 1) made.push(kg.menu("Type of act", "type", [["", "All types"], ...[...types].sort((a, b) => a[1].localeCompare(b[1], "en"))]));
  if (topics.length > 1) made.push(kg.menu("Topic", "topic", [["", "All topics"], ...topics.map((topic) => [topic, topic])]));
  if (most > 1) made.push(kg.menu("Number of sources", "sources", Array.from({ length: Math.min(most, 5) }, (_, n) => [n + 1, n ? `${n + 1}+ sources` : "Any sources"])));
  return made;
};

kg.resetFilters = () => {
  kg.state.families.clear();
  kg.state.statuses.clear();
  kg.byId("tools").replaceChildren();
  kg.byId("chips").replaceChildren();
  Object.assign(kg.state, { query: "", type: "", topic: "", sources: 1 });
  kg.buildFilters();
  kg.change();
};

kg.showTab = (name) => {
  for (const tab of ["picture", "table"]) {
    const button = kg.byId(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === name));
    button.tabIndex = tab === name ? 0 : -1;
  }
  kg.byId("scroller").scrollTop = 0;
  kg.change({ tab: name });
};

// Says how much is shown, and why nothing is.
kg.showCounts = () => {
  const shown = kg.shown();
  const count = shown.filter(Boolean).length;
  const all = shown.length;
  kg.byId("count").textContent = count === all ? kg.plural(all, "event") : `${count} of ${kg.plural(all, "event")}`;
  const none = all > 0 && count === 0;
  const picture = kg.state.tab === "picture";
  kg.byId("nothing").hidden = !none;
  kg.byId("picture").hidden = none || !picture || all === 0;
  kg.byId("table").classList.toggle("on", !none && (!picture || all === 0));
  if (none) {
    kg.byId("nothing").replaceChildren(kg.el("strong", {}, "Nothing matches."),
      kg.state.query ? `No event has “${kg.state.query}” among the types and statuses chosen.` : "Every event is of a type or status that is switched off.",
      kg.el("br"), kg.el("button", { type: "button", class: "plain", click: kg.resetFilters }, "Show everything"));
  }
  if (!picture) document.querySelectorAll(".events tbody tr").forEach((row, n) => { row.hidden = !shown[n]; });
};

kg.start = () => {
  kg.loadHash();
  kg.buildFilters();
  for (const tab of ["picture", "table"]) {
    kg.byId(`tab-${tab}`).addEventListener("click", () => kg.showTab(tab));
    kg.byId(`tab-${tab}`).addEventListener("keydown", (press) => {
      if (press.key !== "ArrowLeft" && press.key !== "ArrowRight") return;
      kg.showTab(tab === "table" ? "picture" : "table");
      kg.byId(`tab-${kg.state.tab}`).focus();
    });
  }
  document.addEventListener("keydown", (press) => {
    const typing = press.target.matches("input, select, textarea");
    if (press.key === "/" && !typing) { press.preventDefault(); kg.byId("search").focus(); }
    if (press.key === "Escape" && !kg.byId("card").hidden) kg.closePanel();
  });
  kg.onChange(kg.showCounts);
};

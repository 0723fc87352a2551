"use strict";
// What the reader chose, kept in the address so that it can be sent to somebody.
kg.state = { query: "", families: new Set(), statuses: new Set(), type: "", topic: "", sources: 1, by: "actor", chosen: [], range: null, tab: "picture" };
kg.listeners = [];
kg.onChange = (listener) => kg.listeners.push(listener);

kg.change = (what = {}) => {
  Object.assign(kg.state, what);
  kg.visible = null;
  kg.listeners.forEach((listener) => listener(what));
  kg.saveSoon();
};

kg.hash = () => {
  const { query, families, statuses, type, topic, sources, by, chosen, range, tab } = kg.state;
  const kept = {
    q: query, off: [...families, ...statuses].join(" "), type, topic, sources: sources > 1 ? sources : "", by: by === "actor" ? "" : by,
    event: chosen.length ? kg.data.events[chosen[0]].id : "", from: range ? range[0].toFixed(1) : "", to: range ? range[1].toFixed(1) : "",
    tab: tab === "picture" ? "" : tab,
  };
  return new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== "")).toString();
};

kg.saveSoon = () => {
  clearTimeout(kg.saving);
  kg.saving = setTimeout(() => {
    try { history.replaceState(null, "", `#${kg.hash()}`); } catch (refused) { if (!(refused instanceof DOMException)) throw refused; }
  }, 150);
};

kg.loadHash = () => {
  const kept = new URLSearchParams(location.hash.slice(1));
  const state = kg.state;
  state.query = kept.get("q") || "";
  for (const code of (kept.get("off") || "").split(" ")) {
    if (kg.familyCodes.has(code)) state.families.add(code);
    if (kg.statusCodes.has(code)) state.statuses.add(code);
  }
  state.type = kept.get("type") || "";
  state.topic = kept.get("topic") || "";
  state.sources = Math.min(9, Math.max(1, Number(kept.get("sources")) || 1));
  if (kg.data.lanes && Object.hasOwn(kg.data.lanes, kept.get("by"))) state.by = kept.get("by");
  const days = [Number(kept.get("from")), Number(kept.get("to"))];
  if (kept.has("from") && days.every(Number.isFinite) && days[0] < days[1]) state.range = days;
  const found = kg.data.events.findIndex((event) => event.id === kept.get("event"));
  if (found >= 0) state.chosen = [found];
  if (kept.get("tab") === "table") state.tab = "table";
};

"use strict";
// What the reader chose, kept in the address so that it can be sent to somebody.
kg.state = { query: "", families: new Set(), statuses: new Set(), type: "", topic: "", actor: "", sources: 1, by: "actor", chosen: [], range: null, asOf: null, ties: null, tab: "" };
kg.listeners = [];
kg.onChange = (listener) => kg.listeners.push(listener);

// The tabs of this page, the picture that it opens on first.
kg.tabs = [...document.querySelectorAll("[role=tab]")].map((tab) => tab.id.slice(4));
kg.state.tab = kg.tabs[0];

kg.change = (what = {}) => {
  Object.assign(kg.state, what);
  if ("asOf" in what) kg.setAsOf(what.asOf);
  kg.visible = kg.visibleOfAll = null;
  kg.listeners.forEach((listener) => listener(what));
  kg.saveSoon();
};

kg.hash = () => {
  const { query, families, statuses, type, topic, actor, sources, by, chosen, range, asOf, ties, tab } = kg.state;
  const kept = {
    q: query, off: [...families, ...statuses].join(" "), type, topic, actor, sources: sources > 1 ? sources : "", by: by === "actor" ? "" : by,
    event: chosen.length ? kg.data.events[chosen[0]].id : "", from: range ? range[0].toFixed(1) : "", to: range ? range[1].toFixed(1) : "",
    asof: asOf === null ? "" : kg.iso(asOf), ties: ties ?? "", tab: tab === kg.tabs[0] ? "" : tab,
  };
  return new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== "")).toString();
};

kg.saveSoon = () => {
  clearTimeout(kg.saving);
  kg.saving = setTimeout(() => {
    try { history.replaceState(null, "", `#${kg.hash()}`); } catch (refused) { if (!(refused instanceof DOMException)) throw refused; }
  }, 150);
};

// Takes out of an address what makes sense, and passes over the rest: it may have been written by hand, or for other events.
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
  if (kg.data.actors.some(([id]) => id === kept.get("actor"))) state.actor = kept.get("actor");
  state.sources = Math.min(9, Math.max(1, Number(kept.get("sources")) || 1));
  if (kg.data.groupings?.includes(kept.get("by"))) state.by = kept.get("by");
  const days = [Number(kept.get("from")), Number(kept.get("to"))];
  if (kept.has("from") && days.every(Number.isFinite) && days[0] < days[1]) state.range = days;
  const day = Date.parse(kept.get("asof")) / 864e5;
  if (kg.data.published && day >= kg.data.published[0] && day < kg.data.published[1]) { state.asOf = day; kg.setAsOf(day); }
  if (Number(kept.get("ties")) >= 1) state.ties = Math.floor(Number(kept.get("ties")));
  const found = kept.has("event") ? kg.data.columns.id.indexOf(kept.get("event")) : -1;
  if (found >= 0) state.chosen = [found];
  if (kg.tabs.includes(kept.get("tab"))) state.tab = kept.get("tab");
};

"use strict";
// Draws the lanes; only what is in view, or nearly, becomes an element.
kg.fonts = {};
kg.laneNodes = [];
// How far beyond the picture elements are made, in screens: at first not at all, so that it is there sooner.
kg.reach = 0;

kg.drawItem = (item, base) => {
  if (item.bundle) return kg.drawBundle(item, base);
  if (item.profile) return kg.drawProfile(item, base);
  const { event, entry, events } = item;
  const span = entry.kind === "span";
  // What stands at the right edge is cut with an ellipsis; where too little room is left for words, they go into the bar or away.
  const room = item.flip || item.x < base || item.x > base + kg.view.width ? Infinity : base + kg.view.width - item.x - 4;
  const inside = item.inside || (span && room < item.solid + kg.SAY && Math.min(room, item.bar) > 100);
  const reach = Math.min(item.reach, inside && !item.inside ? item.bar : Infinity, room);
  const bare = !inside && reach < item.solid + Math.min(kg.SAY, item.words);
  const status = kg.statusCodes.has(event.status) ? event.status : "";
  const label = kg.el("span", { class: "label", dir: "auto" }, item.label);
  // Whose word it is and the article's words for the time are shown whole or not at all; the label gives way to them.
  const free = reach - (inside ? 28 : item.solid + 5);
  const note = item.note && free >= kg.textWidth(item.note, kg.fonts.note) + Math.min(kg.SAY, kg.textWidth(item.label, kg.fonts.label)) ? item.note : null;
  const mark = kg.mark(event.status);
  const text = kg.el("span", { class: "text" }, mark, label, note ? " " : null, note ? kg.el("span", { class: "note", dir: "auto" }, note) : null);
  const button = kg.el("button", { type: "button", class: `item ${entry.kind} ${event.family} ${status} ${item.flip ? "flip" : ""} ${bare ? "bare" : ""}`, tabindex: -1,
    "aria-pressed": String(events.includes(kg.state.chosen[0])), title: item.label,
    "aria-label": `${[item.label, item.note].filter(Boolean).join(" ")}. ${event.when}. ${event.statusWords}.`, "data-event": events[0], click: (click) => kg.choose(item, click) }, text);
  if (span || item.bar > 14) {
    const bar = kg.el("span", { class: span ? `bar ${entry.openEnd ? "open-end" : ""} ${entry.openBegin ? "open-begin" : ""}` : "trail" });
    bar.style.width = `${Math.round(item.bar)}px`;
    if (item.flip) bar.style.left = `${Math.round(item.reach - item.solid)}px`;
    button.prepend(bar);
  }
  // A label too long for its bar stands beside it; one inside a bar that begins left of the picture stays in sight.
  if (span && !inside) mark.style[item.flip ? "marginLeft" : "marginRight"] = `${Math.max(0, Math.round(item.bar - 23))}px`;
  const slide = inside ? Math.min(Math.max(0, base - item.x), Math.max(0, item.bar - kg.textWidth(item.label, kg.fonts.label) - 40)) : 0;
  kg.put(button, item.x - base, item.row, span ? item.width : item.reach);
  text.style.width = `${Math.round((bare ? item.reach : reach) - slide)}px`;
  text.style.marginLeft = `${Math.round(slide)}px`;
  return button;
};

kg.put = (node, x, row, width) => {
  node.style.left = `${Math.round(x)}px`;
  node.style.top = `${row * kg.ROW + 9}px`;
  if (width) node.style.width = `${Math.round(width)}px`;
};

kg.drawBundle = (item, base) => {
  const count = item.bundle.reduce((sum, one) => sum + one.events.length, 0);
  const button = kg.el("button", { type: "button", class: "item bundle", tabindex: -1, "data-event": item.events[0], "aria-label": `+${count} more here: zoom in`, title: "Zoom in",
    click: () => kg.zoomTo((item.event.begin ?? item.event.end) + 0.5, 0.3) }, `+${count}`);
  kg.put(button, item.x - base, item.row);
  return button;
};

// A bar of a profile is one element with a hard-edged gradient: an element for each part, a thousand times, is what a browser would
// spend most of a first picture on.
kg.stack = (counts, total) => {
  let below = 0;
  const parts = [["other", "institutional"], ["cooperation", "cooperation"], ["conflict", "conflict"]].filter(([tone]) => counts[tone]).map(([tone, colour]) => {
    const from = below;
    below += (counts[tone] / total) * 100;
    return `var(--${colour}) ${from.toFixed(1)}% ${below.toFixed(1)}%`;
  });
  return `linear-gradient(to top, ${parts.join(", ")})`;
};

kg.drawProfile = (item, base) => {
  const counts = {};
  let [low, high, total] = [Infinity, -Infinity, 0];
  for (const { event, events } of item.profile) {
    const tone = kg.toneOf(event.family);
    const day = event.begin ?? event.end;
    counts[tone] = (counts[tone] || 0) + events.length;
    total += events.length;
    if (day < low) low = day;
    if (day > high) high = day;
  }
  const bar = kg.el("span", { class: "stack" });
  bar.style.height = `${Math.max(3, Math.round(item.tall * kg.PROFILE_TALL))}px`;
  bar.style.background = kg.stack(counts, total);
  const said = `${kg.plural(total, "event")}, ${kg.dayName(low)} – ${kg.dayName(high)}`;
  const button = kg.el("button", { type: "button", class: "item profile", tabindex: -1, "data-event": item.events[0],
    "aria-label": `${said}: zoom in`, title: said, click: () => kg.zoomTo((low + high) / 2 + 0.5, 0.2) }, bar);
  kg.put(button, item.x - base, 0, kg.BIN);
  return button;
};

// The lanes as filters leave them; the most active are shown, the rest on demand.
kg.prepare = () => {
  const lanes = kg.data.lanes[kg.state.by];
  const shown = kg.shown();
  kg.current = lanes.filter((lane) => kg.hasShown(lane, shown));
  kg.packedFor = null;
  const rest = kg.current.length - kg.FIRST;
  const what = { actor: "actor", type: "type", topic: "topic", instrument: "document" }[kg.state.by];
  const more = kg.byId("more");
  more.hidden = rest <= 0;
  more.textContent = kg.allLanes ? "Show fewer" : `Show ${rest} more ${what}${rest === 1 ? "" : "s"}`;
  more.setAttribute("aria-expanded", String(Boolean(kg.allLanes)));
  kg.open = (kg.allLanes ? kg.current : kg.current.slice(0, kg.FIRST)).map((lane) => ({ lane, items: kg.entriesOf(lane) }));
  kg.laneNodes = kg.open.map(({ lane, items }) => {
    const count = items.reduce((sum, item) => sum + item.events.length, 0);
    const shift = kg.el("div", { class: "shift" });
    const track = kg.el("div", { class: "track" }, shift);
    const node = kg.el("section", { class: "lane", "aria-label": `${lane.name}, ${kg.plural(count, "event")}` },
      kg.laneHead(lane, count), track);
    return { node, track, shift, lane };
  });
  kg.byId("lanes").replaceChildren(...kg.laneNodes.map(({ node }) => node));
};

// The name of an actor is a switch: only his events, or all again.
kg.laneHead = (lane, count) => {
  const words = [kg.el("bdi", {}, lane.name), kg.el("small", {}, kg.plural(count, "event"))];
  if (kg.state.by !== "actor" || !lane.id) return kg.el("h2", {}, ...words);
  const only = kg.state.actor === lane.id;
  return kg.el("h2", {}, kg.el("button", { type: "button", class: "name", "aria-pressed": String(only), title: only ? "Show all actors" : `Only events in which ${lane.name} takes part`,
    click: () => kg.change({ actor: only ? "" : lane.id }) }, ...words));
};

kg.repack = () => {
  const perDay = kg.perDay();
  if (kg.packedFor === perDay) return;
  const longest = kg.view.width < 600 ? 230 : 330;
  kg.open.forEach((lane) => { lane.packed = kg.pack(lane.items, perDay, longest); });
  kg.packedFor = perDay;
};

// Elements stay where nothing has moved: under a pointer that is pressing one, and in a browser that is asked for one.
kg.nodeOf = (item) => {
  if (item.stand !== kg.stand) Object.assign(item, { node: kg.drawItem(item, kg.base), stand: kg.stand });
  else if (item.node.hasAttribute("aria-pressed")) item.node.setAttribute("aria-pressed", String(item.events.includes(kg.state.chosen[0])));
  item.node.tabIndex = -1;
  return item.node;
};

kg.fill = (box, nodes) => {
  const wanted = new Set(nodes);
  for (const child of [...box.children]) if (!wanted.has(child)) child.remove();
  if (!box.firstChild) { box.append(...nodes); return; }
  let next = box.firstChild;
  for (const node of nodes) if (node === next) next = next.nextSibling; else box.insertBefore(node, next);
};

kg.draw = () => {
  if (!kg.open) return;
  kg.repack();
  const perDay = kg.perDay();
  const base = kg.view.from * perDay;
  const { width } = kg.view;
  kg.base = base;
  if (kg.stand?.base !== base || kg.stand.width !== width || kg.stand.perDay !== perDay) kg.stand = { base, width, perDay };
  kg.shiftLanes(0);
  const focus = document.activeElement?.closest?.("#lanes .item")?.dataset.event;
  const near = (item, margin) => item.x + item.width > base - margin && item.x < base + width + margin;
  // Where lanes lie is reckoned, not measured: to measure would make the browser lay out the page twice. Names may make a lane a
  // little taller, which a screen's height of margin above and below makes up for.
  const tall = window.innerHeight;
  const scrolled = Math.max(kg.byId("scroller").scrollTop, window.scrollY);
  let top = 0;
  kg.open.forEach((lane, n) => {
    const rows = lane.packed.reduce((most, item) => (near(item, 0) ? Math.max(most, item.row + 1) : most), 1);
    const height = lane.packed[0]?.profile ? kg.PROFILE_TALL + 20 : rows * kg.ROW + 14;
    kg.laneNodes[n].track.style.height = `${height}px`;
    const seen = top + height > scrolled - tall * kg.reach && top < scrolled + tall * (1 + kg.reach);
    kg.fill(kg.laneNodes[n].shift, seen ? lane.packed.filter((item) => near(item, (width / 2) * kg.reach)).map(kg.nodeOf) : []);
    top += height + 1;
  });
  kg.rove(focus);
  kg.drawAxis();
  kg.drawRange();
  // Last: it asks for its size, and to change anything after that would make the browser lay out the page twice.
  kg.drawStrip();
};

// One item can be reached with Tab; arrows do the rest.
kg.rove = (focus) => {
  const wanted = focus ?? kg.state.chosen[0] ?? kg.cursor;
  const items = [...document.querySelectorAll("#lanes .item")];
  const left = (node) => parseFloat(node.style.left);
  const inView = items.find((node) => left(node) >= 0 && left(node) < kg.view.width);
  const at = items.find((node) => node.dataset.event === String(wanted)) || inView || items[0];
  if (!at) return;
  at.tabIndex = 0;
  if (focus !== undefined && document.activeElement === document.body) at.focus({ preventScroll: true });
};

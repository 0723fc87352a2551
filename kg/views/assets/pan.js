"use strict";
// Moving through time: drag, wheel, pinch, buttons and keys.
kg.show = (from, to) => {
  kg.setView(from, to);
  kg.state.range = [kg.view.from, kg.view.to];
  kg.saveSoon();
  kg.movers.forEach((mover) => mover());
  if (kg.frame) return;
  kg.frame = requestAnimationFrame(() => { kg.frame = null; kg.drawTime(); });
};

// What else follows the days in view; the network, where there is one.
kg.movers = [];
kg.onMove = (mover) => kg.movers.push(mover);

// The strip and the words for the days are there whatever the tab.
kg.drawTime = () => {
  if (kg.state.tab === "timeline" && !kg.byId("timeline").hidden) { kg.draw(); return; }
  kg.drawStrip();
  kg.drawRange();
};

kg.zoomTo = (day, factor) => {
  const { from, to } = kg.view;
  kg.show(day - (day - from) * factor, day + (to - day) * factor);
};

kg.slide = (days) => kg.show(kg.view.from + days, kg.view.to + days);

// While a finger or the mouse drags, only one style property changes; elements are made anew when the margin is used up.
kg.dragTo = (from) => {
  const length = kg.view.to - kg.view.from;
  kg.setView(from, from + length);
  const shift = kg.base - kg.view.from * kg.perDay();
  if (Math.abs(shift) > kg.view.width * 0.4) { kg.show(kg.view.from, kg.view.to); return; }
  kg.shiftLanes(shift);
  kg.drawAxis();
  kg.drawStrip();
  kg.drawRange();
};

kg.listenPlot = () => {
  const plot = kg.byId("plot");
  const fingers = new Map();
  let grip = null;
  const middle = () => [...fingers.values()].reduce((sum, x) => sum + x, 0) / fingers.size;
  const spread = () => { const xs = [...fingers.values()]; return Math.max(30, Math.abs(xs[0] - xs[1])); };
  const hold = () => { grip = { x: middle(), from: kg.view.from, perDay: kg.perDay(), spread: fingers.size > 1 ? spread() : 0, moved: grip?.moved || false }; };
  plot.addEventListener("pointerdown", (press) => { if (press.button === 0 && !press.target.closest("h2")) { if (!fingers.size) grip = null; fingers.set(press.pointerId, press.clientX); hold(); } });
  plot.addEventListener("pointermove", (move) => {
    if (!fingers.has(move.pointerId)) return;
    fingers.set(move.pointerId, move.clientX);
    if (fingers.size > 1) {
      const left = plot.getBoundingClientRect().left + (plot.clientWidth - kg.view.width);
      kg.zoomTo(kg.view.from + (middle() - left) / kg.perDay(), grip.spread / spread());
      grip.spread = spread();
      grip.moved = true;
    } else if (grip.moved || Math.abs(move.clientX - grip.x) > 5) {
      if (!grip.moved) { grip.moved = true; plot.setPointerCapture(move.pointerId); plot.classList.add("moving"); }
      kg.dragTo(grip.from - (move.clientX - grip.x) / grip.perDay);
    }
  });
  const release = (lift) => {
    if (!fingers.delete(lift.pointerId)) return;
    if (fingers.size) { hold(); return; }
    plot.classList.remove("moving");
    if (grip?.moved) kg.show(kg.view.from, kg.view.to);
  };
  plot.addEventListener("pointerup", release);
  plot.addEventListener("pointercancel", release);
  plot.addEventListener("click", (click) => { if (grip?.moved) { click.stopPropagation(); click.preventDefault(); grip = null; } }, true);
  kg.byId("timeline").addEventListener("wheel", kg.onWheel, { passive: false });
};

kg.onWheel = (turn) => {
  const sideways = Math.abs(turn.deltaX) > Math.abs(turn.deltaY) ? turn.deltaX : turn.shiftKey ? turn.deltaY : 0;
  if (!turn.ctrlKey && !turn.metaKey && !sideways) return;
  turn.preventDefault();
  if (sideways) { kg.slide(sideways / kg.perDay()); return; }
  const left = kg.byId("axis").getBoundingClientRect().left;
  kg.zoomTo(kg.view.from + (turn.clientX - left) / kg.perDay(), Math.exp(Math.max(-60, Math.min(60, turn.deltaY)) * 0.006));
};

// The middle of those `days` days in view in which most begins.
kg.busiest = (days) => {
  const begins = kg.data.events.filter((event, n) => kg.shown()[n] && event.begin >= kg.view.from && event.begin <= kg.view.to).map(({ begin }) => begin).sort((a, b) => a - b);
  let best = null;
  for (let left = 0, right = 0; right < begins.length; right += 1) {
    while (begins[right] - begins[left] >= days) left += 1;
    if (!best || right - left > best.count) best = { count: right - left, day: (begins[left] + begins[right]) / 2 };
  }
  return best ? best.day : (kg.view.from + kg.view.to) / 2;
};

kg.preset = (days) => {
  const chosen = kg.data.events[kg.state.chosen[0]];
  const about = (chosen?.begin ?? chosen?.end ?? kg.busiest(days)) + 0.5;
  kg.show(about - days / 2, about + days / 2);
};

// How many events lie before and after the view, and the days of the nearest.
kg.beyond = () => {
  const shown = kg.shown();
  if (kg.beyondNow?.shown === shown && kg.beyondNow.from === kg.view.from && kg.beyondNow.to === kg.view.to) return kg.beyondNow;
  const found = kg.beyondNow = { shown, from: kg.view.from, to: kg.view.to, before: 0, last: -Infinity, after: 0, first: Infinity };
  const { from, to } = kg.view;
  for (let n = 0; n < shown.length; n += 1) {
    if (!shown[n]) continue;
    const event = kg.data.events[n];
    const begin = event.begin ?? event.end;
    if (begin === null) continue;
    if ((event.end ?? begin) < from) { found.before += 1; if (begin > found.last) found.last = begin; } else if (begin > to) { found.after += 1; if (begin < found.first) found.first = begin; }
  }
  return found;
};

kg.shiftLanes = (shift) => { for (const lane of kg.laneNodes) lane.shift.style.transform = shift ? `translateX(${Math.round(shift)}px)` : ""; };
kg.say = (node, text) => { if (node.textContent !== text) node.textContent = text; };

kg.drawRange = () => {
  kg.say(kg.byId("range"), kg.daysName(kg.view.from, kg.view.to - 0.01));
  const { before, after } = kg.beyond();
  // Words that a narrower window leaves out stand in an element of their own.
  const set = (id, count, ...parts) => {
    const node = kg.byId(id);
    if (node.hidden !== !count) node.hidden = !count;
    if (node.textContent !== parts.join("")) node.replaceChildren(...parts.map((part) => (/[a-z]/.test(part) ? kg.el("i", {}, part) : part)));
  };
  set("before", before, `‹ ${kg.count(before)}`, " earlier");
  set("after", after, kg.count(after), " later", " ›");
};

kg.buildZoom = () => {
  const jump = (side) => () => {
    const { last, first } = kg.beyond();
    const day = side === "before" ? last : first;
    const half = (kg.view.to - kg.view.from) / 2;
    kg.show(day - half, day + half);
  };
  const middle = () => (kg.view.from + kg.view.to) / 2;
  const beyond = (side, title) => kg.button("", jump(side), title, { id: side, class: "beyond" });
  const joined = (...parts) => kg.el("span", { class: "joined" }, ...parts);
  kg.byId("zoombar").append(kg.el("span", { class: "range", id: "range", role: "status" }), beyond("before", "Go to the events before"), beyond("after", "Go to the events after"), kg.el("span", { class: "break" }),
    joined(...kg.player()),
    joined(kg.button("Week", () => kg.preset(9), "Show a week"), kg.button("Month", () => kg.preset(33), "Show a month"), kg.button("Year", () => kg.preset(370), "Show a year"), kg.button("All", () => kg.show(...kg.data.extent), "Show all days")),
    joined(kg.button("−", () => kg.zoomTo(middle(), 1.6), "Zoom out"), kg.button("+", () => kg.zoomTo(middle(), 1 / 1.6), "Zoom in")));
  kg.byId("strip").prepend(...kg.asOfSlider());
};

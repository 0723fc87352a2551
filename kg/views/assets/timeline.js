"use strict";
// Ties the parts of the timeline together: choosing, keys, groupings, undated events, size.
kg.chosenHere = () => {
  kg.offerFold();
  const node = document.querySelector(`#lanes .item[data-event="${kg.cursor}"]`);
  if (node && matchMedia("(max-width: 860px)").matches) scrollBy({ top: node.getBoundingClientRect().top - 110 });
};

// Above the acts of a fold stands the button that takes it apart.
kg.offerFold = () => {
  const numbers = kg.state.chosen;
  const lead = kg.byId("card").querySelector(".lead");
  if (numbers.length < 2 || !lead) return;
  const open = kg.unfolded.has(kg.foldOf(numbers[0]));
  lead.append(" ", kg.el("button", { type: "button", class: "plain small", click: () => {
    const fold = kg.foldOf(numbers[0]);
    if (!kg.unfolded.delete(fold)) kg.unfolded.add(fold);
    kg.change();
  } }, open ? "Fold" : "Show one by one"));
};

// The first event of the entry that holds this one, which is the entry's name among the unfolded.
kg.foldOf = (number) => {
  for (const lane of kg.data.lanes[kg.state.by]) {
    const entry = kg.unpack(lane).find(({ events }) => events.includes(number));
    if (entry) return entry.events[0];
  }
  return number;
};

kg.onClose(() => document.querySelector(`#lanes .item[data-event="${kg.cursor}"]`)?.focus({ preventScroll: true }));

kg.drawUndated = () => {
  const shown = kg.shown();
  const numbers = kg.data.undated.filter((number) => shown[number]);
  const box = kg.byId("undated");
  box.hidden = !numbers.length;
  box.replaceChildren(kg.el("h2", {}, "Without a date"), kg.el("p", {}, "The articles do not say when, and no day is made up."), kg.el("ul", {}, ...numbers.map((number) => {
    const event = kg.data.events[number];
    return kg.el("li", {}, kg.el("button", { type: "button", class: `item ${event.family} ${kg.statusCodes.has(event.status) ? event.status : ""}`, "data-event": number,
      "aria-pressed": String(kg.state.chosen.includes(number)), click: (click) => kg.choose({ events: [number] }, click) },
    kg.el("span", { class: "text" }, kg.mark(event.status), kg.el("span", { class: "label", dir: "auto" }, event.label))));
  })));
};

// Arrows walk over the entries themselves, not over what happens to be drawn; the picture follows.
kg.walk = (lane, index) => {
  const item = kg.open[lane].packed.filter(({ bundle }) => !bundle)[index];
  const day = item.event.begin ?? item.event.end;
  kg.cursor = item.events[0];
  if (day < kg.view.from || day > kg.view.to - (kg.view.to - kg.view.from) * 0.1) kg.setView(day - (kg.view.to - kg.view.from) / 3, day + ((kg.view.to - kg.view.from) * 2) / 3);
  kg.laneNodes[lane].node.scrollIntoView({ block: "nearest" });
  kg.draw();
  kg.laneNodes[lane].shift.querySelector(`[data-event="${kg.cursor}"]:not(.bundle)`)?.focus({ preventScroll: true });
};

kg.step = (press) => {
  const node = press.target.closest("#lanes .item");
  const lane = kg.laneNodes.findIndex(({ shift }) => shift.contains(node));
  if (lane < 0) return false;
  const items = (n) => kg.open[n].packed.filter(({ bundle }) => !bundle);
  const index = Math.max(0, items(lane).findIndex(({ events }) => String(events[0]) === node.dataset.event));
  if (press.key === "ArrowRight" || press.key === "ArrowLeft") {
    const next = index + (press.key === "ArrowRight" ? 1 : -1);
    if (next >= 0 && next < items(lane).length) kg.walk(lane, next);
  } else {
    const other = lane + (press.key === "ArrowDown" ? 1 : -1);
    if (other < 0 || other >= kg.open.length) return true;
    const { x } = items(lane)[index];
    const gaps = items(other).map((item) => Math.abs(item.x - x));
    kg.walk(other, gaps.indexOf(Math.min(...gaps)));
  }
  return true;
};

kg.onKey = (press) => {
  if (press.target.matches("input, select, textarea, [role=tab]") || press.ctrlKey || press.metaKey || press.altKey || kg.state.tab !== "timeline") return;
  const middle = (kg.view.from + kg.view.to) / 2;
  const tenth = (kg.view.to - kg.view.from) / 10;
  const acts = { "+": () => kg.zoomTo(middle, 1 / 1.6), "=": () => kg.zoomTo(middle, 1 / 1.6), "-": () => kg.zoomTo(middle, 1.6), 0: () => kg.show(...kg.data.window) };
  if (press.key in acts) { press.preventDefault(); acts[press.key](); return; }
  if (!press.key.startsWith("Arrow")) return;
  if (kg.step(press)) press.preventDefault();
  else if (press.key === "ArrowLeft") kg.slide(-tenth);
  else if (press.key === "ArrowRight") kg.slide(tenth);
};

kg.measure = () => {
  const names = parseFloat(getComputedStyle(kg.byId("scroller")).getPropertyValue("--names")) || 0;
  kg.view.width = Math.max(200, kg.byId("scroller").clientWidth - names);
  const family = getComputedStyle(document.body).fontFamily;
  kg.fonts = { label: `13px ${family}`, note: `italic 12px ${family}`, small: `11px ${family}` };
};

kg.refresh = (what) => {
  kg.byId("timebar").hidden = kg.state.tab === "table" || !kg.byId("nothing").hidden;
  if (kg.byId("timebar").hidden) return;
  kg.measure();
  if (kg.byId("timeline").hidden) { kg.drawTime(); return; }
  if (!("chosen" in what)) kg.prepare();
  kg.drawUndated();
  kg.draw();
};

kg.offerGroupings = () => {
  const words = { actor: "By actor", type: "By type", topic: "By topic", instrument: "By document" };
  const offered = Object.entries(words).filter(([by]) => kg.data.groupings.includes(by));
  if (offered.length > 1) kg.groupings = offered;
};

// Before the filters are built, which offer the groupings; after it, all that needs the days.
kg.startTimeline = () => {
  if (!kg.data.extent) { kg.undatedOnly(); return; }
  kg.setView(...(kg.state.range || kg.data.window));
  kg.buildZoom();
  kg.onChange(kg.refresh);
  kg.byId("more").addEventListener("click", () => { kg.allLanes = !kg.allLanes; kg.change(); });
  kg.listenPlot();
  kg.listenStrip();
  document.addEventListener("keydown", kg.onKey);
  addEventListener("resize", () => kg.refresh({}));
  for (const scrolled of [kg.byId("scroller"), document]) scrolled.addEventListener("scroll", () => { kg.frame ??= requestAnimationFrame(() => { kg.frame = null; kg.drawTime(); }); }, { passive: true });
  kg.onTheme(kg.drawTime);
};

// With nothing dated there is no axis to draw; the list of the undated is the page.
kg.undatedOnly = () => {
  for (const id of ["timebar", "axis", "plot"]) kg.byId(id).hidden = true;
  kg.onChange(kg.drawUndated);
};

"use strict";
// Which entries a lane shows, and in which row each stands, so that no two labels overlap.
kg.ROW = 28;
kg.ROWS = 9;
kg.FIRST = 10;
kg.PROFILE = 60;
kg.BIN = 16;
kg.PROFILE_TALL = 84;
// Fewer pixels of words than this say nothing.
kg.SAY = 64;
kg.unfolded = new Set();
kg.pen = document.createElement("canvas").getContext("2d");
kg.widths = new Map();

kg.textWidth = (text, font) => {
  const key = font + text;
  if (!kg.widths.has(key)) {
    kg.pen.font = font;
    kg.widths.set(key, kg.pen.measureText(text).width);
  }
  return kg.widths.get(key);
};

// The label without the name of the actor in whose lane it stands.
kg.shortLabel = (label, name) => {
  const rest = name && label.startsWith(`${name} `) ? label.slice(name.length).trim() : "";
  return rest || label;
};

// What stands at one place of a lane. Its words are put together when it is drawn: of a crowded lane hardly any is.
kg.Item = class {
  constructor(entry, events, name) {
    this.entry = entry;
    this.events = events;
    this.name = name;
    this.event = kg.data.events[events[0]];
  }

  get label() {
    this.said ??= this.events.length > 1 ? this.entry.fold.replace(/ ×\d+$/, ` ×${this.events.length}`) : kg.shortLabel(this.event.label, this.name);
    return this.said;
  }
};

// What a lane carries: the number of an event, or the label of a fold and the numbers in it.
kg.unpack = (lane) => {
  lane.unpacked ??= lane.entries.map((entry) => {
    const [fold, ...events] = Array.isArray(entry) ? entry : ["", entry];
    const { begin, end } = kg.data.events[events[0]];
    return { fold, events, kind: begin !== null && begin === end ? "point" : "span", openBegin: begin === null, openEnd: end === null };
  });
  return lane.unpacked;
};

// Whether filters leave anything of a lane.
kg.hasShown = ({ entries }, shown) => entries.some((entry) => (Array.isArray(entry) ? entry.some((n, at) => at && shown[n]) : shown[entry]));

// Entries with what filters leave of them. A fold that was opened falls into its single events, and one whose events were not
// alike in status at an earlier day falls by status.
kg.entriesOf = (lane) => {
  const shown = kg.shown();
  const name = kg.state.by === "actor" && lane.id ? lane.name : "";
  const items = [];
  for (const entry of kg.unpack(lane)) {
    const kept = entry.events.length > 1 ? entry.events.filter((event) => shown[event]) : shown[entry.events[0]] ? entry.events : [];
    if (kept.length < 2 || kg.unfolded.has(entry.events[0])) { for (const event of kept) items.push(new kg.Item(entry, [event], name)); continue; }
    const groups = new Map();
    for (const event of kept) groups.set(kg.data.events[event].status, [...(groups.get(kg.data.events[event].status) || []), event]);
    for (const events of groups.values()) items.push(new kg.Item(entry, events, name));
  }
  return items;
};

kg.note = ({ entry, event, events }) => {
  const words = entry.kind === "span" ? events.map((n) => kg.data.events[n].words).find(Boolean) : "";
  const by = event.status === "claimed" ? event.by : "";
  return [by ? `says ${by}` : "", words ? `“${words}”` : ""].filter(Boolean).join(" · ");
};

// Days of an uncertain time, in pixels from day 0; a side that nobody knows gets a stretch that fades.
kg.barOf = ({ entry, event: { begin, end, status }, seen }, perDay) => {
  if (!entry.openBegin && !entry.openEnd) return [begin * perDay, Math.max((end + 1 - begin) * perDay, 24)];
  const known = entry.openEnd && status === "ongoing" && seen > begin ? (seen + 1 - begin) * perDay : 0;
  const wide = Math.max(150, perDay, known);
  return [entry.openBegin ? (end + 1) * perDay - wide : begin * perDay, wide];
};

// Where an item begins and how far it reaches, in pixels from day 0. Its text stands right of the mark, inside a bar that is
// wide enough, or left of the mark where the story ends and the picture with it.
kg.place = (item, perDay, longest, mayFlip) => {
  const { begin, end, status } = item.event;
  item.note ??= kg.note(item);
  item.seen ??= status === "ongoing" ? item.event.seen ?? 0 : 0;
  const { seen } = item;
  const words = Math.min(longest, kg.textWidth(item.label, kg.fonts.label) + (item.note ? kg.textWidth(item.note, kg.fonts.note) + 5 : 0)) + 12;
  item.words = words;
  const [low, high] = kg.data.window.map((day) => day * perDay);
  let from;
  if (item.entry.kind === "point") {
    from = (begin + 0.5) * perDay - 8;
    item.bar = status === "ongoing" && seen > end ? (seen - end) * perDay : 0;
    item.solid = 16;
  } else {
    [from, item.bar] = kg.barOf(item, perDay);
    item.solid = item.bar;
  }
  item.inside = item.entry.kind === "span" && item.bar >= words + 26;
  item.reach = item.inside ? item.bar : item.solid + 5 + words;
  item.flip = mayFlip && !item.inside && from < high && from + item.reach > high && from - low > words;
  item.x = item.flip ? from + item.solid - item.reach : from;
  item.width = Math.max(item.bar, item.reach);
  return item;
};

// First with whole labels; where that needs too many rows, marks stand closer and labels are cut; where even that hides more than
// it shows, the lane becomes a profile of how much happened when.
kg.pack = (items, perDay, longest) => {
  if (items.length > kg.PROFILE && kg.pileUp(items, perDay)) return kg.profile(items, perDay);
  items.forEach((item) => kg.place(item, perDay, longest, true));
  items.sort((a, b) => a.x - b.x);
  const ends = [];
  for (const item of items) {
    let row = 0;
    while (row < ends.length && ends[row] > item.x) row += 1;
    item.row = row;
    ends[row] = item.x + item.width + 8;
    if (ends.length > kg.ROWS) return kg.crowd(items, perDay, longest);
  }
  return items;
};

kg.crowd = (items, perDay, longest) => {
  items.forEach((item) => kg.place(item, perDay, longest, false));
  items.sort((a, b) => a.x - b.x);
  const ends = Array(kg.ROWS).fill(-Infinity);
  const last = [];
  const kept = [];
  for (const item of items) {
    const row = ends.indexOf(Math.min(...ends));
    if (ends[row] > item.x) { kg.bundle(kept, item); continue; }
    if (last[row]) last[row].reach = Math.min(last[row].reach, item.x - last[row].x - 4);
    ends[row] = item.x + Math.max(item.bar, item.solid) + 4;
    last[row] = item;
    kept.push(Object.assign(item, { row }));
  }
  return kept;
};

kg.bundle = (kept, item) => {
  const before = kept.findLast((one) => one.bundle);
  if (before && item.x - before.x < 44) { before.bundle.push(item); return; }
  kept.push({ x: item.x, row: kg.ROWS, bundle: [item], width: 40, reach: 40, bar: 0, events: item.events, entry: item.entry, event: item.event });
};

// Whether more than a third of the marks would find no room, at 24 pixels a mark and ROWS marks above each other.
kg.pileUp = (items, perDay) => {
  const cells = new Map();
  for (const { event } of items) {
    const cell = Math.floor(((event.begin ?? event.end) * perDay) / 24);
    cells.set(cell, (cells.get(cell) || 0) + 1);
  }
  let lost = 0;
  for (const count of cells.values()) lost += Math.max(0, count - kg.ROWS);
  return lost * 3 > items.length;
};

// One bar for each 16 pixels of time, its parts by tone; a bar is a button that leads into its days.
kg.profile = (items, perDay) => {
  const bins = new Map();
  for (const item of items) {
    const cell = Math.floor(((item.event.begin ?? item.event.end) * perDay) / kg.BIN);
    if (!bins.has(cell)) bins.set(cell, { profile: [], x: cell * kg.BIN, row: 0, width: kg.BIN, reach: kg.BIN, bar: 0, events: item.events, entry: item.entry, event: item.event });
    bins.get(cell).profile.push(item);
  }
  const made = [...bins.values()].sort((a, b) => a.x - b.x);
  const most = made.reduce((sum, { profile }) => Math.max(sum, profile.length), 1);
  return made.map((bin) => Object.assign(bin, { tall: bin.profile.length / most }));
};

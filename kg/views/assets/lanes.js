"use strict";
// Which entries a lane shows, and in which row each stands, so that no two labels overlap.
kg.ROW = 28;
kg.ROWS = 9;
kg.FIRST = 10;
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

// Entries with what filters leave of them; a fold that was opened falls into its single events.
kg.entriesOf = (lane) => {
  const shown = kg.shown();
  return lane.entries.flatMap((entry) => {
    const kept = entry.events.map((event, n) => ({ event, label: entry.labels[n] })).filter(({ event }) => shown[event]);
    if (!kept.length) return [];
    const open = kept.length === 1 || kg.unfolded.has(entry.events[0]);
    const groups = open ? kept.map((one) => ({ events: [one.event], label: one.label }))
      : [{ events: kept.map(({ event }) => event), label: entry.fold.replace(/ ×\d+$/, ` ×${kept.length}`) }];
    return groups.map((group) => ({ ...group, entry, event: kg.data.events[group.events[0]] }));
  });
};

kg.note = ({ entry, event }) => [event.status === "claimed" && event.by ? `says ${event.by}` : "", entry.kind === "span" && entry.words ? `“${entry.words}”` : ""].filter(Boolean).join(" · ");

// Days of an uncertain time, in pixels from day 0; a side that nobody knows gets a stretch that fades.
kg.barOf = ({ entry, event: { begin, end, seen, status } }, perDay) => {
  if (!entry.openBegin && !entry.openEnd) return [begin * perDay, Math.max((end + 1 - begin) * perDay, 24)];
  const known = entry.openEnd && status === "ongoing" && seen > begin ? (seen + 1 - begin) * perDay : 0;
  const wide = Math.max(150, perDay, known);
  return [entry.openBegin ? (end + 1) * perDay - wide : begin * perDay, wide];
};

// Where an item begins and how far it reaches, in pixels from day 0. Its text stands right of the mark, inside a bar that is
// wide enough, or left of the mark where the story ends and the picture with it.
kg.place = (item, perDay, longest, mayFlip) => {
  const { begin, end, seen, status } = item.event;
  item.note = kg.note(item);
  const words = Math.min(longest, kg.textWidth(item.label, kg.fonts.label) + (item.note ? kg.textWidth(item.note, kg.fonts.note) + 5 : 0)) + 12;
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

// First with whole labels; where that needs too many rows, spread over the rows there are, cutting labels at their neighbour.
kg.pack = (items, perDay, longest) => {
  items.forEach((item) => kg.place(item, perDay, longest, true));
  items.sort((a, b) => a.x - b.x);
  const ends = [];
  for (const item of items) {
    const row = ends.findIndex((end) => end <= item.x);
    item.row = row < 0 ? ends.length : row;
    ends[item.row] = item.x + item.width + 8;
  }
  return ends.length <= kg.ROWS ? items : kg.crowd(items, perDay, longest);
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

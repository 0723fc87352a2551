"use strict";
// The timeline in view as a drawing of its own, out of the same places as the page.
kg.NAMES = 190;
kg.TOP = 92;

kg.svgMark = (status, colour, x, y) => {
  const symbol = document.getElementById(`mark-${kg.statusCodes.has(status) ? status : "occurred"}`);
  const group = kg.svg("g", { transform: `translate(${Math.round(x)} ${Math.round(y)})`, color: colour });
  for (const part of symbol.children) {
    const copy = part.cloneNode(false);
    for (const name of ["fill", "stroke"]) if (copy.getAttribute(name) === "currentColor") copy.setAttribute(name, colour);
    group.append(copy);
  }
  return group;
};

// Some time within these days: hatched, and without an edge where an end is not known.
kg.svgBar = ({ event, entry, bar }, colour, x, y) => {
  const fill = entry.openEnd ? "fade-end" : entry.openBegin ? "fade-begin" : "hatch";
  return kg.svg("rect", { x, y: y + 1, width: Math.round(bar), height: 22, rx: 5, fill: `url(#${fill}-${kg.familyCodes.has(event.family) ? event.family : "other"})`,
    stroke: fill === "hatch" ? colour : null, "stroke-dasharray": { claimed: "5 3", hypothetical: "1.5 3" }[event.status] });
};

// A pattern takes its colour from where it stands, not from where it is used: one for each kind of act.
kg.svgFills = () => [...kg.familyCodes].flatMap((family) => {
  const colour = kg.colour(family);
  const fade = (id, x1, x2) => kg.svg("linearGradient", { id: `${id}-${family}`, x1, x2 }, kg.svg("stop", { offset: 0.3, "stop-color": colour, "stop-opacity": 0.35 }), kg.svg("stop", { offset: 1, "stop-color": colour, "stop-opacity": 0 }));
  return [kg.svg("pattern", { id: `hatch-${family}`, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    kg.svg("rect", { width: 7, height: 7, fill: colour, "fill-opacity": 0.1 }), kg.svg("line", { y2: 7, stroke: colour, "stroke-opacity": 0.45, "stroke-width": 3 })),
  fade("fade-end", 0, 1), fade("fade-begin", 1, 0)];
});

// What the signs mean, as far as they are in the picture, and what the picture leaves out.
kg.svgKey = (top) => {
  const drawn = kg.open.flatMap(({ packed }) => packed).filter(({ bundle, profile }) => !bundle && !profile);
  const seen = new Set(drawn.map(({ event }) => event.status));
  const words = kg.data.statuses.filter(([code]) => seen.has(code)).map(([code, label]) => [kg.svgMark(code, kg.colour("ink"), 0, top + 12), label]);
  if (drawn.some(({ entry }) => entry.kind === "span")) words.push([kg.svg("rect", { y: top + 13, width: 16, height: 14, rx: 3, fill: "url(#hatch-other)", stroke: kg.colour("other") }), "Some time within these days"]);
  let x = 20;
  kg.pen.font = kg.fonts.label;
  const made = words.map(([sign, label]) => {
    const group = kg.svg("g", { transform: `translate(${Math.round(x)} 0)` }, sign, kg.svg("text", { x: 22, y: top + 24, "font-size": 12, fill: kg.colour("ink") }, label));
    x += kg.pen.measureText(label).width + 40;
    return group;
  });
  const shown = kg.shown();
  const undated = kg.data.undated.filter((n) => shown[n]).length;
  const rest = kg.current.length - kg.open.length;
  const left = [undated ? `${kg.plural(undated, "event")} without a date` : "", rest > 0 ? kg.plural(rest, "further lane") : ""].filter(Boolean).join(" and ");
  if (left) made.push(kg.svg("text", { x: 20, y: top + 46, "font-size": 12, fill: kg.colour("muted") }, `Not drawn: ${left}.`));
  return made;
};

kg.svgItem = (item, left, top) => {
  const colour = kg.colour(kg.familyCodes.has(item.event.family) ? item.event.family : "other");
  const y = top + item.row * kg.ROW + 9;
  if (item.profile) return [kg.svg("rect", { x: left, y: top + 10 + kg.PROFILE_TALL * (1 - item.tall), width: kg.BIN - 2, height: Math.max(2, kg.PROFILE_TALL * item.tall), fill: kg.colour("strong") })];
  if (item.bundle) return [kg.svg("text", { x: left, y: y + 16, fill: kg.colour("muted"), "font-size": 12 }, `+${item.bundle.reduce((sum, one) => sum + one.events.length, 0)}`)];
  const span = item.entry.kind === "span";
  const markAt = item.flip ? left + item.reach - item.solid : left;
  const made = span ? [kg.svgBar(item, colour, markAt, y)] : [];
  made.push(kg.svgMark(item.event.status, colour, markAt + (span ? 4 : 0), y + 4));
  // As on the page: words right of the mark, or inside of a bar; whose word it is stays whole, the label gives way.
  const edge = kg.NAMES + kg.view.width - 4;
  const inside = item.inside || (span && !item.flip && item.bar > 100 && edge - markAt - item.solid < kg.SAY);
  const x = item.flip ? left : markAt + (inside ? 24 : item.solid + 5);
  const room = Math.min(inside ? item.bar - 26 : item.reach - item.solid - 5, edge - x);
  if (room < Math.min(kg.SAY, item.words) - 12) return made;
  const wide = item.note ? kg.textWidth(item.note, kg.fonts.label) + 5 : 0;
  const note = wide && room >= wide + Math.min(kg.SAY, kg.textWidth(item.label, kg.fonts.label)) ? ` ${item.note}` : "";
  kg.pen.font = kg.fonts.label;
  const text = kg.shortened(kg.pen, item.label, room - (note ? wide : 0)) + note;
  made.push(kg.svg("text", { x, y: y + 16, fill: kg.colour("ink"), "text-decoration": item.event.status === "negated" ? "line-through" : null }, text));
  return made;
};

kg.pictures.timeline = () => {
  const width = kg.NAMES + kg.view.width;
  const base = kg.view.from * kg.perDay();
  const near = (item) => item.x + item.width > base && item.x < base + kg.view.width;
  const body = kg.svg("g", { "clip-path": "url(#inside)" });
  const names = kg.svg("g");
  let top = kg.TOP;
  kg.open.forEach((lane, n) => {
    const tall = kg.laneNodes[n].track.offsetHeight;
    kg.pen.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
    kg.wrapped(kg.pen, lane.lane.name, kg.NAMES - 30).forEach((line, k) => names.append(kg.svg("text", { x: 20, y: top + 22 + k * 16, "font-weight": 600, fill: kg.colour("ink") }, line)));
    body.append(...lane.packed.filter(near).flatMap((item) => kg.svgItem(item, kg.NAMES + item.x - base, top)));
    top += tall;
    names.append(kg.svg("line", { x1: 0, x2: width, y1: top, y2: top, stroke: kg.colour("line") }));
  });
  const { step, found } = kg.ticks();
  const axis = found.filter(({ x }) => x >= 0).flatMap(({ x, label }) => [kg.svg("line", { x1: kg.NAMES + x, x2: kg.NAMES + x, y1: kg.TOP - 22, y2: top, stroke: kg.colour("line") }),
    kg.svg("text", { x: kg.NAMES + x + 5, y: kg.TOP - 8, fill: kg.colour("muted"), "font-size": 12 }, label)]);
  // A year or month that began left of the picture gives way to one that begins soon after its edge.
  const majors = kg.majors(step).filter(({ x }, n, all) => x >= 0 || !(all[n + 1]?.x < 90)).map(({ x, label }) => kg.svg("text", { x: kg.NAMES + Math.max(0, x) + 5, y: kg.TOP - 26, fill: kg.colour("ink"), "font-size": 12, "font-weight": 600 }, label));
  const defs = kg.svg("defs", {}, kg.svg("clipPath", { id: "inside" }, kg.svg("rect", { x: kg.NAMES, y: 0, width: kg.view.width, height: top })), ...kg.svgFills());
  return kg.sheet(width, top + 60, defs, ...kg.heading(), ...axis, ...majors, names, body, ...kg.svgKey(top));
};

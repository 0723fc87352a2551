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

kg.svgItem = (item, left, top) => {
  const colour = kg.colour(kg.familyCodes.has(item.event.family) ? item.event.family : "other");
  const y = top + item.row * kg.ROW + 9;
  if (item.profile) return [kg.svg("rect", { x: left, y: top + 10 + kg.PROFILE_TALL * (1 - item.tall), width: kg.BIN - 2, height: Math.max(2, kg.PROFILE_TALL * item.tall), fill: kg.colour("strong") })];
  if (item.bundle) return [kg.svg("text", { x: left, y: y + 16, fill: kg.colour("muted"), "font-size": 12 }, `+${item.bundle.reduce((sum, one) => sum + one.events.length, 0)}`)];
  const span = item.entry.kind === "span";
  const markAt = item.flip ? left + item.reach - item.solid : left;
  const made = span ? [kg.svg("rect", { x: markAt, y: y + 1, width: Math.round(item.bar), height: 22, rx: 5, fill: colour, "fill-opacity": 0.16, stroke: colour,
    "stroke-dasharray": { claimed: "5 3", hypothetical: "1.5 3" }[item.event.status] ?? null })] : [];
  made.push(kg.svgMark(item.event.status, colour, markAt + (span ? 4 : 0), y + 4));
  const bare = !item.inside && item.reach < item.solid + Math.min(kg.SAY, item.words);
  if (bare) return made;
  const words = [item.label, item.note].filter(Boolean).join(" ");
  const room = item.reach - (item.inside ? 26 : item.solid + 5);
  kg.pen.font = kg.fonts.label;
  const text = kg.shortened(kg.pen, words, room);
  const x = item.flip ? left : markAt + (item.inside ? 24 : item.solid + 5);
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
  const axis = found.flatMap(({ x, label }) => [kg.svg("line", { x1: kg.NAMES + x, x2: kg.NAMES + x, y1: kg.TOP - 22, y2: top, stroke: kg.colour("line") }),
    kg.svg("text", { x: kg.NAMES + x + 5, y: kg.TOP - 8, fill: kg.colour("muted"), "font-size": 12 }, label)]);
  const majors = kg.majors(step).map(({ x, label }) => kg.svg("text", { x: kg.NAMES + Math.max(0, x) + 5, y: kg.TOP - 26, fill: kg.colour("ink"), "font-size": 12, "font-weight": 600 }, label));
  const clip = kg.svg("defs", {}, kg.svg("clipPath", { id: "inside" }, kg.svg("rect", { x: kg.NAMES, y: 0, width: kg.view.width, height: top })));
  return kg.sheet(width, top + 20, clip, ...kg.heading(), ...axis, ...majors, names, body);
};

"use strict";
// The network in view as a drawing of its own.
// vis-network bends a line by a seventh of its length to the right of its way; the end is pulled back to the rim of the dot.
kg.bent = (from, to, radius) => {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const middle = { x: (from.x + to.x) / 2 + dy * 0.14, y: (from.y + to.y) / 2 - dx * 0.14 };
  const back = Math.hypot(to.x - middle.x, to.y - middle.y) || 1;
  const end = { x: to.x - ((to.x - middle.x) / back) * (radius + 4), y: to.y - ((to.y - middle.y) / back) * (radius + 4) };
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
};

kg.svgLine = (edge, at, scale) => {
  const colour = kg.palette[edge.tone === "other" ? "strong" : edge.tone];
  return kg.svg("path", { d: kg.bent(at(edge.from), at(edge.to), kg.actors[edge.to].size * scale), fill: "none", stroke: colour, "stroke-opacity": edge.ink,
    "stroke-width": ((1 + 1.3 * Math.sqrt(edge.acts.length)) * scale).toFixed(2), "stroke-dasharray": edge.tone === "cooperation" ? "8 5" : null, "marker-end": `url(#tip-${edge.tone})` });
};

kg.networkPicture = () => {
  const box = kg.byId("net").getBoundingClientRect();
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  const scale = kg.net.getScale();
  const places = kg.net.getPositions();
  const spots = kg.actors.map((node) => kg.net.canvasToDOM(places[node.id]));
  const tips = ["conflict", "cooperation", "other"].map((tone) => kg.svg("marker", { id: `tip-${tone}`, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
    kg.svg("path", { d: "M0 0L8 4L0 8z", fill: kg.palette[tone === "other" ? "strong" : tone] })));
  const dots = kg.actors.map((node) => kg.svg("circle", { cx: spots[node.id].x.toFixed(1), cy: spots[node.id].y.toFixed(1), r: (node.size * scale).toFixed(1), fill: kg.palette[`g${kg.groupOf(node.community)}`],
    stroke: kg.palette.paper, "stroke-width": 1.5, opacity: !kg.lit.size || kg.lit.has(node.id) ? 1 : 0.18 }));
  const names = kg.placeLabels(kg.pen2, kg.net, kg.actors, kg.lit, width, height).map(({ line, x, y, size }) => kg.svg("text", { x: x.toFixed(1), y: (y + size).toFixed(1), "text-anchor": "middle", "font-size": size,
    "font-weight": size > 13 ? 600 : 500, fill: kg.palette.ink, stroke: kg.palette.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }, line));
  const moved = kg.svg("g", { transform: "translate(0 56)" }, ...kg.drawn.map((edge) => kg.svgLine(edge, (id) => spots[id], scale)), ...dots, ...names);
  return kg.sheet(width, height + 90, kg.svg("defs", {}, ...tips), ...kg.heading(), moved, ...kg.toneKey(height + 76), kg.svg("text", { x: 380, y: height + 80, "font-size": 12, fill: kg.colour("muted") }, kg.byId("hidden").textContent.split(";")[0]));
};

kg.toneKey = (y) => [["conflict", "conflict"], ["cooperation", "cooperation"], ["other", "other acts"]].map(([tone, label], n) => kg.svg("g", { transform: `translate(${20 + n * 118} ${y})` },
  kg.svg("line", { x2: 24, stroke: kg.palette[tone === "other" ? "strong" : tone], "stroke-width": 2.5, "stroke-dasharray": tone === "cooperation" ? "8 5" : null }), kg.svg("text", { x: 30, y: 4, "font-size": 12, fill: kg.palette.ink }, label)));

kg.pen2 = document.createElement("canvas").getContext("2d");

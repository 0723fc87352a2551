"use strict";
// Names beside the dots, the same size at every zoom; where two would touch, the more active actor keeps his.
kg.CELL = 80;

// Boxes by the squares that they touch, so that a name is held against its neighbours only.
kg.Taken = class {
  constructor() { this.cells = new Map(); }

  * squares(box) {
    for (let x = Math.floor(box[0] / kg.CELL); x <= Math.floor(box[2] / kg.CELL); x += 1) for (let y = Math.floor(box[1] / kg.CELL); y <= Math.floor(box[3] / kg.CELL); y += 1) yield `${x} ${y}`;
  }

  add(box) { for (const key of this.squares(box)) this.cells.set(key, [...(this.cells.get(key) || []), box]); }

  meets(box, mine) {
    for (const key of this.squares(box)) {
      if ((this.cells.get(key) || []).some((other) => mine(other) && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return true;
    }
    return false;
  }
};

// Where each name goes, as lines of text with a place; what has no room is left out.
kg.placeLabels = (pen, network, nodes, lit, room, tall) => {
  const scale = network.getScale();
  const places = network.getPositions();
  const taken = new kg.Taken();
  const spots = new Map(nodes.map((node) => [node.id, network.canvasToDOM(places[node.id])]));
  const inside = (node) => { const { x, y } = spots.get(node.id); return x > -60 && x < room + 60 && y > -60 && y < tall + 60; };
  const seen = nodes.filter(inside);
  // Dots are in the way of names, save of their own.
  for (const node of seen) {
    const { x, y } = spots.get(node.id);
    const half = node.size * scale + 4;
    taken.add(Object.assign([x - half, y - half, x + half, y + half], { id: node.id }));
  }
  const made = [];
  for (const node of seen.sort((a, b) => Number(lit.has(b.id)) - Number(lit.has(a.id)) || a.id - b.id)) {
    if (lit.size && !lit.has(node.id)) continue;
    const size = node.id < 5 ? 15 : 13;
    const font = `${node.id < 5 ? 600 : 500} ${size}px ${kg.fontFamily}`;
    pen.font = font;
    const lines = kg.wrapped(pen, node.label, 150);
    const wide = Math.max(...lines.map((line) => pen.measureText(line).width));
    const around = kg.spots(spots.get(node.id), node.size * scale, wide, lines.length * (size + 3)).filter(({ box }) => box[0] > 0 && box[2] < room);
    // The names of the most active may lie over dots where nothing else is left, never over names.
    const free = (spot, other) => !taken.meets(spot.box, other);
    const spot = around.find((one) => free(one, ({ id }) => id !== node.id)) ?? (node.id < 12 ? around.find((one) => free(one, ({ id }) => id === undefined)) : undefined);
    if (!spot) continue;
    taken.add(spot.box);
    lines.forEach((line, n) => made.push({ line, x: spot.x, y: spot.y + n * (size + 3), size, font }));
  }
  return made;
};

kg.drawLabels = (pen, network, nodes, lit) => {
  const ratio = window.devicePixelRatio || 1;
  pen.save();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(pen, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4, strokeStyle: kg.colour("paper"), fillStyle: kg.colour("ink") });
  for (const { line, x, y, font } of kg.placeLabels(pen, network, nodes, lit, pen.canvas.clientWidth, pen.canvas.clientHeight)) {
    pen.font = font;
    pen.strokeText(line, x, y);
    pen.fillText(line, x, y);
  }
  pen.restore();
};

// Below the dot, above it, right, left, then the corners: the first that is free. Names keep some air between them.
kg.spots = ({ x, y }, radius, wide, tall) => {
  const half = wide / 2 + 6;
  const side = radius + half;
  const [low, high, aslant] = [y + radius + 5, y - radius - tall - 3, radius * 0.7 + half];
  return [[x, low], [x, high], [x + side, y - tall / 2], [x - side, y - tall / 2], [x + aslant, low - radius * 0.4], [x - aslant, low - radius * 0.4], [x + aslant, high + radius * 0.4], [x - aslant, high + radius * 0.4]]
    .map(([cx, top]) => ({ x: cx, y: top, box: [cx - half, top - 1, cx + half, top + tall] }));
};

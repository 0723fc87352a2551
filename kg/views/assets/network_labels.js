"use strict";
// Names beside the dots, the same size at every zoom; where two would touch, the more active actor keeps his.
kg.drawLabels = (pen, network, nodes, lit) => {
  const ratio = window.devicePixelRatio || 1;
  const scale = network.getScale();
  const places = network.getPositions();
  // Dots are in the way of names, save of their own.
  const taken = nodes.map((node) => {
    const { x, y } = network.canvasToDOM(places[node.id]);
    const half = node.size * scale * 0.85;
    return Object.assign([x - half, y - half, x + half, y + half], { id: node.id });
  });
  const paper = kg.colour("paper");
  const ink = kg.colour("ink");
  pen.save();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  const room = pen.canvas.clientWidth;
  const ordered = [...nodes].sort((a, b) => Number(lit.has(b.id)) - Number(lit.has(a.id)) || a.id - b.id);
  for (const node of ordered) {
    if (lit.size && !lit.has(node.id)) continue;
    const at = network.canvasToDOM(places[node.id]);
    const size = node.id < 5 ? 15 : 13;
    pen.font = `${node.id < 5 ? 600 : 500} ${size}px ${kg.fontFamily}`;
    const lines = kg.wrapped(pen, node.label, 150);
    const wide = Math.max(...lines.map((line) => pen.measureText(line).width));
    const spot = kg.spots(at, node.size * scale, wide, lines.length * (size + 3))
      .find(({ box }) => box[0] > 0 && box[2] < room && !taken.some((other) => other.id !== node.id && (node.id > 11 || other.id === undefined) && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]));
    if (!spot) continue;
    taken.push(spot.box);
    pen.strokeStyle = paper;
    pen.lineWidth = 4;
    lines.forEach((line, n) => pen.strokeText(line, spot.x, spot.y + n * (size + 3)));
    pen.fillStyle = ink;
    lines.forEach((line, n) => pen.fillText(line, spot.x, spot.y + n * (size + 3)));
  }
  pen.restore();
};

// Below the dot, above it, right, left: the first that is free.
kg.spots = ({ x, y }, radius, wide, tall) => {
  const half = wide / 2 + 2;
  const side = radius + half + 5;
  return [[x, y + radius + 5], [x, y - radius - tall - 3], [x + side, y - tall / 2], [x - side, y - tall / 2]]
    .map(([cx, top]) => ({ x: cx, y: top, box: [cx - half, top - 1, cx + half, top + tall] }));
};

// At most two lines of `room` pixels; what is left over becomes an ellipsis.
kg.wrapped = (pen, text, room) => {
  const words = text.split(/\s+/).filter(Boolean);
  let first = words.shift() || "";
  while (words.length && pen.measureText(`${first} ${words[0]}`).width <= room) first += ` ${words.shift()}`;
  return [first, words.join(" ")].filter(Boolean).map((line) => kg.shortened(pen, line, room));
};

kg.shortened = (pen, text, room) => {
  if (pen.measureText(text).width <= room) return text;
  const letters = Array.from(text).slice(0, 200);
  while (letters.length > 4 && pen.measureText(`${letters.join("")}…`).width > room) letters.length = Math.floor(letters.length * 0.92);
  return `${letters.join("")}…`;
};

"use strict";
// How many events there are when, over the whole story; the part in view is framed, and dragging chooses another.
kg.stripDomain = () => {
  const [low, high] = kg.data.window;
  const inside = kg.view.from >= low - (high - low) / 3 && kg.view.to <= high + (high - low) / 3;
  return inside ? kg.data.window : kg.data.extent;
};

// Counts in `bins` equal parts of the domain; an uncertain event spreads over the days that it may lie on.
kg.density = ([low, high], bins) => {
  // While the view moves nothing of this changes.
  const key = `${low} ${high} ${bins}`;
  if (kg.counted?.key === key && kg.counted.shown === kg.shown()) return kg.counted.counts;
  const size = (high - low) / bins;
  const counts = kg.TONES.map(() => new Float64Array(bins));
  const shown = kg.shown();
  kg.data.events.forEach((event, n) => {
    if (!shown[n] || (event.begin === null && event.end === null)) return;
    const first = Math.floor(((event.begin ?? event.end) - low) / size);
    const last = Math.max(first, Math.ceil(((event.end ?? event.begin) + 1 - low) / size) - 1);
    const into = counts[kg.TONES.indexOf(kg.toneOf(event.family))];
    for (let bin = Math.max(0, first); bin <= Math.min(bins - 1, last); bin += 1) into[bin] += 1 / (last - first + 1);
  });
  kg.counted = { key, shown, counts };
  return counts;
};

kg.drawStrip = () => {
  const canvas = document.querySelector("#strip canvas");
  const { pen, width, height } = kg.sized(canvas);
  const domain = kg.stripDomain();
  kg.stripScale = { domain, width };
  const bins = Math.max(10, Math.min(Math.floor(width / 7), Math.ceil(domain[1] - domain[0])));
  const counts = kg.density(domain, bins);
  const totals = counts[0].map((_, bin) => counts.reduce((sum, row) => sum + row[bin], 0));
  const most = Math.max(1, ...totals);
  const floor = height - 17;
  const wide = width / bins;
  const colours = [kg.colour("institutional"), kg.colour("cooperation"), kg.colour("conflict")];
  pen.clearRect(0, 0, width, height);
  totals.forEach((total, bin) => {
    let top = floor;
    counts.forEach((row, tone) => {
      const tall = (row[bin] / most) * (floor - 4);
      pen.fillStyle = colours[tone];
      pen.fillRect(bin * wide + 0.5, top - tall, Math.max(1, wide - 1.5), tall);
      top -= tall;
    });
  });
  pen.fillStyle = kg.colour("line");
  pen.fillRect(0, floor, width, 1);
  kg.stripTicks(pen, domain, width, height);
  kg.stripBrush(pen, floor);
};

kg.stripTicks = (pen, domain, width, height) => {
  pen.fillStyle = kg.colour("muted");
  pen.font = kg.fonts.small;
  let free = 0;
  const { step, found } = kg.ticks({ from: domain[0], to: domain[1], width });
  for (const { day, x, label } of found) {
    const text = step.days < 365 && step.days >= 30 && kg.parts(day).month === 0 ? String(kg.parts(day).year) : label;
    const wide = pen.measureText(text).width;
    if (x < free || x + wide > width) continue;
    pen.fillText(text, x + 1, height - 4);
    free = x + wide + 22;
  }
};

kg.stripBrush = (pen, floor) => {
  const { domain: [low, high], width } = kg.stripScale;
  const at = (day) => Math.min(width, Math.max(0, ((day - low) / (high - low)) * width));
  const [left, right] = [at(kg.view.from), at(kg.view.to)];
  if (right - left > width * 0.985) return;
  pen.fillStyle = kg.colour("brush");
  pen.fillRect(left, 0, Math.max(2, right - left), floor);
  pen.fillStyle = kg.colour("accent");
  for (const x of [left, right - 2]) pen.fillRect(x, 0, 2, floor);
};

kg.listenStrip = () => {
  const canvas = document.querySelector("#strip canvas");
  const dayAt = (move) => {
    const box = canvas.getBoundingClientRect();
    const { domain: [low, high], width } = kg.held || kg.stripScale;
    return low + ((move.clientX - box.left) / width) * (high - low);
  };
  let from = null;
  canvas.addEventListener("pointerdown", (press) => { canvas.setPointerCapture(press.pointerId); kg.held = kg.stripScale; from = { day: dayAt(press), x: press.clientX, view: { ...kg.view } }; });
  canvas.addEventListener("pointermove", (move) => {
    if (!from || Math.abs(move.clientX - from.x) < 4) return;
    const inside = from.day > from.view.from && from.day < from.view.to && from.view.to - from.view.from < (kg.held.domain[1] - kg.held.domain[0]) * 0.9;
    const day = dayAt(move);
    if (inside) kg.show(from.view.from + day - from.day, from.view.to + day - from.day);
    else kg.show(Math.min(from.day, day), Math.max(from.day, day));
  });
  canvas.addEventListener("pointerup", (lift) => {
    if (from && Math.abs(lift.clientX - from.x) < 4) { const half = (kg.view.to - kg.view.from) / 2; kg.show(from.day - half, from.day + half); }
    from = kg.held = null;
  });
};

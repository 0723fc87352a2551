"use strict";
// Days to pixels and back. Days count from 1970-01-01 and may be broken; the view runs from `from` to `to`.
kg.view = { from: 0, to: 1, width: 800 };
kg.perDay = () => kg.view.width / (kg.view.to - kg.view.from);
kg.toX = (day) => (day - kg.view.from) * kg.perDay();

kg.setView = (from, to) => {
  const [low, high] = kg.data.extent;
  const length = Math.min(Math.max(to - from, 4), Math.max(8, (high - low) * 1.5));
  const middle = Math.min(Math.max((from + to) / 2, low), high);
  kg.view.from = middle - length / 2;
  kg.view.to = middle + length / 2;
};

kg.utc = (year, month, day = 1) => {
  const date = new Date(Date.UTC(2000, month, day));
  date.setUTCFullYear(year + Math.floor(month / 12));
  return Math.round(date.getTime() / 864e5);
};
// The smallest step whose labels have room: [days in it, the next step's first day, minor label, major label].
kg.steps = [
  { days: 1, room: 34, floor: (d) => Math.floor(d), next: (d) => d + 1, label: ({ day }) => String(day), major: "month" },
  { days: 7, room: 58, floor: (d) => Math.floor((d - 4) / 7) * 7 + 4, next: (d) => d + 7, label: ({ day, month }) => `${day} ${kg.MONTHS[month]}`, major: "year" },
  ...[1, 3].map((n) => ({ days: 30 * n, room: 40, major: "year", label: ({ month }) => kg.MONTHS[month],
    floor: (d) => { const p = kg.parts(d); return kg.utc(p.year, Math.floor(p.month / n) * n); },
    next: (d) => { const p = kg.parts(d); return p.month + n > 11 ? kg.utc(p.year + 1, (p.month + n) % 12) : kg.utc(p.year, p.month + n); } })),
  ...[1, 5, 10, 50, 100, 500].map((n) => ({ days: 365 * n, room: 46, major: "none", label: ({ year }) => String(year),
    floor: (d) => kg.utc(Math.floor(kg.parts(d).year / n) * n, 0), next: (d) => kg.utc(kg.parts(d).year + n, 0) })),
];

kg.ticks = (view = kg.view) => {
  const perDay = view.width / (view.to - view.from);
  const step = kg.steps.find(({ days, room }) => days * perDay >= room) || kg.steps[kg.steps.length - 1];
  const found = [];
  for (let day = step.floor(view.from); day < view.to && found.length < 400; day = step.next(day)) found.push({ day, x: (day - view.from) * perDay, label: step.label(kg.parts(day)) });
  return { step, found };
};

kg.majors = (step) => {
  if (step.major === "none") return [];
  const monthly = step.major === "month";
  const found = [];
  let { year, month } = kg.parts(kg.view.from);
  for (let at = monthly ? kg.utc(year, month) : kg.utc(year, 0); at < kg.view.to && found.length < 400;) {
    found.push({ x: kg.toX(at), label: monthly ? `${kg.MONTHS[month]} ${year}` : String(year) });
    if (monthly && month < 11) month += 1; else { month = 0; year += 1; }
    at = kg.utc(year, monthly ? month : 0);
  }
  return found;
};

kg.drawAxis = () => {
  const { step, found } = kg.ticks();
  // A year that the edge would cut to "203" is left out.
  const roomy = (room) => ({ x }) => x < kg.view.width - room;
  const at = (x) => `${Math.round(x)}px`;
  const majors = kg.majors(step).filter(roomy(step.major === "month" ? 66 : 40));
  const spans = [
    ...found.filter(roomy(24)).map(({ x, label }) => { const tick = kg.el("span", { class: "minor" }, label); tick.style.left = at(x); return tick; }),
    ...majors.map(({ x, label }, n) => {
      const tick = kg.el("span", { class: "major" }, label);
      const next = majors[n + 1] ? majors[n + 1].x : Infinity;
      tick.style.left = at(Math.max(x, Math.min(0, next - 90)));
      return tick;
    })];
  kg.byId("axis").replaceChildren(...spans);
  kg.byId("grid").replaceChildren(...found.map(({ x }) => { const line = kg.el("i"); line.style.left = at(x); return line; }));
};

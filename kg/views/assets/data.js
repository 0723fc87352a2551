"use strict";
// Makes events of the columns in which the page carries them. What few need (sentences, sources) is put together when asked for.
kg.text = (number) => (number < 0 ? null : kg.data.strings[number]);

// One actor stands there as a number, several as a list.
kg.peopleOf = (side, n) => [].concat(kg.data.columns[side][n]).map((one) => kg.data.actors[one]);

kg.supportAt = (at) => {
  const { supports, sources } = kg.data;
  // Cuts are code points, JavaScript's strings are not: only a sentence with signs beyond the basic plane needs the slow way.
  const quote = supports.quote[at];
  const signs = /[\ud800-\udbff]/.test(quote) ? Array.from(quote) : null;
  const cut = (from, to) => (signs ? signs.slice(from, to).join("") : quote.slice(from, to));
  const length = signs ? signs.length : quote.length;
  return {
    source: supports.source[at], article: sources[supports.source[at]], status: kg.text(supports.status[at]), by: kg.text(supports.by[at]),
    quote: [cut(0, supports.from[at]), cut(supports.from[at], supports.to[at]), cut(supports.to[at])],
    at: [supports.start[at], supports.start[at] + length], how: kg.text(supports.how[at]), confidence: supports.confidence[at], rule: kg.text(supports.rule[at]),
  };
};

// An event as of a day of publication: what had not been printed by then says nothing, and the status is that of the surest text left.
kg.Happening = class {
  constructor(n, first, columns) {
    const [type, typeLabel, family] = kg.data.types[columns.type[n]];
    Object.assign(this, { n, first, count: columns.supports[n], type, typeLabel, family, begin: columns.begin[n], end: columns.end[n], alive: true });
    this.stated = this.status = kg.text(columns.status[n]);
    this.label = kg.text(columns.label[n]);
    this.topic = kg.text(columns.topic[n]);
  }

  get id() { return kg.data.columns.id[this.n]; }

  get agents() { return kg.peopleOf("agents", this.n); }

  get targets() { return kg.peopleOf("targets", this.n); }

  get object() { return kg.text(kg.data.columns.object[this.n]); }

  get instrument() { return kg.text(kg.data.columns.instrument[this.n]); }

  get place() { return kg.text(kg.data.columns.place[this.n]); }

  get when() { return kg.text(kg.data.columns.when[this.n]); }

  get how() { return kg.text(kg.data.columns.how[this.n]); }

  get independent() { return kg.data.columns.independent[this.n]; }

  get words() { return kg.text(kg.data.columns.words[this.n]); }

  get edtf() { return kg.text(kg.data.columns.edtf[this.n]); }

  get known() { return Array.from({ length: this.count }, (_, k) => this.first + k).filter(kg.printed); }

  get supports() { return this.known.map(kg.supportAt); }

  get papers() { return new Set(this.known.map((at) => kg.data.supports.source[at])).size; }

  get by() { return kg.text(this.known.map((at) => kg.data.supports.by[at]).find((by) => by >= 0) ?? -1); }

  get seen() {
    const days = this.known.map((at) => kg.data.sources[kg.data.supports.source[at]].day).filter((day) => day !== null);
    return days.length ? Math.max(...days) : null;
  }

  get statusWords() {
    const label = kg.statusLabel(this.status);
    const names = new Set(this.supports.filter(({ by, status }) => by && status === this.status).map(({ by }) => by));
    return names.size ? `${label}, according to ${[...names].sort().join(", ")}` : label;
  }
};

kg.statusLabel = (code) => kg.data.statuses.find(([known]) => known === code)?.[1] ?? code;

kg.printed = (at) => {
  const { asOf, supports, sources } = kg.data;
  const { day } = sources[supports.source[at]];
  return asOf === null || (day !== null && day <= asOf);
};

kg.setAsOf = (day) => {
  if (kg.data.asOf === day) return;
  kg.data.asOf = day;
  const rank = new Map(kg.data.surest.map((code, n) => [code, n]));
  const order = (code) => rank.get(code) ?? rank.size;
  for (const event of kg.data.events) {
    const left = day === null ? null : event.known;
    event.alive = left === null || left.length > 0;
    const codes = left?.map((at) => kg.text(kg.data.supports.status[at])) ?? [];
    event.status = codes.length ? codes.reduce((best, code) => (order(code) < order(best) ? code : best)) : event.stated;
  }
};

kg.load = () => {
  const columns = kg.data.events;
  let first = 0;
  Object.assign(kg.data, { columns, asOf: null });
  kg.data.events = columns.id.map((_, n) => {
    const event = new kg.Happening(n, first, columns);
    first += event.count;
    return event;
  });
  const days = kg.data.sources.map(({ day }) => day).filter((day) => day !== null);
  kg.data.published = days.length ? days.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [days[0], days[0]]) : null;
};

kg.load();

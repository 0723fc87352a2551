"use strict";
// Makes events of the columns in which the page carries them. What few need (sentences, sources) is put together when asked for.
kg.text = (number) => (number < 0 ? null : kg.data.strings[number]);

// One actor stands there as a number, several as a list.
kg.peopleOf = (side, n) => [].concat(kg.data.columns[side][n]).map((one) => kg.data.actors[one]);

kg.sourceAt = (n) => Object.fromEntries(Object.entries(kg.data.sources).map(([name, values]) => [name, values[n]]));

kg.supportAt = (at) => {
  const { supports } = kg.data;
  // Cuts are code points, JavaScript's strings are not: only a sentence with signs beyond the basic plane needs the slow way.
  const quote = supports.quote[at];
  const signs = /[\ud800-\udbff]/.test(quote) ? Array.from(quote) : null;
  const cut = (from, to) => (signs ? signs.slice(from, to).join("") : quote.slice(from, to));
  const length = signs ? signs.length : quote.length;
  return {
    source: supports.source[at], article: kg.sourceAt(supports.source[at]), status: kg.text(supports.status[at]), by: kg.text(supports.by[at]),
    quote: [cut(0, supports.from[at]), cut(supports.from[at], supports.to[at]), cut(supports.to[at])],
    at: [supports.start[at], supports.start[at] + length], how: kg.text(supports.how[at]), confidence: supports.confidence[at], rule: kg.text(supports.rule[at]),
  };
};

// An event as of a day of publication: what had not been printed by then says nothing, and the status is that of the surest text left.
kg.Happening = class {
  constructor(n, first) {
    const { columns, types } = kg.data;
    [this.type, this.typeLabel, this.family] = types[columns.type[n]];
    this.n = n;
    this.first = first;
    this.count = columns.supports[n];
    this.begin = columns.begin[n];
    this.end = columns.end[n];
    this.alive = true;
    this.stated = this.status = kg.text(columns.status[n]);
    this.label = kg.text(columns.label[n]);
    this.topic = kg.text(columns.topic[n]);
  }

  get id() { return kg.data.columns.id[this.n]; }

  get agents() { return kg.peopleOf("agents", this.n); }

  get targets() { return kg.peopleOf("targets", this.n); }

  get object() { return kg.text(kg.data.columns.object[this.n]); }

  get instrument() { return kg.text(kg.data.columns.instrument[this.n]); }

  get document() { return kg.text(kg.data.columns.instrument_id[this.n]); }

  get place() { return kg.text(kg.data.columns.place[this.n]); }

  get when() { return kg.text(kg.data.columns.when[this.n]); }

  get how() { return kg.text(kg.data.columns.how[this.n]); }

  get independent() { return kg.data.columns.independent[this.n]; }

  get words() { return kg.text(kg.data.columns.words[this.n]); }

  get edtf() { return kg.text(kg.data.columns.edtf[this.n]); }

  get known() { return Array.from({ length: this.count }, (_, k) => this.first + k).filter(kg.printed); }

  get supports() { return this.known.map(kg.supportAt); }

  get papers() { return this.count > 1 ? new Set(this.known.map((at) => kg.data.supports.source[at])).size : this.known.length; }

  get by() { return kg.text(this.known.map((at) => kg.data.supports.by[at]).find((by) => by >= 0) ?? -1); }

  get seen() {
    const days = this.known.map((at) => kg.data.sources.day[kg.data.supports.source[at]]).filter((day) => day !== null);
    return days.length ? Math.max(...days) : null;
  }

  get statusWords() {
    const label = kg.statusLabel(this.status);
    const { by, status } = kg.data.supports;
    const names = new Set(this.known.filter((at) => by[at] >= 0 && kg.text(status[at]) === this.status).map((at) => kg.text(by[at])).filter(Boolean));
    return names.size ? `${label}, according to ${[...names].sort().join(", ")}` : label;
  }
};

kg.statusLabel = (code) => kg.data.statuses.find(([known]) => known === code)?.[1] ?? code;

kg.printed = (at) => {
  const { asOf, supports, sources } = kg.data;
  if (asOf === null) return true;
  const day = sources.day[supports.source[at]];
  return day !== null && day <= asOf;
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
  kg.data.events = columns.label.map((_, n) => {
    const event = new kg.Happening(n, first);
    first += event.count;
    return event;
  });
  const days = kg.data.sources.day.filter((day) => day !== null);
  kg.data.published = days.length ? days.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [days[0], days[0]]) : null;
};

kg.load();

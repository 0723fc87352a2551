"use strict";
// What was said word for word, addresses and digests come behind the scripts and are read when the first picture stands, or as soon
// as somebody asks for a sentence: they are most of a page, and few of them are read.
kg.whole = false;

kg.grown = (table, columns = {}) => { for (const [name, values] of Object.entries(columns)) table[name] = table[name] ? table[name].concat(values) : values; };

kg.join = ({ events, supports, sources, strings = [], lanes }) => {
  kg.grown(kg.data.columns, events);
  kg.grown(kg.data.supports, supports);
  kg.grown(kg.data.sources, sources);
  kg.data.strings = kg.data.strings.concat(strings);
  Object.assign(kg.data.lanes ?? {}, lanes);
};

kg.parsed = () => (document.readyState === "loading" ? new Promise((done) => document.addEventListener("DOMContentLoaded", done)) : null);

// A part at a time: between two of them the page answers its reader.
kg.readParts = async () => {
  await kg.parsed();
  for (const part of kg.byId("kg-more").textContent.split("\n")) {
    kg.join(await kg.inflated(part));
    await new Promise((done) => setTimeout(done));
  }
  kg.byId("kg-more").remove();
  kg.whole = true;
};

kg.readRest = () => (kg.reading ??= kg.readParts());

// Does it at once where everything is there, else as soon as it is.
kg.withAll = (act) => { if (kg.whole) act(); else kg.readRest().then(act); };

"use strict";
// Hands on what is seen. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
kg.cell = (value) => {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

kg.iso = (day) => (day === null ? "" : new Date(day * 864e5).toISOString().slice(0, 10));

kg.csv = () => {
  const shown = kg.shown();
  const head = ["begin", "end", "edtf", "event", "type", "status", "agents", "targets", "quote", "source", "url", "confidence"];
  const lines = kg.data.events.flatMap((event, n) => (shown[n] ? event.supports.map((support) => {
    const source = kg.data.sources[support.source];
    const names = (people) => people.map(([, name]) => name).join("; ");
    return [kg.iso(event.begin), kg.iso(event.end), event.edtf, event.label, event.type, event.status, names(event.agents), names(event.targets),
      support.quote.join(""), source.name, source.url, support.confidence];
  }) : []));
  return [head, ...lines].map((line) => line.map(kg.cell).join(",")).join("\r\n");
};

kg.saveCsv = () => {
  const url = URL.createObjectURL(new Blob(["\ufeff", kg.csv()], { type: "text/csv" }));
  kg.el("a", { href: url, download: "events.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};

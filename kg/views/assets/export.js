"use strict";
// Hands on what is seen: as a table, as citations, as a picture.
kg.iso = (day) => (day === null ? "" : new Date(day * 864e5).toISOString().slice(0, 10));

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
kg.cell = (value) => {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

kg.csv = () => {
  const shown = kg.shown();
  if (kg.data.answer) return [kg.data.answer.names, ...kg.inTable().map(kg.answerOf)].map((line) => line.map(kg.cell).join(",")).join("\r\n");
  const head = ["begin", "end", "edtf", "event", "type", "status", "agents", "targets", "object", "document", "place", "topic", "quote", "according_to", "source", "published", "url", "from", "to", "text_sha256", "confidence"];
  const names = (people) => people.map(([, name]) => name).join("; ");
  const lines = kg.data.events.flatMap((event) => (shown[event.n] ? event.supports.map((support) => [
    kg.iso(event.begin), kg.iso(event.end), event.edtf, event.label, event.type, event.status, names(event.agents), names(event.targets),
    event.object, event.instrument, event.place, event.topic, support.quote.join(""), support.by, support.article.name, kg.iso(support.article.day), support.article.url, ...support.at, support.article.hash, support.confidence / 100]) : []));
  return [head, ...lines].map((line) => line.map(kg.cell).join(",")).join("\r\n");
};

// Of the events in the panel, if it is open, else of all that are shown.
kg.citations = () => {
  const shown = kg.shown();
  const wanted = kg.state.chosen.length ? kg.state.chosen.map((n) => kg.data.events[n]) : kg.data.events.filter(({ n }) => shown[n]);
  return wanted.map((event) => [`${event.label} (${event.when}; ${event.statusWords})`, ...event.supports.map((support) => `  ${kg.cite(support)}`)].join("\n")).join("\n\n");
};

kg.save = (name, type, parts) => {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  kg.el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};

kg.saveCsv = () => kg.withAll(() => kg.save("events.csv", "text/csv", ["\ufeff", kg.csv()]));
kg.saveCitations = () => kg.withAll(() => kg.save("citations.txt", "text/plain", ["\ufeff", kg.citations()]));
kg.saveSvg = () => kg.save(`${kg.state.tab}.svg`, "image/svg+xml", [kg.pictureText()]);

// The same drawing, twice as fine as the screen.
kg.savePng = async () => {
  const picture = new Image();
  // Not by way of a blob: the rules of a notebook's editor hold inside of its frames too, and let pictures come from data alone.
  const text = kg.pictureText();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text.toWellFormed?.() ?? text)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * 2;
  canvas.height = picture.naturalHeight * 2;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const name = `${kg.state.tab}.png`;
  canvas.toBlob((blob) => kg.save(name, "image/png", [blob]), "image/png");
};

// Gives the focus back to where it was opened; false where it was not open.
kg.closeMenu = () => {
  const menu = document.querySelector(".save[open]");
  if (!menu) return false;
  menu.open = false;
  menu.querySelector("summary").focus();
  return true;
};

kg.saveMenu = () => {
  const pictures = ["PNG", "SVG"];
  const acts = [["CSV", kg.saveCsv, "The events shown, as a table"], ["Citations", kg.saveCitations, "Quote, source, date, offsets and digest of what is open or shown"],
    ["PNG", kg.savePng, "The picture as it is seen"], ["SVG", kg.saveSvg, "The picture as it is seen, to scale and edit"]];
  const buttons = acts.filter(([label]) => label !== "Citations" || !kg.data.answer).map(([label, act, title]) => kg.el("button", { type: "button", class: "plain small", click: () => { act(); kg.closeMenu(); }, title }, `Save ${label}`));
  kg.onChange(() => buttons.filter(({ textContent }) => pictures.some((name) => textContent.endsWith(name))).forEach((button) => { button.hidden = !kg.pictures[kg.state.tab]; }));
  return kg.el("details", { class: "save" }, kg.el("summary", { class: "plain" }, "Save"), kg.el("div", { class: "sheet" }, ...buttons));
};

// What can be drawn, by tab: a function that gives an <svg>.
kg.pictures = {};
kg.pictureText = () => new XMLSerializer().serializeToString(kg.pictures[kg.state.tab]());

kg.svg = (tag, attributes = {}, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
};

kg.sheet = (width, height, ...children) => kg.svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "system-ui, sans-serif", "font-size": 13 },
  kg.svg("rect", { width, height, fill: kg.colour("paper") }), ...children);

kg.heading = () => [kg.svg("text", { x: 20, y: 26, "font-size": 17, "font-weight": 600, fill: kg.colour("ink") }, document.querySelector("h1").textContent),
  kg.svg("text", { x: 20, y: 45, "font-size": 12, fill: kg.colour("muted") }, kg.byId("count").textContent)];

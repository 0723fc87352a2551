"use strict";
// Builds elements out of tags and text. Text from an article only ever becomes a text node: nothing in these pages parses markup.
const kg = {};
globalThis.kg = kg;

// The data stands in the page deflated, as base64.
kg.inflated = async (text) => {
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
};

kg.data = await kg.inflated(document.getElementById("kg-data").textContent);

kg.el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};

// A button of the usual look; a sign for a label gets the title for a name.
kg.button = (label, act, title = null, more = {}) => kg.el("button", { type: "button", class: "plain small", click: act, title, "aria-label": /\w/.test(label) || !label ? null : title, ...more }, label);

kg.byId = (id) => document.getElementById(id);

// A copy of the mark's own shapes: a reference to them (<use>) costs a browser several times as much, and there are thousands.
kg.markOf = new Map();
kg.mark = (status) => {
  const code = kg.statusCodes.has(status) ? status : "occurred";
  if (!kg.markOf.has(code)) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "mark");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.append(...[...kg.byId(`mark-${code}`).children].map((part) => part.cloneNode(false)));
    kg.markOf.set(code, svg);
  }
  return kg.markOf.get(code).cloneNode(true);
};

// A link only for plain web addresses; anything else stays text.
kg.link = (text, url) => (url && /^https?:\/\//i.test(url)
  ? kg.el("a", { href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, text)
  : kg.el("span", { dir: "auto" }, text));

// By hand: to ask a browser for the first number of a language takes longer than all else that a small page does.
kg.count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
kg.plural = (count, word) => `${kg.count(count)} ${word}${count === 1 ? "" : "s"}`;
kg.statusCodes = new Set(kg.data.statuses.map(([code]) => code));
kg.familyCodes = new Set(kg.data.families.map(([code]) => code));

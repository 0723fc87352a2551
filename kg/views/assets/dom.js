"use strict";
// Builds elements out of tags and text. Text from an article only ever becomes a text node: nothing in these pages parses markup.
const kg = { data: JSON.parse(document.getElementById("kg-data").textContent) };

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

kg.byId = (id) => document.getElementById(id);

kg.mark = (status) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#mark-${kg.statusCodes.has(status) ? status : "occurred"}`);
  svg.append(use);
  return svg;
};

// A link only for plain web addresses; anything else stays text.
kg.link = (text, url) => (url && /^https?:\/\//i.test(url)
  ? kg.el("a", { href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, text)
  : kg.el("span", { dir: "auto" }, text));

kg.plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
kg.statusCodes = new Set(kg.data.statuses.map(([code]) => code));
kg.familyCodes = new Set(kg.data.families.map(([code]) => code));

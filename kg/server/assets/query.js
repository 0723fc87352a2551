"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const [text, shown, offers, notice, result] = ["text", "shown", "offers", "notice", "result"].map($);
  const KEYWORDS = new Set(("select construct describe ask where from named graph optional union minus filter bind values undef " +
    "distinct reduced order group having limit offset by asc desc exists not in as prefix base a true false").split(" "));
  const TOKEN = new RegExp([
    /("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/, /(#[^\n]*)/, /(<[^<>\s]*>)/, /([?$]\w+)/, /([A-Za-z][\w-]*:[\w.%-]*)/,
    /([A-Za-z_]\w*)/,
  ].map((part) => part.source).join("|"), "g");
  let known = { prefixes: {}, terms: [], queries: [] };

  const make = (name, content, kind) => {
    const node = document.createElement(name);
    if (content !== undefined) node.textContent = content;
    if (kind) node.className = kind;
    return node;
  };
  const draw = (name, attributes, content) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (content !== undefined) node.textContent = content;
    return node;
  };

  function paint() {
    const source = text.value;
    shown.replaceChildren();
    let last = 0;
    for (const found of source.matchAll(TOKEN)) {
      const kind = found[1] ? "s" : found[2] ? "c" : found[3] || found[5] ? "p" : found[4] ? "v"
        : KEYWORDS.has(found[6].toLowerCase()) ? "k" : "";
      shown.append(source.slice(last, found.index), kind ? make("span", found[0], kind) : found[0]);
      last = found.index + found[0].length;
    }
    shown.append(source.slice(last), "\n");
  }

  const before = () => /(?:[A-Za-z][\w-]*:[\w-]*|[?$]\w*|[A-Za-z]{2,})$/.exec(text.value.slice(0, text.selectionStart));
  function matches() {
    const found = before();
    if (!found || text.selectionStart !== text.selectionEnd) return [];
    const word = found[0].toLowerCase();
    const variables = [...new Set(text.value.match(/[?$]\w+/g) || [])];
    const all = [...known.terms, ...variables, ...[...KEYWORDS].map((one) => one.toUpperCase())];
    return all.filter((one) => one.toLowerCase().startsWith(word) && one !== found[0]).slice(0, 12);
  }
  function take(word) {
    const at = text.selectionStart, start = at - before()[0].length;
    text.setRangeText(word, start, at, "end");
    paint();
    offers.hidden = true;
    text.focus();
  }
  function offer() {
    offers.replaceChildren(...matches().map((word) => {
      const item = make("li", word);
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(word); });
      return item;
    }));
    offers.hidden = !offers.children.length;
  }

  const cell = (term) => {
    if (!term) return "";
    if (term.type !== "uri") return term.value;
    const hit = Object.entries(known.prefixes).filter(([, iri]) => term.value.startsWith(iri)).sort((a, b) => b[1].length - a[1].length)[0];
    return hit ? hit[0] + ":" + term.value.slice(hit[1].length) : term.value;
  };
  function table(names, rows) {
    const node = make("table"), head = node.createTHead().insertRow(), body = node.createTBody();
    names.forEach((name) => head.append(make("th", name)));
    for (const row of rows) {
      const line = body.insertRow();
      names.forEach((name) => { line.insertCell().textContent = cell(row[name]); });
    }
    return node;
  }
  const DAY = /^-?\d{4}-\d\d-\d\d/;
  function timeline(names, rows) {
    const dated = names.find((name) => rows.some((row) => row[name] && DAY.test(row[name].value)));
    const wordy = (term) => term && term.type === "literal" && !DAY.test(term.value) && term.value.length > 10;
    const named = names.find((name) => name !== dated && rows.some((row) => wordy(row[name]))) || names[0];
    const points = dated ? rows.filter((row) => row[dated]).map((row) => [Date.parse(row[dated].value), row]) : [];
    if (!points.length) return make("p", "No column of this answer holds days.");
    points.sort((a, b) => a[0] - b[0]);
    const from = points[0][0], span = points[points.length - 1][0] - from || 1, height = points.length * 16 + 20;
    const svg = draw("svg", { viewBox: "0 0 1000 " + height, role: "img", "aria-label": "timeline" });
    points.slice(0, 500).forEach(([moment, row], place) => {
      const x = 80 + 500 * (moment - from) / span, y = 16 * place + 14;
      svg.append(draw("line", { x1: 80, x2: 580, y1: y, y2: y }), draw("circle", { cx: x, cy: y, r: 4 }),
        draw("text", { x: 4, y: y + 4 }, row[dated].value.slice(0, 10)),
        draw("text", { x: x + 8, y: y + 4 }, cell(row[named]).slice(0, 70)));
    });
    return svg;
  }
  function network(names, rows) {
    const [from, to] = names.includes("from") && names.includes("to") ? ["from", "to"] : names;
    if (!to) return make("p", "A network needs two columns.");
    const edges = rows.filter((row) => row[from] && row[to]).map((row) => [cell(row[from]), cell(row[to])]);
    const nodes = [...new Set(edges.flat())].slice(0, 120);
    const at = new Map(nodes.map((node, place) => {
      const angle = 2 * Math.PI * place / nodes.length;
      return [node, [500 + 300 * Math.cos(angle), 340 + 290 * Math.sin(angle)]];
    }));
    const svg = draw("svg", { viewBox: "0 0 1000 690", role: "img", "aria-label": "network" });
    for (const [one, other] of edges) {
      if (!at.has(one) || !at.has(other)) continue;
      const [x1, y1] = at.get(one), [x2, y2] = at.get(other);
      svg.append(draw("line", { x1, y1, x2, y2 }));
    }
    for (const [node, [x, y]] of at) {
      svg.append(draw("circle", { cx: x, cy: y, r: 5 }), draw("text", { x: x + 8, y: y + 4 }, node.slice(0, 40)));
    }
    return svg;
  }

  async function ask() {
    notice.textContent = "Asking…";
    result.replaceChildren();
    const form = new URLSearchParams({ query: text.value });
    let reply;
    try {
      const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.9" };
      reply = await fetch("/sparql", { method: "POST", body: form, headers });
    } catch {
      notice.textContent = "The server does not answer.";
      return;
    }
    const body = await reply.text();
    notice.textContent = reply.headers.get("KG-Notice") || "";
    if (!reply.ok) { notice.textContent = body; return; }
    if (!reply.headers.get("Content-Type").includes("json")) { result.append(make("pre", body)); return; }
    const data = JSON.parse(body);
    if ("boolean" in data) { result.append(make("p", data.boolean ? "Yes." : "No.")); return; }
    const rows = data.results.bindings;
    notice.textContent += ` ${rows.length} ${rows.length === 1 ? "row" : "rows"}.`;
    result.append({ table, timeline, network }[$("view").value](data.head.vars, rows));
  }

  $("form").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  $("view").addEventListener("change", ask);
  text.addEventListener("input", () => { paint(); offer(); });
  text.addEventListener("blur", () => { offers.hidden = true; });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); }
    if (event.key === "Escape") offers.hidden = true;
    if (event.key === "Tab" && !event.shiftKey && !offers.hidden) { event.preventDefault(); take(offers.firstChild.textContent); }
  });
  $("shipped").addEventListener("change", (event) => {
    const chosen = known.queries.find((one) => one.name === event.target.value);
    if (!chosen) return;
    text.value = chosen.text;
    $("about").textContent = chosen.description;
    paint();
  });
  text.value = "SELECT ?day ?label ?event WHERE {\n" +
    "  GRAPH graph:canonical { ?event a pe:PolicyEvent ; skos:prefLabel ?label ; pe:earliest ?day }\n}\nORDER BY ?day\nLIMIT 100\n";
  paint();
  fetch("/static/terms.json").then((reply) => reply.json()).then((found) => {
    known = found;
    $("shipped").append(...known.queries.map((one) => { const item = make("option", one.name); item.value = one.name; return item; }));
  });
})();

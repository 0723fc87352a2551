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
  // The page of the answer stands in a frame of its own, out of reach of this one.
  function picture(view, query) {
    const frame = make("iframe");
    frame.title = `The answer as ${view}`;
    frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups");
    frame.src = `/answer?${new URLSearchParams({ query })}#tab=${view}`;
    return frame;
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
    const view = $("view").value;
    result.append(view === "table" ? table(data.head.vars, rows) : picture(view, form.get("query")));
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

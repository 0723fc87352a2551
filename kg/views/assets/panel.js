"use strict";
// The panel: what an event is, how its date is known, and every sentence that says so.
kg.cite = (support) => {
  const source = kg.data.sources[support.source];
  return `“${support.quote.join("")}” (${source.name}${source.url ? `, ${source.url}` : ""}; characters ${support.at[0]}–${support.at[1]})`;
};

kg.copier = (text) => {
  const button = kg.el("button", { type: "button", class: "copy", click: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch (refused) {
      button.replaceWith(kg.el("textarea", { readonly: true, rows: 4, "aria-label": "Citation" }, text));
    }
  } }, "Copy citation");
  return button;
};

kg.said = (support) => {
  const source = kg.data.sources[support.source];
  const [before, trigger, after] = support.quote;
  return kg.el("div", { class: "said" },
    kg.el("blockquote", { dir: "auto" }, before, trigger ? kg.el("mark", {}, trigger) : null, after),
    kg.el("cite", {}, kg.link(source.name, source.url)),
    kg.el("p", { dir: "auto" }, `${support.status}${support.by ? `, according to ${support.by}` : ""} · date: ${support.how}`),
    kg.el("p", {}, `Confidence ${Math.round(support.confidence * 100)}% · rule ${support.rule}`),
    kg.copier(kg.cite(support)));
};

kg.fact = (name, value, note) => (value
  ? [kg.el("dt", {}, name), kg.el("dd", { dir: "auto" }, value, note ? kg.el("small", { dir: "auto" }, note) : null)] : []);

kg.act = (number) => {
  const event = kg.data.events[number];
  const names = (people) => people.map(([, name]) => name).join(", ");
  return kg.el("article", { class: `act ${event.family} ${kg.statusCodes.has(event.status) ? event.status : ""}` },
    kg.el("p", { class: "kind" }, kg.mark(event.status), event.typeLabel),
    kg.el("h2", { dir: "auto" }, event.label),
    kg.el("dl", { class: "facts" },
      ...kg.fact("When", event.when, event.how), ...kg.fact("Status", event.statusWords),
      ...kg.fact("Who", names(event.agents)), ...kg.fact("To whom", names(event.targets)),
      ...kg.fact("What", event.object), ...kg.fact("Document", event.instrument), ...kg.fact("Where", event.place), ...kg.fact("Topic", event.topic)),
    ...event.supports.map(kg.said));
};

kg.openPanel = (...content) => {
  const card = kg.byId("card");
  card.replaceChildren(kg.el("button", { type: "button", class: "close", "aria-label": "Close", click: kg.closePanel }, "×"), ...content.filter(Boolean));
  card.hidden = false;
  kg.byId("idle").hidden = true;
  card.scrollTop = kg.byId("side").scrollTop = 0;
};

kg.closePanel = () => {
  kg.byId("card").hidden = true;
  kg.byId("idle").hidden = false;
  kg.change({ chosen: [] });
  kg.closed?.();
};

kg.showEvents = (numbers, heading) => kg.openPanel(
  numbers.length > 1 ? kg.el("p", { class: "lead" }, heading || `${numbers.length} acts of one kind at the same time`) : null, ...numbers.map(kg.act));

"use strict";
// The network in words: the actors, their groups, whom each deals with. It is the way in for the keyboard and for screen readers.
// Until the first picture stands only as many as a screen shows: to lay out the others would hold it up.
kg.LISTED = 300;
kg.LISTED_FIRST = 40;

kg.who = (id, name, note, count) => kg.el("button", { type: "button", class: "who", "data-actor": id, click: (click) => kg.chooseActor(id, click) },
  kg.el("span", {}, kg.el("bdi", {}, name), kg.el("span", { class: "n" }, String(count))), note ? kg.el("small", {}, note) : null);

kg.actsOf = (id) => {
  const shown = kg.shownOfAll();
  return kg.data.events.filter((event) => shown[event.n] && kg.takesPart(event, id));
};

// Those on whom an actor acts and who act on him, the most frequent first, out of the acts themselves: they need not be drawn.
kg.neighbours = (id, acts) => {
  const ties = new Map();
  const note = (key, name, event) => {
    if (!ties.has(key)) ties.set(key, { key, name, events: [] });
    ties.get(key).events.push(event);
  };
  for (const event of acts.filter(kg.tying)) {
    const acting = event.agents.some(([one]) => one === id);
    const acted = event.targets.some(([one]) => one === id);
    if (acting) for (const [other, name] of event.targets) if (other !== id) note(`to ${other}`, [other, name], event);
    if (acted) for (const [other, name] of event.agents) if (other !== id) note(`by ${other}`, [other, name], event);
  }
  return [...ties.values()].sort((a, b) => b.events.length - a.events.length || (a.key < b.key ? -1 : 1));
};

kg.most = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];
};

kg.neighbour = ({ key, name: [id, name], events }) => {
  const tone = kg.most(events.map(({ family }) => kg.toneOf(family)));
  const words = `${key.startsWith("to ") ? "to them" : "by them"}: ${kg.most(events.map(({ typeLabel }) => typeLabel))}${tone === "other" ? "" : `, mostly ${tone}`}`;
  return kg.who(id, name, words, events.length);
};

kg.chooseActor = (id, click) => kg.withAll(() => {
  kg.change({ actor: id, chosen: [] });
  const acts = kg.actsOf(id);
  const near = kg.neighbours(id, acts);
  const rest = near.splice(30);
  kg.openPanel(kg.el("h2", { dir: "auto" }, kg.nameOf(id)), kg.el("p", { class: "lead" }, `Takes part in ${kg.plural(acts.length, "event")}.`),
    kg.el("h3", {}, near.length ? "Deals with" : "No line to or from anybody"), ...near.map(kg.neighbour), rest.length ? kg.el("p", { class: "lead" }, `and ${rest.length} more`) : null,
    kg.el("h3", {}, "Acts"), ...kg.acts(acts.map(({ n }) => n)));
  kg.actorCard = true;
  if (click?.detail === 0) kg.byId("card").focus({ preventScroll: true });
});

kg.chooseEdge = (id) => kg.withAll(() => {
  const edge = kg.drawn.find((line) => line.id === id);
  if (!edge) return;
  kg.openPanel(kg.el("h2", { dir: "auto" }, `${kg.actors[edge.from].label} → ${kg.actors[edge.to].label}`),
    kg.el("p", { class: "lead" }, `${kg.plural(edge.acts.length, "act")}, mostly ${edge.kind}.`), ...kg.acts(edge.acts));
});

kg.growLists = () => {
  const box = kg.byId("actors");
  const more = kg.named.slice(box.children.length, kg.reach ? kg.LISTED : kg.LISTED_FIRST);
  box.append(...more.map(([id, name, count, note]) => kg.el("li", {}, kg.who(id, name, note, count))));
};

kg.drawLists = () => {
  const words = kg.state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...kg.actors.map((node) => [node.actor, node.label, node.count, ""]), ...kg.data.hidden.map(([id, name, count]) => [id, name, count, "not drawn"])];
  const found = all.filter(([, name]) => words.every((word) => name.toLowerCase().includes(word)));
  kg.named = (found.length ? found : all).slice(0, kg.LISTED);
  kg.byId("actors").replaceChildren();
  kg.growLists();
  const groups = new Map();
  kg.actors.forEach((node) => groups.set(node.community, [...(groups.get(node.community) || []), node.label]));
  const several = [...groups].filter(([, names]) => names.length > 1).sort((a, b) => a[0] - b[0]).slice(0, kg.GROUPS);
  kg.byId("groups").replaceChildren(...several.map(([community, names]) => kg.el("li", {}, kg.el("i", { class: `g${kg.groupOf(community)}` }),
    kg.el("span", { dir: "auto" }, names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "")))));
  const rest = (found.length || all.length) - kg.named.length;
  const notes = [kg.data.hidden.length ? `${kg.plural(kg.data.hidden.length, "actor")} with the fewest events are listed and not drawn; choose fewer events to see them.` : "",
    rest > 0 ? `${kg.plural(rest, "more actor")}: search for a name.` : ""].filter(Boolean);
  kg.byId("hidden").hidden = !notes.length;
  kg.byId("hidden").textContent = notes.join(" ");
};

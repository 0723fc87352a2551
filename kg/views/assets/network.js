"use strict";
// The network: vis-network draws and moves it, the places of the dots come with the data and nothing shakes them.
kg.GROUPS = 8;
kg.groupOf = (community) => Math.min(community, kg.GROUPS - 1);
kg.chosenNode = null;

kg.prepareNetwork = () => {
  kg.actors = kg.data.vis.nodes;
  kg.lines = kg.data.vis.edges;
  kg.eventNumbers = new Map(kg.data.events.map((event, n) => [event.id, n]));
  kg.actorNumbers = new Map(kg.actors.map((node) => [node.actor, node.id]));
  kg.actsOf = kg.actors.map(() => []);
  kg.data.events.forEach((event, n) => {
    const who = new Set([...event.agents, ...event.targets].map(([id]) => kg.actorNumbers.get(id)));
    who.forEach((node) => node !== undefined && kg.actsOf[node].push(n));
  });
};

kg.liveEdges = () => {
  const shown = kg.shown();
  return kg.lines.map((line, id) => ({ ...line, id, acts: line.events.map((event) => kg.eventNumbers.get(event)).filter((n) => shown[n]) }))
    .filter((line) => line.acts.length);
};

// The dots to light: the chosen actor with neighbours, or those whose names the search finds; none means all.
kg.litNodes = (edges) => {
  const lit = new Set();
  if (kg.chosenNode !== null) {
    lit.add(kg.chosenNode);
    edges.forEach((edge) => { if (edge.from === kg.chosenNode) lit.add(edge.to); if (edge.to === kg.chosenNode) lit.add(edge.from); });
  } else if (kg.state.query) edges.forEach((edge) => { lit.add(edge.from); lit.add(edge.to); });
  return lit;
};

kg.styled = () => {
  const edges = kg.liveEdges();
  const lit = kg.litNodes(edges);
  const colour = { conflict: kg.colour("conflict"), cooperation: kg.colour("cooperation"), other: kg.colour("strong") };
  const on = (...ids) => !lit.size || ids.every((id) => lit.has(id));
  // Many lines make a felt; thinner ink lets the thick ones show through.
  const ink = edges.length > 200 ? 0.4 : 0.8;
  const touches = (edge) => kg.chosenNode === null || edge.from === kg.chosenNode || edge.to === kg.chosenNode;
  const nodes = kg.actors.map((node) => ({ id: node.id, x: node.x, y: node.y, size: node.size, shape: "dot", title: `${node.label}: ${kg.plural(node.count, "event")}`, opacity: on(node.id) ? 1 : 0.18,
    borderWidth: node.id === kg.chosenNode ? 4 : 1.5,
    color: { background: kg.colour(`g${kg.groupOf(node.community)}`), border: node.id === kg.chosenNode ? kg.colour("ink") : kg.colour("paper"),
      highlight: { background: kg.colour(`g${kg.groupOf(node.community)}`), border: kg.colour("ink") }, hover: { background: kg.colour(`g${kg.groupOf(node.community)}`), border: kg.colour("ink") } } }));
  const links = edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, width: 1 + 1.3 * Math.sqrt(edge.acts.length), dashes: edge.tone === "cooperation" ? [8, 5] : false,
    arrows: { to: { enabled: true, scaleFactor: 0.55 } }, title: `${kg.actors[edge.from].label} → ${kg.actors[edge.to].label}: ${kg.plural(edge.acts.length, "act")}, mostly ${edge.kind}`,
    color: { color: colour[edge.tone], highlight: colour[edge.tone], hover: colour[edge.tone], opacity: on(edge.from, edge.to) && touches(edge) ? (kg.chosenNode === null ? ink : 0.8) : 0.05 } }));
  kg.lit = lit;
  return { nodes, links };
};

kg.redraw = () => {
  if (!kg.net || kg.byId("picture").hidden) return;
  const { nodes, links } = kg.styled();
  kg.nodeSet.update(nodes);
  const kept = new Set(links.map(({ id }) => id));
  kg.linkSet.remove(kg.linkSet.getIds().filter((id) => !kept.has(id)));
  kg.linkSet.update(links);
};

kg.buildNetwork = () => {
  kg.fontFamily = getComputedStyle(document.body).fontFamily;
  const { nodes, links } = kg.styled();
  kg.nodeSet = new vis.DataSet(nodes);
  kg.linkSet = new vis.DataSet(links);
  kg.net = new vis.Network(kg.byId("net"), { nodes: kg.nodeSet, edges: kg.linkSet }, kg.data.vis.options);
  kg.net.on("afterDrawing", (pen) => kg.drawLabels(pen, kg.net, kg.actors, kg.lit));
  kg.net.on("click", ({ nodes: hit, edges: hitEdges }) => {
    if (hit.length) kg.chooseActor(hit[0]);
    else if (hitEdges.length) kg.chooseEdge(hitEdges[0]);
    else if (!kg.byId("card").hidden) kg.closePanel();
  });
  const zoom = (factor) => () => kg.net.moveTo({ scale: kg.net.getScale() * factor });
  const button = (label, act, title) => kg.el("button", { type: "button", class: "plain small", click: act, title, "aria-label": /\w/.test(label) ? null : title }, label);
  kg.byId("zoombar").append(button("−", zoom(1 / 1.4), "Zoom out"), button("+", zoom(1.4), "Zoom in"), button("Fit", kg.fit, "Show all actors"));
  // The list of actors is the way in for the keyboard; the canvas, hidden from screen readers, must not take the focus.
  kg.byId("net").querySelector(".vis-network").tabIndex = -1;
  kg.fit();
};

// vis-network fits the dots; the names around them need air as well.
kg.fit = () => {
  kg.net.fit({ maxZoomLevel: 1.8 });
  kg.net.moveTo({ scale: kg.net.getScale() * 0.86 });
};

kg.who = (node, note, count) => kg.el("button", { type: "button", class: "who", "data-node": node, click: () => kg.chooseActor(node) },
  kg.el("span", {}, kg.el("bdi", {}, kg.actors[node].label), kg.el("span", { class: "n" }, String(count))), note ? kg.el("small", {}, note) : null);

kg.neighbours = (node) => kg.liveEdges().filter((edge) => edge.from === node || edge.to === node).sort((a, b) => b.acts.length - a.acts.length || a.id - b.id)
  .map((edge) => {
    const tone = edge.tone === "other" ? "" : `, mostly ${edge.tone}`;
    return edge.from === node ? kg.who(edge.to, `to them: ${edge.kind}${tone}`, edge.acts.length) : kg.who(edge.from, `by them: ${edge.kind}${tone}`, edge.acts.length);
  });

kg.chooseActor = (node) => {
  const { label, count } = kg.actors[node];
  const shown = kg.shown();
  const near = kg.neighbours(node);
  const acts = kg.actsOf[node].filter((n) => shown[n]);
  kg.chosenNode = node;
  kg.openPanel(kg.el("h2", { dir: "auto" }, label), kg.el("p", { class: "lead" }, `Takes part in ${kg.plural(count, "event")} that count.`),
    kg.el("h3", {}, near.length ? "Deals with" : "No line to or from anybody"), ...near, kg.el("h3", {}, "Acts"), ...acts.map(kg.act));
  kg.redraw();
};

kg.chooseEdge = (id) => {
  const edge = kg.liveEdges().find((line) => line.id === id);
  kg.openPanel(kg.el("h2", { dir: "auto" }, `${kg.actors[edge.from].label} → ${kg.actors[edge.to].label}`),
    kg.el("p", { class: "lead" }, `${kg.plural(edge.acts.length, "act")}, mostly ${edge.kind}.`), ...edge.acts.map(kg.act));
};

kg.closed = () => { kg.chosenNode = null; kg.net?.unselectAll(); kg.redraw(); };

kg.drawLists = () => {
  const words = kg.state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = kg.actors.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  kg.byId("actors").replaceChildren(...(found.length ? found : kg.actors).slice(0, 300).map((node) => kg.el("li", {}, kg.who(node.id, "", node.count))));
  const groups = new Map();
  kg.actors.forEach((node) => groups.set(node.community, [...(groups.get(node.community) || []), node.label]));
  const listed = [...groups].filter(([, names]) => names.length > 1).sort((a, b) => a[0] - b[0]).slice(0, kg.GROUPS);
  kg.byId("groups").replaceChildren(...listed.map(([community, names]) => kg.el("li", {}, kg.el("i", { class: `g${kg.groupOf(community)}` }),
    kg.el("span", { dir: "auto" }, names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "")))));
  const rest = kg.data.hidden;
  kg.byId("hidden").hidden = !rest.length;
  kg.byId("hidden").textContent = rest.length ? `Not drawn, being the least active: ${rest.slice(0, 40).join(", ")}${rest.length > 40 ? ` and ${rest.length - 40} more` : ""}. Choose fewer events to see them.` : "";
};

kg.main = () => {
  kg.start();
  kg.prepareNetwork();
  kg.showTab(kg.state.tab);
  kg.drawLists();
  if (kg.actors.length && !kg.byId("picture").hidden) kg.buildNetwork();
  kg.onChange(() => {
    kg.drawLists();
    if (!kg.net && kg.actors.length && !kg.byId("picture").hidden) kg.buildNetwork();
    else kg.redraw();
  });
  kg.onTheme(kg.redraw);
  if (kg.state.chosen.length) kg.showEvents(kg.state.chosen);
};

kg.main();

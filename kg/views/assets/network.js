"use strict";
// The network: vis-network draws and moves it, the places of the dots come with the data and nothing shakes them.
kg.GROUPS = 8;
kg.groupOf = (community) => Math.min(community, kg.GROUPS - 1);

kg.prepareNetwork = () => {
  kg.actors = kg.data.vis.nodes;
  kg.lines = kg.data.vis.edges;
  kg.actorNumbers = new Map(kg.actors.map((node) => [node.actor, node.id]));
  kg.mostTies = kg.lines.reduce((most, { rank }) => Math.max(most, rank), 1);
  // What was denied or only imagined ties nobody to anybody; as of an earlier day that may be others than today.
  kg.tying = (event) => !kg.data.untied.includes(event.status);
};

kg.chosenNode = () => kg.actorNumbers.get(kg.state.actor) ?? null;
kg.inView = (event) => !kg.state.range || !kg.byId("timeline") || ((event.begin ?? event.end) !== null && (event.begin ?? -Infinity) <= kg.view.to && (event.end ?? event.begin) >= kg.view.from);
kg.tiesShown = () => Math.min(kg.mostTies, kg.state.ties ?? kg.data.vis.rank);

// The lines that filters leave: of each actor the strongest, and all of the chosen one.
kg.liveEdges = () => {
  const shown = kg.shownOfAll();
  const [most, chosen] = [kg.tiesShown(), kg.chosenNode()];
  return kg.lines.map((line, id) => ({ ...line, id, acts: line.events.filter((n) => shown[n] && kg.tying(kg.data.events[n])) }))
    .filter((line) => line.acts.length && (line.rank <= most || line.from === chosen || line.to === chosen));
};

// The dots to light: the chosen actor with neighbours, those whom the search finds, those who act in the days in view; none means all.
kg.litNodes = (edges) => {
  const lit = new Set();
  const chosen = kg.chosenNode();
  if (chosen !== null) {
    lit.add(chosen);
    edges.forEach((edge) => { if (edge.now && edge.from === chosen) lit.add(edge.to); if (edge.now && edge.to === chosen) lit.add(edge.from); });
  } else if (kg.state.query || (kg.state.range && kg.byId("timeline"))) {
    const shown = kg.shownOfAll();
    for (const event of kg.data.events) {
      if (!shown[event.n] || !kg.inView(event)) continue;
      for (const [id] of [...event.agents, ...event.targets]) lit.add(kg.actorNumbers.get(id));
    }
    lit.delete(undefined);
    lit.add(-1);
  }
  return lit;
};

// However many there are, a dot can be seen with all of them in view: the least radius, in the pixels of the layout.
kg.leastDot = () => {
  const { clientWidth: wide, clientHeight: tall } = kg.byId("net");
  const span = (axis) => kg.actors.reduce(([low, high], node) => [Math.min(low, node[axis]), Math.max(high, node[axis])], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [span("x"), span("y")];
  return 3 * Math.max((right - left) / Math.max(wide - 120, 100), (bottom - top) / Math.max(tall - 130, 100));
};

kg.styledNode = (node, on, chosen) => {
  const background = kg.palette[`g${kg.groupOf(node.community)}`];
  const strong = { background, border: kg.palette.ink };
  return { id: node.id, x: node.x, y: node.y, size: node.size, shape: "dot", title: `${node.label}: ${kg.plural(node.count, "event")}`, opacity: on ? 1 : 0.22, borderWidth: chosen ? 4 : 1.5,
    color: { background, border: chosen ? kg.palette.ink : kg.palette.paper, highlight: strong, hover: strong } };
};

kg.styledLine = (edge, opacity) => {
  const color = kg.palette[edge.tone === "other" ? "strong" : edge.tone];
  return { id: edge.id, from: edge.from, to: edge.to, width: 1 + 1.3 * Math.sqrt(edge.acts.length), dashes: edge.tone === "cooperation" ? [8, 5] : false,
    title: `${kg.actors[edge.from].label} → ${kg.actors[edge.to].label}: ${kg.plural(edge.acts.length, "act")}, mostly ${edge.kind}`,
    color: { color, highlight: color, hover: color, opacity } };
};

kg.styled = () => {
  const edges = kg.liveEdges();
  for (const edge of edges) edge.now = edge.acts.some((n) => kg.inView(kg.data.events[n]));
  const lit = kg.litNodes(edges);
  const chosen = kg.chosenNode();
  kg.palette = Object.fromEntries(["ink", "paper", "strong", "conflict", "cooperation", ...Array.from({ length: kg.GROUPS }, (_, n) => `g${n}`)].map((name) => [name, kg.colour(name)]));
  const on = (id) => !lit.size || lit.has(id);
  // Many lines make a felt; thinner ink lets the thick ones show through.
  const ink = chosen !== null ? 0.85 : edges.length > 400 ? 0.4 : edges.length > 200 ? 0.6 : 0.8;
  const bright = (edge) => edge.now && on(edge.from) && on(edge.to) && (chosen === null || edge.from === chosen || edge.to === chosen);
  kg.lit = lit;
  kg.drawn = edges.map((edge) => ({ ...edge, ink: bright(edge) ? ink : 0.05 }));
  return { nodes: kg.actors.map((node) => kg.styledNode(node, on(node.id), node.id === chosen)), links: kg.drawn.map((edge) => kg.styledLine(edge, edge.ink)) };
};

kg.redraw = () => {
  if (!kg.net || kg.byId("network").hidden) return;
  const { nodes, links } = kg.styled();
  kg.nodeSet.update(nodes);
  const kept = new Set(links.map(({ id }) => id));
  kg.linkSet.remove(kg.linkSet.getIds().filter((id) => !kept.has(id)));
  kg.linkSet.update(links);
};

kg.buildNetwork = () => {
  const least = kg.leastDot();
  for (const node of kg.actors) node.size = Math.max(node.size, least);
  kg.fontFamily = getComputedStyle(document.body).fontFamily;
  const { nodes, links } = kg.styled();
  kg.nodeSet = new vis.DataSet(nodes);
  kg.linkSet = new vis.DataSet(links);
  kg.net = new vis.Network(kg.byId("net"), { nodes: kg.nodeSet, edges: kg.linkSet }, kg.data.vis.options);
  kg.net.on("afterDrawing", (pen) => kg.drawLabels(pen, kg.net, kg.actors, kg.lit));
  kg.net.on("click", ({ nodes: hit, edges: hitEdges }) => {
    if (hit.length) kg.chooseActor(kg.actors[hit[0]].actor);
    else if (hitEdges.length) kg.chooseEdge(hitEdges[0]);
    else if (!kg.byId("card").hidden) kg.closePanel();
  });
  // The list of actors is the way in for the keyboard; the canvas, hidden from screen readers, must not take the focus.
  kg.byId("net").querySelector(".vis-network").tabIndex = -1;
  kg.fit();
};

// vis-network fits the dots; the names around them need air as well, and the buttons above and the key below stay clear.
kg.fit = () => {
  const { clientWidth: wide, clientHeight: tall } = kg.byId("net");
  kg.net.fit({ maxZoomLevel: 1.8 });
  kg.net.moveTo({ scale: kg.net.getScale() * Math.max(0.5, Math.min(1 - Math.min(120, wide * 0.2) / wide, 1 - 130 / tall)), offset: { x: 0, y: -6 } });
};

kg.buildNetBar = () => {
  const zoom = (factor) => () => kg.net?.moveTo({ scale: kg.net.getScale() * factor });
  kg.byId("netbar").append(kg.el("span", { class: "joined" }, kg.button("−", zoom(1 / 1.4), "Shrink"), kg.button("+", zoom(1.4), "Enlarge"), kg.button("Fit", () => kg.net && kg.fit(), "Show all actors")), ...kg.tieSlider(), ...(kg.byId("timebar") ? [] : kg.asOfSlider()));
};

// Of a dense graph only each actor's strongest ties are drawn, the more the further the slider is to the right.
kg.tieSlider = () => {
  if (kg.mostTies < 2) return [];
  const said = kg.el("output", { for: "ties" });
  const top = Math.min(kg.mostTies, 40);
  const slider = kg.el("input", { type: "range", id: "ties", min: 1, max: top, step: 1, "aria-label": "Ties drawn of each actor",
    input: () => { const value = Number(slider.value); kg.change({ ties: value >= top ? kg.mostTies : value }); } });
  const say = () => {
    const value = kg.tiesShown();
    slider.value = String(Math.min(top, value));
    said.textContent = value >= kg.mostTies ? "all" : `${value} strongest`;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  kg.onChange(say);
  say();
  return [kg.el("label", { class: "asof", title: "How many of each actor’s ties are drawn, the strongest first, measured against how much both do" }, "Ties", slider, said)];
};

kg.startNetwork = () => {
  kg.prepareNetwork();
  kg.buildNetBar();
  kg.onChange(() => {
    kg.drawLists();
    if (!kg.net && kg.actors.length && !kg.byId("network").hidden) kg.buildNetwork();
    else kg.redraw();
  });
  kg.onTheme(kg.redraw);
  kg.onMove?.(() => { if (!kg.byId("network").hidden) { clearTimeout(kg.fading); kg.fading = setTimeout(kg.redraw, 40); } });
  kg.onClose(() => {
    if (kg.actorCard) { kg.actorCard = false; kg.change({ actor: "" }); }
    kg.net?.unselectAll();
  });
  kg.pictures.network = kg.networkPicture;
};

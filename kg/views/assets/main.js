"use strict";
// Starts what this page has, in the order in which the parts need each other.
kg.whenIdle = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: 1000 }) : setTimeout(act, 200));

// Most pages open on a picture; one whose address asks for words must have them first.
kg.needsAll = () => { const kept = new URLSearchParams(location.hash.slice(1)); return ["q", "event", "by"].some((name) => kept.has(name)); };

// What lies beyond the first picture: marks around it, sentences behind it.
kg.finish = async (timed) => {
  kg.reach = 1;
  if (timed && kg.data.extent) kg.drawTime();
  kg.growLists?.();
  await kg.readRest();
  performance.mark("kg-still");
};

kg.main = () => {
  const timed = Boolean(kg.byId("timeline"));
  if (timed) kg.offerGroupings();
  kg.start();
  kg.startTable();
  if (timed) kg.startTimeline();
  if (kg.byId("network")) kg.startNetwork();
  kg.showTab(kg.state.tab);
  if (kg.state.chosen.length) kg.showEvents(kg.state.chosen);
  requestAnimationFrame(() => setTimeout(() => {
    performance.mark("kg-ready");
    kg.whenIdle(() => kg.finish(timed));
  }));
};

if (kg.needsAll()) await kg.readRest();
kg.main();

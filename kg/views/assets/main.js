"use strict";
// Starts what this page has, in the order in which the parts need each other.
kg.whenIdle = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: 1000 }) : setTimeout(act, 200));

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
    kg.whenIdle(() => { kg.reach = 1; if (timed && kg.data.extent) kg.drawTime(); performance.mark("kg-still"); });
  }));
};

kg.main();

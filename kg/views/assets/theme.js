"use strict";
// Canvases cannot read style sheets: this hands them the colours of the day and says when they change.
// Asking a style sheet makes the browser finish all its layout first, so each colour is asked for once.
kg.colours = new Map();
kg.colour = (name) => {
  if (!kg.colours.has(name)) kg.colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return kg.colours.get(name);
};
kg.darkness = matchMedia("(prefers-color-scheme: dark)");
kg.darkness.addEventListener("change", () => kg.colours.clear());
kg.onTheme = (redraw) => kg.darkness.addEventListener("change", redraw);

kg.sized = (canvas) => {
  const box = kg.boxOf(canvas);
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.max(1, Math.round(box.width * ratio)), Math.max(1, Math.round(box.height * ratio))];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { pen, width: box.width, height: box.height };
};

kg.TONES = ["other", "cooperation", "conflict"];
kg.toneOf = (family) => (family.endsWith("conflict") ? "conflict" : family.endsWith("cooperation") ? "cooperation" : "other");

// The size of an element on the screen, measured again when it has changed: to measure is to wait for the layout.
kg.boxes = new Map();
kg.watcher = new ResizeObserver((changes) => { for (const { target } of changes) kg.boxes.delete(target); });
kg.boxOf = (node) => {
  if (!kg.boxes.has(node)) {
    const { width, height } = node.getBoundingClientRect();
    kg.boxes.set(node, { width, height });
    kg.watcher.observe(node);
  }
  return kg.boxes.get(node);
};

"use strict";
// Canvases cannot read style sheets: this hands them the colours of the day and says when they change.
kg.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
kg.onTheme = (redraw) => matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

kg.sized = (canvas) => {
  const box = canvas.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(box.width * ratio));
  canvas.height = Math.max(1, Math.round(box.height * ratio));
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { pen, width: box.width, height: box.height };
};

kg.TONES = ["other", "cooperation", "conflict"];
kg.toneOf = (family) => (family.endsWith("conflict") ? "conflict" : family.endsWith("cooperation") ? "cooperation" : "other");

"use strict";
// Playing and stepping through time, and the day as of which the story is told.
kg.BEAT = 900;

// The events shown that have a day, in the order of time.
kg.inOrder = () => {
  const shown = kg.shown();
  const day = (event) => event.begin ?? event.end;
  return kg.data.events.filter((event) => shown[event.n] && day(event) !== null).sort((a, b) => day(a) - day(b) || a.n - b.n);
};

// Opens the event before or after the chosen one, and brings its day into view.
kg.stepEvent = (step) => {
  const story = kg.inOrder();
  if (!story.length) return;
  const at = story.findIndex(({ n }) => n === kg.state.chosen[0]);
  const inView = story.findIndex((event) => (event.begin ?? event.end) >= kg.view.from);
  const next = at < 0 ? Math.max(0, inView) : Math.min(story.length - 1, Math.max(0, at + step));
  const day = story[next].begin ?? story[next].end;
  const length = kg.view.to - kg.view.from;
  if (day < kg.view.from || day > kg.view.to - length * 0.1) kg.show(day - length / 3, day + (length * 2) / 3);
  kg.choose({ events: [story[next].n] });
};

kg.playing = null;
kg.stop = () => {
  clearInterval(kg.playing);
  kg.playing = null;
  kg.byId("play").textContent = "Play";
  kg.byId("play").setAttribute("aria-pressed", "false");
};

// Moves the days in view on, a fifth of them at each beat, until the story is over; from its beginning where all of it is in view.
kg.play = () => {
  if (kg.playing) { kg.stop(); return; }
  const [low, high] = kg.data.window;
  if (kg.view.to - kg.view.from > (high - low) * 0.6 || kg.view.to >= high) {
    const part = Math.max(7, Math.min((high - low) / 6, kg.view.to - kg.view.from));
    kg.show(low, low + part);
  }
  kg.byId("play").textContent = "Pause";
  kg.byId("play").setAttribute("aria-pressed", "true");
  kg.playing = setInterval(() => {
    if (kg.view.to >= high || document.hidden) { kg.stop(); return; }
    kg.slide((kg.view.to - kg.view.from) / 5);
  }, kg.BEAT);
};

kg.player = () => [kg.button("‹", () => kg.stepEvent(-1), "Event before"), kg.button("Play", kg.play, "Let the days pass", { id: "play", "aria-pressed": "false" }), kg.button("›", () => kg.stepEvent(1), "Next event")];

// Only where articles of several days are there to choose from. At its right end the slider tells the story as all articles have it.
kg.asOfSlider = () => {
  if (!kg.data.published || kg.data.published[0] === kg.data.published[1]) return [];
  const [low, high] = kg.data.published;
  const said = kg.el("output", { for: "asof" });
  const slider = kg.el("input", { type: "range", id: "asof", min: low, max: high, step: 1, "aria-label": "As of the day", input: () => {
    clearTimeout(kg.sliding);
    say();
    kg.sliding = setTimeout(() => kg.change({ asOf: Number(slider.value) >= high ? null : Number(slider.value) }), 60);
  } });
  const say = () => {
    const text = Number(slider.value) >= high ? "all articles" : kg.dayName(Number(slider.value));
    said.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };
  slider.value = String(kg.state.asOf ?? high);
  say();
  return [kg.el("label", { class: "asof", title: "What had been published by then" }, "As of", slider, said)];
};

"use strict";
// Text on canvases and drawings, cut to the room that it has.
// At most two lines of `room` pixels; what is left over becomes an ellipsis.
kg.wrapped = (pen, text, room) => {
  const words = text.split(/\s+/).filter(Boolean);
  let first = words.shift() || "";
  while (words.length && pen.measureText(`${first} ${words[0]}`).width <= room) first += ` ${words.shift()}`;
  return [first, words.join(" ")].filter(Boolean).map((line) => kg.shortened(pen, line, room));
};

kg.shortened = (pen, text, room) => {
  if (pen.measureText(text).width <= room) return text;
  const letters = Array.from(text).slice(0, 200);
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > room) letters.length = Math.floor(letters.length * 0.92);
  return `${letters.join("")}…`;
};

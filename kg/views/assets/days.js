"use strict";
// Days in words. They count from 1970-01-01 and may be broken.
kg.MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
kg.parts = (day) => {
  const date = new Date(Math.floor(day) * 864e5);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
};
// From day to day, without saying a year twice.
kg.daysName = (from, to) => {
  const [first, last] = [kg.dayName(from), kg.dayName(to)];
  return `${kg.parts(from).year === kg.parts(to).year ? first.replace(/ \S+$/, "") : first} – ${last}`;
};
kg.dayName = (day) => { const { year, month, day: number } = kg.parts(day); return `${number} ${kg.MONTHS[month]} ${year}`; };

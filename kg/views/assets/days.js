"use strict";
// Days in words. They count from 1970-01-01 and may be broken.
kg.MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
kg.parts = (day) => {
  const date = new Date(Math.floor(day) * 864e5);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
};
kg.dayName = (day) => { const { year, month, day: number } = kg.parts(day); return `${number} ${kg.MONTHS[month]} ${year}`; };

// SPDX-License-Identifier: Apache-2.0
// The axes of a plot: which numbers they span, where their ticks stand, where a number lies.

// Round numbers from about low to about high, at most `most` of them.
function niceTicks(low, high, most) {
  const raw = (high - low || 1) / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
    ticks.push(i * step);
  return ticks;
}

function powersOfTen(low, high) {
  const ticks = [];
  for (let power = Math.ceil(Math.log10(low) - 1e-9); 10 ** power <= high * 1.001; ++power)
    ticks.push(10 ** power);
  return ticks.length >= 2 ? ticks : [low, high].map((number) => Number(number.toPrecision(2)));
}

// What all series of the plots reach, as {min, max}; `fixed` may name either end.
function spanOf(seriesList, fixed = {}) {
  const numbers = seriesList
    .flatMap((series) => series.points)
    .flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y])
    .filter((number) => Number.isFinite(number));
  const low = fixed.min ?? Math.min(...numbers);
  const high = fixed.max ?? Math.max(...numbers);
  const margin = (high - low || Math.abs(high) || 1) * 0.05;
  return { min: fixed.min ?? low - margin, max: fixed.max ?? high + margin };
}

// Numbers that span more than a factor of thirty are told apart on a logarithmic axis only.
function logSpan(seriesList) {
  const numbers = seriesList
    .flatMap((series) => series.points)
    .flatMap((point) => [point.y, point.low, point.high])
    .filter((number) => number > 0);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (!(high > 30 * low)) return { ...spanOf(seriesList, { min: 0 }), log: false };
  return { min: low / 1.2, max: high * 1.2, log: true };
}

// An axis → the function from a number to a pixel between `from` and `to`.
function scaleOf(axis, from, to) {
  const place = axis.log ? Math.log : Number;
  const low = place(axis.min);
  const width = place(axis.max) - low || 1;
  return (number) => {
    const share = (place(axis.log ? Math.max(number, axis.min) : number) - low) / width;
    return from + Math.min(1.02, Math.max(-0.02, share)) * (to - from);
  };
}

// The axis of the blocks, the same for all sights.
function blockAxis(extra = 0) {
  const blocks = Math.max(...sights.map((sight) => sight.network.blocks));
  return { label: "block", min: -0.5, max: blocks - 0.5 + extra, whole: true };
}

function ticksOf(axis, pixels, spacing) {
  const most = Math.max(2, Math.floor(pixels / spacing));
  if (axis.log) return powersOfTen(axis.min, axis.max);
  const ticks = niceTicks(axis.min, axis.max, most);
  return axis.whole ? ticks.filter((tick) => Number.isInteger(tick) && tick >= 0) : ticks;
}

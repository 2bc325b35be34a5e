// SPDX-License-Identifier: Apache-2.0
// Numbers → colours.

const colorSteps = 1024; // finer than the 256 colours: gamma bends the steps

// From the smallest number to the largest, leaving out attention sinks: where the largest half per
// cent of the patches, or the largest one, reach more than three times as high as all others, the
// last colour begins with the others. The rule of the program's own pictures.
function rangeOf(map) {
  const sinks = Math.max(1, Math.floor(map.length / 200));
  let low = Infinity;
  for (const number of map) if (number < low) low = number;
  const top = largest(map, sinks + 1);
  const high = top[0];
  const next = top[sinks];
  if (top.length <= sinks) return { low, high };
  return { low, high: next > low && high - low > 3 * (next - low) ? next : high };
}

// The `count` largest numbers, the largest first.
function largest(numbers, count) {
  const top = [];
  for (const number of numbers) {
    if (top.length === count && number <= top[count - 1]) continue;
    let place = top.length;
    while (place > 0 && top[place - 1] < number) --place;
    top.splice(place, 0, number);
    if (top.length > count) top.pop();
  }
  return top;
}

// Step of the range → colour, as one number of four bytes for a canvas (little-endian: ABGR).
function colorTable(colormap, gamma) {
  const colors = decodedOnce(data, "colormap " + colormap, () => bytesOf(data.colormaps[colormap]));
  return Uint32Array.from({ length: colorSteps }, (_, step) => {
    const level = 3 * Math.round(255 * (step / (colorSteps - 1)) ** gamma);
    return opaque(colors[level], colors[level + 1], colors[level + 2]);
  });
}

function opaque(red, green, blue) {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

// Writes the colours of `values` into `pixels` from `start` on.
function paint(values, range, table, pixels, start) {
  const width = range.high - range.low;
  const factor = width > 0 ? (colorSteps - 1) / width : 0;
  for (let i = 0; i < values.length; ++i) {
    const step = (values[i] - range.low) * factor;
    pixels[start + i] =
      table[step <= 0 ? 0 : step >= colorSteps - 1 ? colorSteps - 1 : (step + 0.5) | 0];
  }
}

// Numbers outside of the range moved to its nearer end, before they are brought to pixels: the
// bicubic of a patch that towers above all others is a square with four ears.
function clamped(map, range) {
  return map.map((number) => Math.min(range.high, Math.max(range.low, number)));
}

// The map's colours on a canvas of width × height.
function heatCanvas(map, grid, range, look, width, height) {
  const [canvas, context] = newCanvas(width, height);
  const table = colorTable(look.colormap, look.gamma);
  const band = context.createImageData(width, 1);
  const image = height * width <= 4e6 ? context.createImageData(width, height) : null;
  const pixels = new Uint32Array((image || band).data.buffer);
  upsampleRows(clamped(map, range), grid, width, height, look.upsample, (y, values) => {
    paint(values, range, table, pixels, image ? y * width : 0);
    if (!image) context.putImageData(band, 0, y); // large pictures: no second copy in memory
  });
  if (image) context.putImageData(image, 0, 0);
  return canvas;
}

// SPDX-License-Identifier: Apache-2.0
// A map on the grid of patches → the pixels of a picture, as the program draws it: a patch's
// number lies at the patch's centre, and beyond the outermost centres the border patch continues.

// For each of `pixels`: four cells and their weights.
function tapsOfLine(cells, pixels, how) {
  const index = new Int32Array(4 * pixels);
  const weight = new Float32Array(4 * pixels);
  for (let pixel = 0; pixel < pixels; ++pixel) {
    const position = ((pixel + 0.5) * cells) / pixels;
    const first = how === "nearest" ? Math.floor(position) : Math.floor(position - 0.5) - 1;
    const weights = how === "nearest" ? [1, 0, 0, 0] : tapWeights(position - 1.5 - first, how);
    for (let i = 0; i < 4; ++i) {
      index[4 * pixel + i] = Math.min(cells - 1, Math.max(0, first + i));
      weight[4 * pixel + i] = weights[i];
    }
  }
  return { index, weight };
}

// R. Keys, "Cubic convolution interpolation for digital image processing", 1981, with a = -0.5.
function tapWeights(t, how) {
  if (how === "bilinear") return [0, 1 - t, t, 0];
  const t2 = t * t;
  const t3 = t2 * t;
  return [
    0.5 * (2 * t2 - t3 - t),
    0.5 * (3 * t3 - 5 * t2 + 2),
    0.5 * (4 * t2 - 3 * t3 + t),
    0.5 * (t3 - t2),
  ];
}

// The map's rows, stretched to the picture's width.
function stretchedRows(map, rows, cols, width, how) {
  const { index, weight } = tapsOfLine(cols, width, how);
  const wide = new Float32Array(rows * width);
  for (let row = 0; row < rows; ++row) {
    const from = row * cols;
    for (let x = 0, k = 0; x < width; ++x, k += 4) {
      wide[row * width + x] =
        weight[k] * map[from + index[k]] +
        weight[k + 1] * map[from + index[k + 1]] +
        weight[k + 2] * map[from + index[k + 2]] +
        weight[k + 3] * map[from + index[k + 3]];
    }
  }
  return wide;
}

// Calls use(y, values) for each row of a picture of width × height.
function upsampleRows(map, grid, width, height, how, use) {
  const wide = stretchedRows(map, grid.rows, grid.cols, width, how);
  const { index, weight } = tapsOfLine(grid.rows, height, how);
  const values = new Float32Array(width);
  for (let y = 0, k = 0; y < height; ++y, k += 4) {
    const a = index[k] * width;
    const b = index[k + 1] * width;
    const c = index[k + 2] * width;
    const d = index[k + 3] * width;
    for (let x = 0; x < width; ++x) {
      values[x] =
        weight[k] * wide[a + x] +
        weight[k + 1] * wide[b + x] +
        weight[k + 2] * wide[c + x] +
        weight[k + 3] * wide[d + x];
    }
    use(y, values);
  }
}

// SPDX-License-Identifier: Apache-2.0
// The strongest patches that together carry a share of the map's sum (DINO's mask).

// A 1 for each patch that is kept. Of equal patches the first are kept.
function massMask(map, keep) {
  const order = Array.from(map.keys()).sort((a, b) => map[b] - map[a] || a - b);
  const wanted = keep >= 1 ? Infinity : keep * map.reduce((sum, number) => sum + number, 0);
  const mask = new Uint8Array(map.length);
  let sum = 0;
  for (const patch of order) {
    if (map[patch] <= 0 || sum >= wanted) break;
    mask[patch] = 1;
    sum += map[patch];
  }
  return mask;
}

// The border of the kept patches as an SVG path, in units of patches.
function outlinePath(mask, { rows, cols }) {
  const kept = (row, col) =>
    row >= 0 && col >= 0 && row < rows && col < cols && mask[row * cols + col] === 1;
  let path = "";
  for (let row = 0; row <= rows; ++row) {
    for (let col = 0; col <= cols; ++col) {
      if (kept(row, col) !== kept(row - 1, col)) path += `M${col} ${row}h1`;
      if (kept(row, col) !== kept(row, col - 1)) path += `M${col} ${row}v1`;
    }
  }
  return path;
}

// The patches that are not kept, as an SVG path.
function dimmedPath(mask, { cols }) {
  let path = "";
  mask.forEach((kept, patch) => {
    if (!kept) path += `M${patch % cols} ${Math.floor(patch / cols)}h1v1h-1z`;
  });
  return path;
}

// SPDX-License-Identifier: Apache-2.0
// The grid blocks × heads of small maps, drawn on one canvas per sight. grid_cells.js lays the
// cells over it that are clicked and read aloud.

const headGrids = []; // one for each sight
const gridGap = 2; // between the cells, in CSS pixels

function newHeadGrid(index) {
  const sight = sights[index];
  const [canvas] = newCanvas(1, 1, { "aria-hidden": "true" });
  const grid = { index, sight, canvas, drawn: "" };
  grid.cells = newCells(grid);
  grid.root = element(
    "div",
    { class: "head-grid", "data-sight": index },
    element("div", { class: "grid-sheet" }, canvas, grid.cells),
  );
  headGrids.push(grid);
  new ResizeObserver(() => drawGrid(grid)).observe(grid.root);
  return grid;
}

// In CSS pixels: as wide as there is room for, but not too small to be hit; the heads' means stand
// a little apart.
function gridLayout(grid) {
  const { heads, blocks } = grid.sight.network;
  const { width, height } = grid.sight.photo;
  const labels = 36;
  const room = grid.root.clientWidth - labels - gridGap * (heads + 3);
  const ratio = Math.min(2, Math.max(0.5, width / height));
  const largest = Math.round((heads < 6 ? 72 : 56) * Math.sqrt(ratio));
  const cell = Math.max(22, Math.min(largest, Math.floor(room / (heads + 1))));
  return {
    cell,
    cellHeight: Math.max(16, Math.round(cell / ratio)),
    labels,
    columns: heads + 1,
    rows: blocks + 1,
  };
}

// Where a cell lies on the sheet, in CSS pixels.
function cellPlace(layout, row, column) {
  const apart = 2 * gridGap;
  return {
    x: column * (layout.cell + gridGap) + (column === layout.columns - 1 ? apart : 0),
    y: row * (layout.cellHeight + gridGap) + (row === layout.rows - 1 ? apart : 0),
  };
}

function drawGrid(grid) {
  const layout = gridLayout(grid);
  const { query } = chosenIn(grid.index);
  const { colormap, gamma, scale, direction } = selection;
  const drawn = [
    query,
    selection.query,
    direction,
    colormap,
    gamma,
    scale,
    layout.cell,
    devicePixelRatio,
  ].join(" ");
  if (drawn !== grid.drawn) {
    grid.drawn = drawn;
    layCells(grid, layout);
    markMissing(grid, atlasOf(grid.sight, query, direction));
    paintGrid(grid, layout, atlasOf(grid.sight, query, direction));
  }
  markChosenCell(grid);
}

function paintGrid(grid, layout, atlas) {
  const { rows, cols } = grid.sight.grid;
  const tiles = tileSheet(grid, layout, atlas);
  const end = cellPlace(layout, layout.rows - 1, layout.columns - 1);
  const pixels = devicePixelRatio;
  grid.canvas.width = Math.round((end.x + layout.cell) * pixels);
  grid.canvas.height = Math.round((end.y + layout.cellHeight) * pixels);
  const context = grid.canvas.getContext("2d");
  context.imageSmoothingEnabled = layout.cell * pixels < cols;
  for (let row = 0; row < layout.rows; ++row) {
    if (atlas.missing[row]) continue;
    for (let column = 0; column < layout.columns; ++column) {
      const { x, y } = cellPlace(layout, row, column);
      context.drawImage(
        tiles,
        column * cols,
        row * rows,
        cols,
        rows,
        x * pixels,
        y * pixels,
        layout.cell * pixels,
        layout.cellHeight * pixels,
      );
    }
  }
}

// All maps at one pixel a patch, without gaps.
function tileSheet(grid, layout, atlas) {
  const { rows, cols } = grid.sight.grid;
  const prefix = grid.sight.network.prefix.length;
  const width = layout.columns * cols;
  const [canvas, context] = newCanvas(width, layout.rows * rows);
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  const table = colorTable(selection.colormap, selection.gamma);
  for (let block = 0; block < layout.rows; ++block) {
    if (atlas.missing[block]) continue;
    for (let head = 0; head < layout.columns; ++head) {
      const range = rangeIn(grid.index, atlas, block, head);
      const map = rowIn(atlas, block, head).subarray(prefix);
      for (let row = 0; row < rows; ++row) {
        paint(
          map.subarray(row * cols, (row + 1) * cols),
          range,
          table,
          pixels,
          (block * rows + row) * width + head * cols,
        );
      }
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

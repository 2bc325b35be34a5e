// SPDX-License-Identifier: Apache-2.0
// The cells of the grid blocks × heads: an ARIA grid of which one cell is a tab stop.

function newCells(grid) {
  const { blocks, heads } = grid.sight.network;
  const cells = element("div", {
    role: "grid",
    id: "grid-" + grid.index,
    class: "grid-cells",
    "aria-label": "Blocks and heads of " + grid.sight.model,
  });
  cells.append(headRow(heads));
  for (let row = 0; row <= blocks; ++row)
    cells.append(cellRow(row === blocks ? "mean" : row, heads));
  cells.addEventListener("click", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (cell) choose(placeOf(cell), grid.index);
  });
  cells.addEventListener("keydown", (event) => moveToEnd(event, grid));
  return cells;
}

function headRow(heads) {
  const row = element(
    "div",
    { role: "row", class: "grid-row" },
    element("span", { role: "columnheader", "aria-label": "block" }),
  );
  for (let head = 0; head <= heads; ++head) {
    const name = head === heads ? "mean" : head;
    row.append(
      element(
        "span",
        {
          role: "columnheader",
          "aria-label": head === heads ? "mean of the heads" : "head " + head,
        },
        String(name),
      ),
    );
  }
  return row;
}

function cellRow(block, heads) {
  const row = element(
    "div",
    { role: "row", class: "grid-row" },
    element(
      "span",
      {
        role: "rowheader",
        "aria-label": block === "mean" ? "mean of the blocks" : "block " + block,
      },
      String(block),
    ),
  );
  for (let head = 0; head <= heads; ++head) {
    const name = head === heads ? "mean" : head;
    row.append(
      element("span", {
        role: "gridcell",
        tabindex: -1,
        "aria-selected": "false",
        "data-block": block,
        "data-head": name,
        "aria-label": placeName(block, name),
        title: placeName(block, name),
      }),
    );
  }
  return row;
}

function placeOf(cell) {
  const indexOf = (text) => (text === "mean" ? "mean" : Number(text));
  return { block: indexOf(cell.dataset.block), head: indexOf(cell.dataset.head) };
}

// Home and End: the first and the last head.
function moveToEnd(event, grid) {
  if (event.key !== "Home" && event.key !== "End") return;
  event.preventDefault();
  choose({ ...chosenIn(grid.index), head: event.key === "Home" ? 0 : "mean" }, grid.index);
}

// Places labels and cells where paintGrid() draws.
function layCells(grid, layout) {
  const header = 18;
  const place = (node, x, y, width, height) =>
    Object.assign(node.style, {
      left: x + "px",
      top: y + "px",
      width: width + "px",
      height: height + "px",
    });
  place(grid.canvas, layout.labels, header, ...sheetSize(layout));
  [...grid.cells.children].forEach((row, r) => {
    [...row.children].forEach((node, c) => {
      const at = cellPlace(layout, Math.max(0, r - 1), Math.max(0, c - 1));
      const x = c === 0 ? 0 : layout.labels + at.x;
      const y = r === 0 ? 0 : header + at.y;
      place(
        node,
        x,
        y,
        c === 0 ? layout.labels - 4 : layout.cell,
        r === 0 ? header : layout.cellHeight,
      );
    });
  });
  const [width, height] = sheetSize(layout);
  Object.assign(grid.cells.parentNode.style, {
    width: layout.labels + width + "px",
    height: header + height + "px",
  });
}

function sheetSize(layout) {
  const end = cellPlace(layout, layout.rows - 1, layout.columns - 1);
  return [end.x + layout.cell, end.y + layout.cellHeight];
}

// Rows that the page does not hold are hatched.
function markMissing(grid, atlas) {
  atlas.missing.forEach((missing, row) =>
    grid.cells.children[row + 1].classList.toggle("left-out", missing),
  );
}

// Moves selection and tab stop; the focus follows where it was in the grid.
function markChosenCell(grid) {
  const { block, head } = chosenIn(grid.index);
  const cell = grid.cells.querySelector(`[data-block="${block}"][data-head="${head}"]`);
  if (cell === grid.chosen) return;
  const hadFocus = grid.cells.contains(document.activeElement);
  if (grid.chosen) {
    grid.chosen.setAttribute("aria-selected", "false");
    grid.chosen.tabIndex = -1;
  }
  cell.setAttribute("aria-selected", "true");
  cell.tabIndex = 0;
  grid.chosen = cell;
  if (hadFocus) cell.focus({ preventScroll: false });
}

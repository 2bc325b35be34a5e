// SPDX-License-Identifier: Apache-2.0
// How like each other the position embeddings are: a map for each position, and one of them large.

function addPositions() {
  const without = sights.filter((sight) => !sight.positions);
  for (const sight of without) {
    notMeasured.push(
      (sights.length > 1 ? sightName(sight) + ": " : "") +
        "Similarity of the position embeddings: the network has no table of them; its positions " +
        "are rotary, computed or relative.",
    );
  }
  if (without.length === sights.length) return;
  addMeasure({
    name: "positions",
    title: "Similarity of the position embeddings",
    how:
      "Each small map is a position: how like its embedding those of all positions are. Point " +
      "at one, click or use the arrow keys to see it large. Networks learn rows and columns " +
      "here; blurred maps are positions learned badly.",
    parts: sights.filter((sight) => sight.positions).map(newPositions),
  });
}

function newPositions(sight) {
  const { rows, cols } = sight.positions;
  const bytes = bytesOf(sight.positions.cosines);
  const cosines = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = element("div", { class: "patch-mark place-mark" });
  const sheet = element(
    "div",
    {
      class: "position-sheet",
      tabindex: 0,
      role: "application",
      "data-keys": "own",
      "aria-label": "Choose a position with the arrow keys",
    },
    positionSheet(cosines, rows, cols),
    mark,
  );
  const [large, context] = newCanvas(cols, rows, { class: "pixels position-large", role: "img" });
  const words = element("p", { class: "small", "aria-live": "polite" });
  choosePosition(sheet, { rows, cols }, ({ row, col }) => {
    const start = (row * cols + col) * rows * cols;
    paintCosines(context, cosines.subarray(start, start + rows * cols), cols, rows);
    placeMark(mark, { row, col }, { rows, cols });
    words.textContent = `Row ${row}, column ${col}. Yellow is cosine 1, dark blue −1.`;
    large.setAttribute("aria-label", words.textContent);
  });
  return element("div", { class: "plot-box positions" }, sightHeading(sight), sheet, large, words);
}

// The pointer shows a position for as long as it is there; a click or a key chooses it.
function choosePosition(sheet, grid, show) {
  let chosen = { row: grid.rows >> 1, col: grid.cols >> 1 };
  const choosePlace = (place) => show((chosen = place));
  sheet.addEventListener("pointermove", (event) => show(cellUnder(event, sheet, grid)));
  sheet.addEventListener("pointerleave", () => show(chosen));
  sheet.addEventListener("click", (event) => choosePlace(cellUnder(event, sheet, grid)));
  sheet.addEventListener("keydown", (event) => {
    if (!arrows[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choosePlace(patchOf(movedQuery(chosen.row + "," + chosen.col, { grid }, arrows[event.key])));
  });
  show(chosen);
}

function paintCosines(context, cosines, width, height) {
  const image = context.createImageData(width, height);
  paint(
    cosines,
    { low: -127, high: 127 },
    colorTable("viridis", 1),
    new Uint32Array(image.data.buffer),
    0,
  );
  context.putImageData(image, 0, 0);
}

// The maps of all positions, each where its position is, one pixel apart.
function positionSheet(cosines, rows, cols) {
  const [canvas, context] = newCanvas(cols * (cols + 1), rows * (rows + 1), {
    class: "pixels",
    "aria-hidden": "true",
  });
  const count = rows * cols;
  const image = context.createImageData(cols, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const table = colorTable("viridis", 1);
  for (let position = 0; position < count; ++position) {
    paint(
      cosines.subarray(position * count, (position + 1) * count),
      { low: -127, high: 127 },
      table,
      pixels,
      0,
    );
    context.putImageData(
      image,
      (position % cols) * (cols + 1),
      Math.floor(position / cols) * (rows + 1),
    );
  }
  return canvas;
}

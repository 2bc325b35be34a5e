// SPDX-License-Identifier: Apache-2.0
// How like each other the position embeddings are: a map for each position, and one of them large.

function addPositions() {
  const without = sights.filter((sight) => !sight.positions);
  for (const sight of without) {
    notMeasured.push(`Similarity of the position embeddings${sights.length > 1 ? " of " + sightName(sight) : ""}: the network ` +
      "has no table of them; its positions are rotary, computed or relative.");
  }
  if (without.length === sights.length) return;
  addMeasure({ name: "positions", title: "Similarity of the position embeddings",
    how: "Each small map is a position: how like its embedding those of all positions are. Point at one, click or use the arrow " +
      "keys to see it large. Networks learn rows and columns here; blurred maps are positions learned badly.",
    parts: sights.filter((sight) => sight.positions).map(newPositions) });
}

function newPositions(sight) {
  const { rows, cols } = sight.positions;
  const bytes = bytesOf(sight.positions.cosines);
  const cosines = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all = element("div", { class: "position-sheet", tabindex: 0, role: "application", "data-keys": "own",
    "aria-label": "Choose a position with the arrow keys" }, positionSheet(cosines, rows, cols));
  const mark = element("div", { class: "patch-mark query-mark" });
  all.append(mark);
  const [large, context] = newCanvas(cols, rows, { class: "pixels position-large", role: "img" });
  const words = element("p", { class: "small", "aria-live": "polite" });
  const show = (place) => {
    const position = place.row * cols + place.col;
    paintCosines(context, cosines.subarray(position * rows * cols, (position + 1) * rows * cols), cols, rows);
    placeMark(mark, place, { rows, cols });
    words.textContent = `Position row ${place.row}, column ${place.col}. Yellow is cosine 1, dark blue −1.`;
    large.setAttribute("aria-label", words.textContent);
  };
  choosePosition(all, rows, cols, show);
  return element("div", { class: "plot-box positions" }, sights.length > 1 ? element("h4", {}, sightName(sight)) : null, all, large, words);
}

// The pointer shows a position for as long as it is there; a click or a key chooses it.
function choosePosition(sheet, rows, cols, show) {
  let chosen = { row: rows >> 1, col: cols >> 1 };
  const at = (event) => {
    const box = sheet.getBoundingClientRect();
    const inside = (share, count) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    return { row: inside((event.clientY - box.top) / box.height, rows), col: inside((event.clientX - box.left) / box.width, cols) };
  };
  sheet.addEventListener("pointermove", (event) => show(at(event)));
  sheet.addEventListener("pointerleave", () => show(chosen));
  sheet.addEventListener("click", (event) => show(chosen = at(event)));
  sheet.addEventListener("keydown", (event) => {
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const limit = (value, count) => Math.min(count - 1, Math.max(0, value));
    show(chosen = { row: limit(chosen.row + arrow[0], rows), col: limit(chosen.col + arrow[1], cols) });
  });
  show(chosen);
}

function paintCosines(context, cosines, width, height) {
  const image = context.createImageData(width, height);
  paint(cosines, { low: -127, high: 127 }, colorTable("viridis", 1), new Uint32Array(image.data.buffer), 0);
  context.putImageData(image, 0, 0);
}

// The maps of all positions, each where its position is, one pixel apart.
function positionSheet(cosines, rows, cols) {
  const [canvas, context] = newCanvas(cols * (cols + 1), rows * (rows + 1), { class: "pixels", "aria-hidden": "true" });
  const count = rows * cols;
  const image = context.createImageData(cols, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const table = colorTable("viridis", 1);
  for (let position = 0; position < count; ++position) {
    paint(cosines.subarray(position * count, (position + 1) * count), { low: -127, high: 127 }, table, pixels, 0);
    context.putImageData(image, (position % cols) * (cols + 1), Math.floor(position / cols) * (rows + 1));
  }
  return canvas;
}

// SPDX-License-Identifier: Apache-2.0
// How alike the heads of a block are.

function addHeads() {
  const series = seriesOf([
    { name: "mean over pairs of heads, lowest to highest", line: true, points: headSimilarity },
  ]);
  if (series.length === 0) {
    notMeasured.push("How alike the heads of a block are: every block has one head.");
    return;
  }
  const matrices = sights.map(newHeadMatrix).filter(Boolean);
  addMeasure({
    name: "heads",
    title: "Similarity between heads",
    wide: true,
    how:
      "The cosine between the attention matrices of two heads: 1 means that both look at the " +
      "same patches from everywhere. The band reaches from the least to the most similar pair. " +
      "The matrix shows every pair of the " +
      (hasPhoto ? "chosen block." : "block that is clicked in the plot."),
    parts: [
      newPlot({
        name: "heads",
        title: "Similarity by block",
        x: blockAxis(),
        y: { label: "cosine", ...spanOf(series, { min: 0, max: 1 }) },
        series,
      }),
      ...matrices,
    ],
    tables: tablesOf("heads", ["cosine"]),
  });
}

function pairsOf(sight) {
  return decodedOnce(sight, "pairs", () => {
    const blocks = Array.from({ length: sight.network.blocks }, () => []);
    for (const row of rowsOf(sight.tables.heads)) blocks[row.block].push(row);
    return blocks;
  });
}

function headSimilarity(sight, index) {
  return pairsOf(sight)
    .filter((pairs) => pairs.length > 0)
    .map((pairs) => {
      const cosines = pairs.map((pair) => pair.cosine);
      return {
        x: pairs[0].block,
        y: sum(cosines) / cosines.length,
        low: Math.min(...cosines),
        high: Math.max(...cosines),
        text: `block ${pairs[0].block}`,
        pick: { block: pairs[0].block, sight: index },
      };
    });
}

// The matrix heads × heads of the chosen block; of the last one where a mean is chosen.
function newHeadMatrix(sight, index) {
  const { heads, blocks } = sight.network;
  if (heads < 2) return null;
  const [canvas, context] = newCanvas(heads, heads, { class: "matrix", role: "img" });
  const title = element("h4");
  const words = element("p", { class: "small" });
  let values = null;
  onSelection(() => {
    const chosen = blockInMeasures(index);
    const pairs = pairsOf(sight)[chosen === "mean" ? blocks - 1 : chosen];
    values = matrixOf(pairs, heads);
    paintMatrix(context, values, heads);
    title.textContent =
      `Block ${pairs[0].block}` + (sights.length > 1 ? `, ${sightName(sight)}` : "");
    words.textContent = matrixWords(pairs);
    canvas.setAttribute("aria-label", words.textContent);
  });
  canvas.addEventListener("pointermove", (event) => {
    const { row, col } = cellUnder(event, canvas, { rows: heads, cols: heads });
    const text = `heads ${row} and ${col}: ${inWords(values[row * heads + col])}`;
    showTip(new DOMRect(event.clientX, event.clientY, 0, 12), text);
  });
  canvas.addEventListener("pointerleave", hideTip);
  return element("div", { class: "plot-box", "data-matrix": index }, title, canvas, words);
}

// Without photo, the first sight's block is chosen by a click in the plot.
function blockInMeasures(index) {
  if (hasPhoto) return chosenIn(index).block;
  return linkedBlock(selection.block, sights[0].network.blocks, sights[index].network.blocks);
}

function matrixOf(pairs, heads) {
  const values = new Float32Array(heads * heads);
  for (let head = 0; head < heads; ++head) values[head * heads + head] = 1;
  for (const { head_a: a, head_b: b, cosine } of pairs) {
    values[a * heads + b] = cosine;
    values[b * heads + a] = cosine;
  }
  return values;
}

function paintMatrix(context, values, heads) {
  const image = context.createImageData(heads, heads);
  paint(
    values,
    { low: 0, high: 1 },
    colorTable("viridis", 1),
    new Uint32Array(image.data.buffer),
    0,
  );
  context.putImageData(image, 0, 0);
}

function matrixWords(pairs) {
  const sorted = pairs.toSorted((a, b) => b.cosine - a.cosine);
  const name = (pair) => `heads ${pair.head_a} and ${pair.head_b} (${inWords(pair.cosine)})`;
  return `Most alike: ${name(sorted[0])}; least: ${name(sorted.at(-1))}. Dark is 0, yellow is 1.`;
}

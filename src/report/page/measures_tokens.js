// SPDX-License-Identifier: Apache-2.0
// Cosines between tokens on their way through the blocks, before and after the LayerNorms; and what
// CLS and the mean of the patches have in common.

// Where a state lies on the way: a block is one unit, its attention the first half.
const stateOffsets = { input: 0, norm1: 0, attention: 0.5, norm2: 0.5, mlp: 1, final: 1 };
const stateNames = {
  input: "entering it",
  norm1: "after the LayerNorm before attention",
  attention: "after attention",
  norm2: "after the LayerNorm before the MLP",
  mlp: "leaving it",
  final: "after the final norm",
};
const streamStates = ["input", "attention", "mlp"];
const normStates = ["norm1", "norm2", "final"];

function addCosines() {
  const pairs = [
    ["cls_patch", "CLS and patches"],
    ["patch_patch", "Patches among themselves"],
  ];
  const all = pairs
    .map(([column, title]) => [column, title, cosineSeries(column)])
    .filter(([, , series]) => series.length > 0);
  if (all.length === 0) return;
  const span = spanOf(all.flatMap(([, , series]) => series));
  const y = {
    label: "cosine",
    min: Math.max(-1, Math.min(0, span.min)),
    max: Math.min(1, Math.max(span.max, 0.2)),
  };
  addMeasure({
    name: "cosines",
    title: "Cosines between tokens, before and after the LayerNorms",
    wide: true,
    how:
      "How like each other the tokens are on their way through the network; the band is one " +
      "standard deviation " +
      (hasPhoto ? "over the pairs of tokens. " : "over the photos. ") +
      "Where the line after the LayerNorm lies far below the residual stream, a few large " +
      "dimensions made the tokens look alike, and the norm has removed them. Every block has " +
      "two points of each line: before attention and before the MLP.",
    parts: all.map(([column, title, series]) =>
      newPlot({ name: "cosines-" + column, title, x: depthAxis(), y, series }),
    ),
    tables: tablesOf("tokens", [
      "cls_patch_mean",
      "cls_patch_std",
      "patch_patch_mean",
      "patch_patch_std",
    ]),
  });
}

function depthAxis() {
  const axis = blockAxis();
  return { ...axis, label: "block", min: -0.2, max: axis.max + 0.7 };
}

function cosineSeries(column) {
  return seriesOf([
    { name: "residual stream", line: true, points: statePoints(column, streamStates) },
    { name: "after the LayerNorm", line: true, points: statePoints(column, normStates) },
  ]);
}

// A block's last state is the next one's first: it is drawn once.
function statePoints(column, states) {
  return (sight, index) =>
    measuredRows(sight, "tokens")
      .filter(
        (row) =>
          states.includes(row.state) &&
          (row.state !== "mlp" || row.block === sight.network.blocks - 1),
      )
      .map((row) => ({
        x: row.block + stateOffsets[row.state],
        y: row[column + "_mean"],
        ...spreadOf(row, column),
        text: `block ${row.block}, ${stateNames[row.state]}`,
        pick: { block: row.block, sight: index },
      }))
      .sort((a, b) => a.x - b.x);
}

// Over the photos where there are many, or else over the pairs of tokens.
function spreadOf(row, column) {
  if (row.deviations) return bandOf(row, column + "_mean");
  const mean = row[column + "_mean"];
  const deviation = row[column + "_std"];
  return Number.isFinite(deviation) ? { low: mean - deviation, high: mean + deviation } : {};
}

function addReadout() {
  const cosines = blockSeries("readout", [
    ["cosine", "as they leave the block"],
    ["cosine_normed", "after the final norm"],
  ]);
  if (cosines.length === 0) return;
  const norms = blockSeries("readout", [
    ["cls_norm", "CLS"],
    ["mean_norm", "mean patch"],
  ]);
  addMeasure({
    name: "readout",
    title: "CLS against the mean of the patches",
    wide: true,
    how:
      "Both are used as a summary of the photo. A cosine near 1 in the last block means that " +
      "they tell the same; a low one, that CLS has gathered something of its own.",
    parts: [
      newPlot({
        name: "readout-cosine",
        title: "Cosine",
        x: blockAxis(),
        y: { label: "cosine", ...spanOf(cosines, { max: 1 }) },
        series: cosines,
      }),
      newPlot({
        name: "readout-norm",
        title: "Length",
        x: blockAxis(),
        y: { label: "norm", ...logSpan(norms) },
        series: norms,
      }),
    ],
    tables: tablesOf("readout", ["cosine", "cosine_normed", "cls_norm", "mean_norm"]),
  });
}

// A line through the blocks for each column of a table with the key "block": [[column, name], …].
function blockSeries(table, columns) {
  return seriesOf(
    columns.map(([column, name]) => ({
      name,
      line: true,
      points: (sight, index) =>
        measuredRows(sight, table).map((row) => ({
          x: row.block,
          y: row[column],
          ...bandOf(row, column),
          text: `block ${row.block}`,
          pick: { block: row.block, sight: index },
        })),
    })),
  );
}

// SPDX-License-Identifier: Apache-2.0
// How long the tokens are, and which patches are outliers.

const normColumns = [
  "cls",
  "registers",
  "patches_mean",
  "patches_median",
  "patches_min",
  "patches_max",
  "outliers",
];

function addNorms() {
  const series = seriesOf([
    {
      name: "patches: median" + (hasPhoto ? ", lowest to highest" : ""),
      line: true,
      points: patchNorms,
    },
    { name: "CLS", line: true, points: normPoints("cls") },
    { name: "registers: mean", line: true, points: normPoints("registers") },
  ]);
  const y = { label: "norm", ...logSpan(series) };
  addMeasure({
    name: "norms",
    title: "Norms of the tokens leaving each block",
    wide: hasPhoto,
    how:
      "A few patches much longer than the others are outliers: large networks without " +
      "registers use patches of plain ground to store something about the whole photo, and " +
      "their attention maps have hot spots there. An outlier lies above the median by more " +
      "than ten times the median deviation.",
    parts: [
      newPlot({ name: "norms", title: "Norm by block", x: blockAxis(), y, series }),
      ...(hasPhoto ? sights.map(newOutliers) : []),
    ],
    tables: tablesOf("norms", normColumns),
  });
}

function normPoints(column) {
  return (sight, index) =>
    measuredRows(sight, "norms").map((row) => ({
      x: row.block,
      y: row[column],
      ...bandOf(row, column),
      text: `block ${row.block}`,
      pick: { block: row.block, sight: index },
    }));
}

function patchNorms(sight, index) {
  return measuredRows(sight, "norms").map((row) => ({
    x: row.block,
    y: row.patches_median,
    ...(row.deviations
      ? bandOf(row, "patches_median")
      : { low: row.patches_min, high: row.patches_max }),
    text: `block ${row.block}, ${inWords(row.outliers)} outliers`,
    pick: { block: row.block, sight: index },
  }));
}

// The photo once for each block that has outliers, with a mark on each.
function newOutliers(sight, index) {
  const blocks = sight.outliers
    .map((patches, block) => ({ patches, block }))
    .filter(({ patches }) => patches.length > 0);
  const name = sights.length > 1 ? ", " + sightName(sight) : "";
  const box = element(
    "div",
    { class: "plot-box", "data-outliers": index },
    element("h4", {}, "Outlier patches" + name),
  );
  if (blocks.length === 0) {
    box.append(element("p", { class: "small" }, "No block has any."));
  }
  const tiles = blocks.map(({ patches, block }) =>
    element(
      "figure",
      { class: "tile" },
      outlierPicture(sight, patches, block),
      element("figcaption", {}, `block ${block}: ${patches.length}`),
    ),
  );
  box.append(element("div", { class: "tiles" }, ...tiles));
  return box;
}

function outlierPicture(sight, patches, block) {
  const { rows, cols } = sight.grid;
  const marks = svgElement("svg", {
    viewBox: `0 0 ${cols} ${rows}`,
    preserveAspectRatio: "none",
    class: "marks",
    role: "img",
    "aria-label":
      `block ${block}: ` +
      patches.map((patch) => `row ${Math.floor(patch / cols)}, column ${patch % cols}`).join("; "),
  });
  const path = patches
    .map((patch) => `M${patch % cols} ${Math.floor(patch / cols)}h1v1h-1z`)
    .join("");
  for (const name of ["outline-under", "outline-over"]) {
    marks.append(
      svgElement("path", { class: name, d: path, "vector-effect": "non-scaling-stroke" }),
    );
  }
  const photo = smallPhoto(sight);
  return element("div", { class: "picture" }, photo, marks);
}

// The photo once more, no larger than it is shown.
function smallPhoto(sight) {
  const { width, height } = sight.photo;
  const [canvas, context] = newCanvas(240, Math.max(1, Math.round((240 * height) / width)));
  const stage = stages[sights.indexOf(sight)];
  stage.ready.then(() => {
    if (stage.photo.naturalWidth > 0)
      context.drawImage(stage.photo, 0, 0, canvas.width, canvas.height);
  });
  return canvas;
}

// SPDX-License-Identifier: Apache-2.0
// What single heads do: entropy, distance, and where the attention goes.

const queryNames = { cls: "query CLS", patches: "queries: all patches" };

// Dots of one column, one per head; dots of different series stand a little apart.
function headDots(column, query, shift) {
  return (sight, index) =>
    measuredRows(sight, "attention")
      .filter((row) => row.query === query)
      .map((row) => ({
        x: row.block + shift + (sights.length > 1 ? 0.2 * (index - 0.5) : 0),
        y: row[column],
        ...bandOf(row, column),
        text: `block ${row.block}, head ${row.head}`,
        pick: {
          block: row.block,
          head: row.head,
          query: query === "cls" ? "cls" : "mean",
          sight: index,
        },
      }));
}

function headSeries(column) {
  return seriesOf([
    { name: queryNames.cls, points: headDots(column, "cls", -0.12) },
    { name: queryNames.patches, points: headDots(column, "patches", 0.12) },
  ]);
}

function headPlot(name, title, column, label, fixed, span) {
  const series = headSeries(column);
  if (series.length === 0) return null;
  return newPlot({
    name,
    title,
    x: blockAxis(),
    y: { label, ...spanOf(span ?? series, fixed) },
    series,
  });
}

function addEntropy() {
  addMeasure({
    name: "entropy",
    title: "Entropy of the attention",
    how:
      "A dot is a head. 1: the head looks at all patches alike; near 0: at very few. Heads " +
      "that fall towards 0 in late blocks have settled on a few patches." +
      pickHint(),
    parts: [
      headPlot("entropy", "Entropy by block", "entropy", "entropy (share of the largest)", {
        min: 0,
        max: 1,
      }),
    ],
    tables: tablesOf("attention", ["entropy"]),
  });
}

function addDistance() {
  const kinds = ["distance", "distance_renormalised"];
  const both = kinds.flatMap(headSeries);
  if (both.length === 0) return;
  const titles = ["Weights as they are", "Weights on patches made to sum to 1"];
  addMeasure({
    name: "distance",
    title: "Attention distance",
    wide: true,
    how:
      "How far away the patches are that a head attends to, on average, in pixels of the " +
      "network's input. Low dots are heads that look nearby; they are common in early blocks. " +
      "In the first plot, weights on CLS and registers count as no distance; in the second they " +
      "are left out." +
      pickHint(),
    parts: kinds.map((column, i) =>
      headPlot(column, titles[i], column, "distance in pixels", { min: 0 }, both),
    ),
    tables: tablesOf("attention", kinds),
  });
}

function addShares() {
  const plots = [
    ["share_cls", "To CLS"],
    ["share_registers", "To registers"],
    ["share_top10", "To the ten strongest patches"],
  ]
    .map(([column, title]) =>
      headPlot(column, title, column, "share of the attention", { min: 0, max: 1 }),
    )
    .filter(Boolean);
  addMeasure({
    name: "shares",
    title: "Where the attention goes",
    wide: true,
    how:
      "The share of each head's attention that CLS, the registers and the ten strongest " +
      "patches get. A large share on CLS or on registers is often a head with nothing to do; a " +
      "large share on ten patches, a head that points at something, or attention sinks." +
      pickHint(),
    parts: plots,
    tables: tablesOf("attention", ["share_cls", "share_registers", "share_top10"]),
  });
  if (!headSeries("share_cls").length) {
    notMeasured.push(
      "What CLS gets, how like the patches it is, and what it reads out: the network has no " +
        "CLS token.",
    );
  }
  if (!headSeries("share_registers").length)
    notMeasured.push("What registers get: the network has none.");
}

function pickHint() {
  return hasPhoto
    ? " A click on a dot shows that head above."
    : " Bars: one standard deviation over the photos.";
}

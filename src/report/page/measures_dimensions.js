// SPDX-License-Identifier: Apache-2.0
// The largest dimensions of the tokens that enter the first, the middle and the last block.

function addDimensions() {
  const parts = sights.map(newDimensions).filter(Boolean);
  if (parts.length === 0) return;
  addMeasure({
    name: "dimensions",
    title: "Largest dimensions",
    wide: true,
    how:
      "The entries of largest magnitude of the tokens entering a block, of CLS and of the " +
      "patches that have the largest ones, with the gain of the LayerNorm before attention " +
      "there. The same few dimensions in all tokens are what makes them look alike; a small " +
      "gain takes them back.",
    parts,
    tables: tablesOf("dimensions", ["dimension", "value", "gain"]),
  });
}

function newDimensions(sight) {
  const rows = rowsOf(sight.tables.dimensions);
  if (rows.length === 0) return null;
  const box = element("div", {
    class: "dimensions",
    tabindex: 0,
    role: "region",
    "data-keys": "own",
    "aria-label": "Largest dimensions of " + sightName(sight),
  });
  if (sights.length > 1) box.append(sightHeading(sight));
  for (const block of new Set(rows.map((row) => row.block))) {
    box.append(
      dimensionTable(
        block,
        rows.filter((row) => row.block === block),
      ),
    );
  }
  return box;
}

// A line for each token: its entries side by side, a bar under each for its magnitude.
function dimensionTable(block, rows) {
  const most = Math.max(...rows.map((row) => Math.abs(row.value)));
  const tokens = [...new Set(rows.map((row) => row.token))];
  const cell = (row) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = (100 * Math.abs(row.value)) / most + "%";
    return element(
      "td",
      {},
      element("b", {}, String(row.dimension)),
      ` ${inWords(row.value)} `,
      element("span", { class: "gain" }, "× " + inWords(row.gain)),
      bar,
    );
  };
  return element(
    "table",
    { class: "bars" },
    element("caption", {}, `Block ${block}: dimension, value × gain`),
    element(
      "tbody",
      {},
      ...tokens.map((token) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, token === "cls" ? "CLS" : "patch " + token),
          ...rows.filter((row) => row.token === token).map(cell),
        ),
      ),
    ),
  );
}

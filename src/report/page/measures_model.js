// SPDX-License-Identifier: Apache-2.0
// What the classifier says.

function addClasses() {
  const parts = sights.map(newClasses);
  if (!parts.some(Boolean)) {
    if (hasPhoto) notMeasured.push("Classes: the checkpoint has no classifier.");
    return;
  }
  addMeasure({
    name: "classes",
    title: "Most likely classes",
    how:
      "What the classifier makes of the photo: its five most likely classes and their " +
      "probabilities.",
    parts,
  });
}

function newClasses(sight) {
  if (!sight.classes || sight.classes.length === 0) return null;
  const row = ({ label, probability }) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = 100 * probability + "%";
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, label),
      element("td", {}, percent(probability), bar),
    );
  };
  return element(
    "table",
    { class: "bars classes" },
    sights.length > 1 ? element("caption", {}, sightName(sight)) : null,
    element("tbody", {}, ...sight.classes.map(row)),
  );
}

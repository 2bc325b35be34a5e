// SPDX-License-Identifier: Apache-2.0
// Of many photos: those whose measurements lie furthest from the mean.

const columnWords = {
  entropy: "entropy",
  distance: "attention distance",
  distance_renormalised: "attention distance, renormalised",
  share_cls: "share to CLS",
  share_registers: "share to registers",
  share_top10: "share to the ten strongest patches",
  cls_patch_mean: "cosine of CLS and patches, mean",
  cls_patch_std: "cosine of CLS and patches, deviation",
  patch_patch_mean: "cosine between patches, mean",
  patch_patch_std: "cosine between patches, deviation",
  cls: "norm of CLS",
  registers: "norm of the registers",
  patches_mean: "mean norm of the patches",
  patches_median: "median norm of the patches",
  patches_min: "least norm of a patch",
  patches_max: "largest norm of a patch",
  outliers: "number of outlier patches",
  cosine_normed: "cosine of CLS and mean patch after the final norm",
  cls_norm: "norm of CLS",
  mean_norm: "norm of the mean patch",
};

function measuredWords({ table, column }) {
  if (column === "cosine")
    return table === "heads" ? "cosine between heads" : "cosine of CLS and mean patch";
  return columnWords[column] ?? column;
}

function addFurthest() {
  for (const sight of sights) {
    if (!sight.photos || sight.photos.furthest.length === 0) continue;
    const name = sights.length > 1 ? ": " + sightName(sight) : "";
    addMeasure({
      name: sights.indexOf(sight) ? "furthest-" + sights.indexOf(sight) : "furthest",
      wide: true,
      title: "Photos furthest from the mean" + name,
      how:
        "The distance is the root mean square of how many standard deviations all measurements " +
        "of the photo lie from the mean; beside it the one that lies furthest.",
      parts: [element("div", { class: "table-scroll" }, furthestTable(sight.photos.furthest))],
    });
  }
}

function furthestTable(photos) {
  const names = ["Photo", "Name", "Distance", "Furthest measurement", "Value", "Mean ± deviation"];
  const row = (photo) =>
    element(
      "tr",
      {},
      element(
        "td",
        {},
        element("img", {
          alt: "",
          class: "thumbnail",
          loading: "lazy",
          src: jpegAddress(photo.thumbnail),
        }),
      ),
      element("th", { scope: "row" }, photo.name),
      element("td", {}, inWords(photo.distance)),
      element("td", {}, `${measuredWords(photo)}, ${photo.key}`),
      element("td", {}, inWords(photo.value)),
      element("td", {}, `${inWords(photo.mean)} ± ${inWords(photo.deviation)}`),
    );
  return element(
    "table",
    { class: "furthest" },
    element(
      "thead",
      {},
      element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name))),
    ),
    element("tbody", {}, ...photos.map(row)),
  );
}

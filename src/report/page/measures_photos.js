// SPDX-License-Identifier: Apache-2.0
// Of many photos: those whose measurements lie furthest from the mean.

function addFurthest() {
  for (const sight of sights) {
    if (!sight.photos || sight.photos.furthest.length === 0) continue;
    const name = sights.length > 1 ? ": " + sightName(sight) : "";
    addMeasure({ name: sights.indexOf(sight) ? "furthest-" + sights.indexOf(sight) : "furthest", wide: true,
      title: "Photos furthest from the mean" + name,
      how: "The distance is the root mean square of how many standard deviations all measurements of the photo lie from the " +
        "mean; beside it the one that lies furthest.",
      parts: [element("div", { class: "table-scroll" }, furthestTable(sight.photos.furthest))] });
  }
}

function furthestTable(photos) {
  const names = ["Photo", "Name", "Distance", "Furthest measurement", "Value", "Mean ± deviation"];
  const row = (photo) => element("tr", {},
    element("td", {}, element("img", { alt: "", class: "thumbnail", loading: "lazy", src: jpegAddress(photo.thumbnail) })),
    element("th", { scope: "row" }, photo.name), element("td", {}, inWords(photo.distance)),
    element("td", {}, `${photo.column.replaceAll("_", " ")}, ${photo.key}`), element("td", {}, inWords(photo.value)),
    element("td", {}, `${inWords(photo.mean)} ± ${inWords(photo.deviation)}`));
  return element("table", { class: "furthest" },
    element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...photos.map(row)));
}

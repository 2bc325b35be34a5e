// SPDX-License-Identifier: Apache-2.0
// Pictures of what the network holds: PCA colours of every block, filters of the patch embedding.

// RGB bytes on a canvas of one pixel a patch.
function rgbCanvas(bytes, width, height, attributes) {
  const [canvas, context] = newCanvas(width, height, attributes);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; ++i)
    pixels[i] = opaque(bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]);
  context.putImageData(image, 0, 0);
  return canvas;
}

function addPca() {
  if (!hasPhoto) return;
  const boxes = sights.map((sight, index) =>
    element("div", { class: "plot-box", "data-pca": index }),
  );
  const basis = element(
    "select",
    { id: "pca-basis" },
    element("option", { value: "common" }, "one for all blocks"),
    element("option", { value: "own" }, "each block its own"),
  );
  const show = () =>
    boxes.forEach((box, i) => box.replaceChildren(...pcaTiles(sights[i], basis.value)));
  basis.addEventListener("input", show);
  addMeasure({
    name: "pca",
    title: "Patches in the colours of their main components",
    wide: true,
    how:
      "Red, green and blue are the first three principal components of the tokens leaving each " +
      "block. Patches the network sees as similar have similar colours. With one basis for all " +
      "blocks, colours can be compared across blocks; with a basis of its own each block shows " +
      "more.",
    parts: [element("label", { class: "choice" }, "Basis ", basis), ...boxes],
  });
  show();
}

function pcaTiles(sight, basis) {
  const { rows, cols } = sight.grid;
  const tiles = sight.pca[basis].map((colors, block) => {
    const canvas = rgbCanvas(bytesOf(colors), cols, rows, {
      class: "picture pixels",
      role: "img",
      "aria-label": `block ${block}`,
    });
    canvas.style.aspectRatio = `${sight.photo.width} / ${sight.photo.height}`;
    return element(
      "figure",
      { class: "tile" },
      canvas,
      element("figcaption", {}, `block ${block}`),
    );
  });
  return [sightHeading(sight), element("div", { class: "tiles" }, ...tiles)].filter(Boolean);
}

function addFilters() {
  const parts = sights.filter((sight) => sight.filters).map(newFilters);
  if (parts.length === 0) return;
  addMeasure({
    name: "filters",
    title: "Filters of the patch embedding",
    how:
      "The main components of what the first layer looks for in a patch. A well trained " +
      "network shows smooth colour and frequency patterns; noise is a sign of too little " +
      "training or data.",
    parts,
  });
}

function newFilters(sight) {
  const { count, patch, rgb } = sight.filters;
  const bytes = bytesOf(rgb);
  const size = 3 * patch * patch;
  const tiles = Array.from({ length: count }, (_, i) =>
    rgbCanvas(bytes.subarray(i * size, (i + 1) * size), patch, patch, {
      class: "filter pixels",
      role: "img",
      "aria-label": `filter ${i}`,
    }),
  );
  return element(
    "div",
    { class: "plot-box" },
    sightHeading(sight),
    element("div", { class: "tiles filters" }, ...tiles),
  );
}

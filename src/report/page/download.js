// SPDX-License-Identifier: Apache-2.0
// The picture as a PNG of the photo's own size.

function newDownloadButton(stage) {
  stage.save = element(
    "button",
    {
      type: "button",
      class: "download",
      id: "download-" + stage.index,
      onclick: () => download(stage),
    },
    "Save picture (PNG)",
  );
  return stage.save;
}

async function download(stage) {
  const { width, height } = stage.sight.photo;
  const [canvas, context] = newCanvas(width, height);
  const chosen = chosenMap(stage);
  await stage.ready;
  paintPicture(stage, chosen, context, width, height, Infinity);
  paintMarks(stage, chosen, context, width, height);
  canvas.toBlob((blob) => {
    if (!blob) {
      stage.save.textContent = "Too large for this browser";
      return;
    }
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: pictureName(stage) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }, "image/png");
}

function paintMarks(stage, chosen, context, width, height) {
  const { rows, cols } = stage.sight.grid;
  const scale = new DOMMatrix().scale(width / cols, height / rows);
  const line = Math.max(1.5, Math.sqrt(width * height) / 300);
  const paths = maskPaths(stage, chosen);
  const path = (text) => {
    const scaled = new Path2D();
    scaled.addPath(new Path2D(text), scale);
    return scaled;
  };
  context.fillStyle = "rgb(0 0 0 / 70%)";
  context.fill(path(paths.dimmed));
  strokeTwice(context, path(paths.outline), line);
  const patch = patchOf(chosenIn(stage.index).query);
  if (patch) strokeTwice(context, ringAround(patch, width / cols, height / rows, line), line);
}

// As the page marks the query, and no smaller than the line lets it be.
function ringAround({ row, col }, patchWidth, patchHeight, line) {
  const ring = new Path2D();
  ring.arc(
    (col + 0.5) * patchWidth,
    (row + 0.5) * patchHeight,
    Math.min(9 * line, Math.max(4 * line, patchWidth / 2)),
    0,
    2 * Math.PI,
  );
  return ring;
}

// White on black is seen on every colour.
function strokeTwice(context, path, line) {
  context.lineCap = "square";
  for (const [color, width] of [
    ["black", 2.5 * line],
    ["white", line],
  ]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke(path);
  }
}

// cat.block11.head3.cls.png; in file names of the photo only what every system can write is kept.
function pictureName(stage) {
  const { block, head, query } = chosenIn(stage.index);
  const photo =
    stage.sight.photo.name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} _.-]+/gu, "_") || "photo";
  const parts = [
    photo,
    "block" + block,
    "head" + head,
    (selection.direction === "to" ? "to-" : "") + query.replace(",", "-"),
  ];
  return parts.join(".") + ".png";
}

// SPDX-License-Identifier: Apache-2.0
// The large picture of a sight: the photo, the map over it, marks, and a bar of its colours.

const stages = []; // one for each sight: {index, sight, canvas, photo, ...}
const drawnPixels = 300000; // the map is drawn with so many at most, and stretched: smooth anyhow

function newStage(index) {
  const sight = sights[index];
  const [canvas] = newCanvas(1, 1);
  const stage = { index, sight, canvas, photo: new Image(), ...newMarks(sight.grid) };
  stage.missing = element("p", { class: "missing", "data-role": "missing", hidden: true });
  stage.frame = element(
    "div",
    {
      class: "stage",
      id: "stage-" + index,
      "data-sight": index,
      tabindex: 0,
      role: "application",
      "aria-roledescription": "photo with a map",
    },
    canvas,
    stage.marks,
    stage.query,
    stage.hover,
    stage.missing,
  );
  stage.bar = newColorBar(index);
  stage.ready = loadPhoto(stage);
  stages.push(stage);
  new ResizeObserver(() => drawStage(stage)).observe(stage.frame);
  return stage;
}

// What lies over the picture: the strongest patches, the query, the patch under the pointer.
function newMarks({ rows, cols }) {
  const line = (name) => svgElement("path", { class: name, "vector-effect": "non-scaling-stroke" });
  const lines = {
    dimmed: line("dimmed"),
    under: line("outline-under"),
    over: line("outline-over"),
  };
  return {
    lines,
    marks: svgElement(
      "svg",
      {
        viewBox: `0 0 ${cols} ${rows}`,
        preserveAspectRatio: "none",
        class: "marks",
        "aria-hidden": "true",
      },
      ...Object.values(lines),
    ),
    query: element("div", { class: "patch-mark query-mark", "data-mark": "query" }),
    hover: element("div", { class: "patch-mark hover-mark", hidden: true }),
  };
}

function newColorBar(index) {
  const [canvas] = newCanvas(256, 1, { "aria-hidden": "true" });
  const low = element("span");
  const high = element("span");
  return {
    canvas,
    low,
    high,
    root: element("div", { class: "color-bar", id: "color-bar-" + index }, low, canvas, high),
  };
}

async function loadPhoto(stage) {
  stage.photo.src = jpegAddress(stage.sight.photo.jpeg);
  await stage.photo.decode().catch(() => undefined);
  drawStage(stage);
}

// The patches' numbers of the chosen map, and the range they are drawn in; null where the page has
// none.
function chosenMap(stage) {
  const { block, head, missing, atlas } = shownIn(stage.index);
  if (missing) return null;
  const prefix = stage.sight.network.prefix.length;
  return {
    map: rowIn(atlas, block, head).subarray(prefix),
    range: rangeIn(stage.index, atlas, block, head),
  };
}

function drawStage(stage) {
  const box = stage.frame.getBoundingClientRect();
  const width = Math.round(box.width * devicePixelRatio);
  const height = Math.round(box.height * devicePixelRatio);
  if (width < 1 || height < 1) return;
  if (stage.canvas.width !== width || stage.canvas.height !== height)
    Object.assign(stage.canvas, { width, height });
  const chosen = chosenMap(stage);
  paintPicture(stage, chosen, stage.canvas.getContext("2d"), width, height, drawnPixels);
  drawMarks(stage, chosen);
  drawColorBar(stage, chosen);
}

// The overlay: the photo, and the colours over all of it equally.
function paintPicture(stage, chosen, context, width, height, pixels) {
  context.clearRect(0, 0, width, height);
  if (stage.photo.naturalWidth > 0) context.drawImage(stage.photo, 0, 0, width, height);
  if (chosen === null || selection.opacity === 0) return;
  const { grid } = stage.sight;
  const smooth = selection.upsample !== "nearest";
  const shrink = Math.min(1, Math.sqrt(pixels / (width * height)));
  const heat = heatCanvas(
    chosen.map,
    grid,
    chosen.range,
    selection,
    smooth ? Math.ceil(width * shrink) : grid.cols,
    smooth ? Math.ceil(height * shrink) : grid.rows,
  );
  context.globalAlpha = selection.opacity;
  context.imageSmoothingEnabled = smooth;
  context.drawImage(heat, 0, 0, width, height);
  context.globalAlpha = 1;
}

function drawMarks(stage, chosen) {
  const { query } = chosenIn(stage.index);
  placeMark(stage.query, patchOf(query), stage.sight.grid);
  const paths = maskPaths(stage, chosen);
  stage.lines.dimmed.setAttribute("d", paths.dimmed);
  stage.lines.under.setAttribute("d", paths.outline);
  stage.lines.over.setAttribute("d", paths.outline);
  stage.save.disabled = chosen === null;
  stage.missing.hidden = chosen !== null;
  stage.missing.textContent = chosen === null ? missingText(stage) : "";
}

// {outline, dimmed} of the strongest patches; empty where they are not marked.
function maskPaths(stage, chosen) {
  if (chosen === null || selection.mask === "off") return { outline: "", dimmed: "" };
  const mask = massMask(chosen.map, selection.keep);
  return selection.mask === "outline"
    ? { outline: outlinePath(mask, stage.sight.grid), dimmed: "" }
    : { outline: "", dimmed: dimmedPath(mask, stage.sight.grid) };
}

function missingText(stage) {
  const { block } = chosenIn(stage.index);
  const where = block === "mean" ? "some blocks" : "block " + block;
  const { summary } = stage.sight.attention;
  if (block === "mean" ? summary.includes(null) : summary[block] === null) {
    return `The attention of ${where} is not stored in this page. Choose another block.`;
  }
  return (
    `The attention of single patches in ${where} is not stored in this page. ` +
    "Choose CLS, a register or the mean of all patches as the query, or another block."
  );
}

// Lays a mark over a patch; hides it without one.
function placeMark(mark, patch, { rows, cols }) {
  mark.hidden = !patch;
  if (!patch) return;
  mark.style.left = (100 * patch.col) / cols + "%";
  mark.style.top = (100 * patch.row) / rows + "%";
  mark.style.width = 100 / cols + "%";
  mark.style.height = 100 / rows + "%";
}

function drawColorBar(stage, chosen) {
  const { canvas, low, high, root } = stage.bar;
  root.hidden = chosen === null;
  if (chosen === null) return;
  const table = colorTable(selection.colormap, selection.gamma);
  const context = canvas.getContext("2d");
  const image = context.createImageData(256, 1);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < 256; ++i) pixels[i] = table[Math.round((i * (colorSteps - 1)) / 255)];
  context.putImageData(image, 0, 0);
  const beyond = chosen.map.some((number) => number > chosen.range.high);
  low.textContent = inWords(chosen.range.low);
  high.textContent = (beyond ? "≥ " : "") + inWords(chosen.range.high);
}

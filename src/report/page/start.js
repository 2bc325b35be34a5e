// SPDX-License-Identifier: Apache-2.0
// Puts the page together.

function showTitle() {
  document.getElementById("title").textContent = data.title;
  document.title = data.title + " – " + sights.map((sight) => sight.model).join(", ");
  document.getElementById("summary").replaceChildren(...sights.map((sight) => element("span", {}, summaryOfSight(sight))));
  document.getElementById("made-by").textContent = "Made by " + data.program;
  const notes = sights.flatMap((sight) => sight.notes.map((note) => (sights.length > 1 ? sightName(sight) + ": " : "") + note));
  const list = document.getElementById("notes");
  list.append(...notes.map((note) => element("li", {}, note)));
  list.hidden = notes.length === 0;
}

function summaryOfSight(sight) {
  const { blocks, heads, width, patch, input_width: w, input_height: h, prefix } = sight.network;
  const seen = hasPhoto ? `, ${sight.photo.width} × ${sight.photo.height} seen as ${w} × ${h}` : `, ${sight.photos.count} photos`;
  const tokens = prefix.length === 0 ? ", no CLS" : prefix.length === 1 ? "" : `, ${prefix.length} prefix tokens`;
  return `${sight.model}: ${blocks} blocks of ${heads} heads, width ${width}, patches of ${patch}${tokens}${seen}`;
}

function setUpExplorer() {
  const parts = document.getElementById("explorer-parts");
  parts.dataset.sights = sights.length;
  sights.forEach((sight, index) => {
    const stage = newStage(index);
    followPointer(stage);
    const readouts = newReadout(stage);
    const title = sights.length > 1 ? element("h3", {}, sightName(sight)) : null;
    const panel = element("div", { class: "sight", "data-sight": index }, title, stage.frame,
      element("div", { class: "under" }, stage.bar.root, newDownloadButton(stage)), readouts);
    parts.insertBefore(panel, document.getElementById("controls"));
    parts.append(newHeadGrid(index).root);
  });
  setUpControls();
  setUpKeyboard();
  const leftOut = [...new Set(sights.map((sight) => sight.attention.left_out).filter(Boolean))].join(" ");
  document.getElementById("left-out").textContent = leftOut;
  document.getElementById("left-out").hidden = leftOut === "";
  document.getElementById("explorer").hidden = false;
  onSelection(showExplorer);
}

function showExplorer() {
  for (const stage of stages) {
    drawStage(stage);
    showReadout(stage);
  }
  for (const grid of headGrids) drawGrid(grid);
}

function setUpTheme() {
  const button = document.getElementById("theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (selection.theme || (prefersDark.matches ? "dark" : "light")) === "dark";
  button.addEventListener("click", () => choose({ theme: isDark() ? "light" : "dark" }));
  const show = () => {
    document.documentElement.dataset.theme = selection.theme;
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Light colours" : "Dark colours");
  };
  prefersDark.addEventListener("change", show);
  onSelection(show);
}

function measureAll() {
  document.getElementById("measures-intro").textContent = hasPhoto
    ? "What the forward pass tells of the network, in numbers. Point at a dot to read it."
    : "Means over all photos; bands and bars are one standard deviation over the photos.";
  for (const add of [addEntropy, addClasses, addDistance, addShares, addHeads, addCosines, addReadout, addNorms, addDimensions, addPca,
    addPositions, addFilters]) add();
  addFurthest();
  listNotMeasured();
}

Object.assign(selection, selectionAt(location.hash));
showTitle();
setUpTheme();
if (hasPhoto) setUpExplorer();
measureAll();
announce();
onSelection(writeAddress);
addEventListener("hashchange", readAddress);

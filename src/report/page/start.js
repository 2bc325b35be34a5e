// SPDX-License-Identifier: Apache-2.0
// Puts the page together.

function showTitle() {
  document.getElementById("title").textContent = data.title;
  document.title = data.title + " – " + sights.map((sight) => sight.model).join(", ");
  document
    .getElementById("summary")
    .replaceChildren(...sights.map((sight) => element("span", {}, summaryOfSight(sight))));
  document.getElementById("made-by").textContent = "Made by " + data.program;
  const notes = sights.flatMap((sight) =>
    sight.notes.map((note) => (sights.length > 1 ? sightName(sight) + ": " : "") + note),
  );
  const list = document.getElementById("notes");
  list.append(...notes.map((note) => element("li", {}, note)));
  list.hidden = notes.length === 0;
}

function summaryOfSight({ model, network, photo, photos }) {
  const { blocks, heads, width, patch, prefix } = network;
  const parts = [
    `${model}: ${counted(blocks, "block")} of ${counted(heads, "head")}`,
    `width ${width}`,
    `patches of ${patch}`,
  ];
  if (prefix.length === 0) parts.push("no CLS");
  if (prefix.length > 1) parts.push(`${prefix.length} prefix tokens`);
  parts.push(
    hasPhoto
      ? `${photo.width} × ${photo.height} seen as ${network.input_width} × ${network.input_height}`
      : counted(photos.count, "photo"),
  );
  return parts.join(", ");
}

function setUpExplorer() {
  const parts = document.getElementById("explorer-parts");
  parts.dataset.sights = sights.length;
  sights.forEach((_, index) => {
    parts.insertBefore(newSightPanel(index), document.getElementById("controls"));
    parts.append(newHeadGrid(index).root);
  });
  setUpControls();
  setUpKeyboard();
  const leftOut = new Set(sights.filter((sight) => sight.attention.left_out).map(leftOutIn));
  document.getElementById("left-out").textContent = [...leftOut].join(" ");
  document.getElementById("left-out").hidden = leftOut.size === 0;
  document.getElementById("explorer").hidden = false;
  onSelection(showExplorer);
}

// Of two sights, with its name.
function leftOutIn(sight) {
  const words = sight.attention.left_out;
  return sights.length > 1 ? `${sightName(sight)}: ${words}` : words;
}

function newSightPanel(index) {
  const stage = newStage(index);
  followPointer(stage);
  const { photo } = stage.sight;
  const title = sights.length > 1 ? element("h3", {}, sightName(stage.sight)) : null;
  const under = element("div", { class: "under" }, stage.bar.root, newDownloadButton(stage));
  const panel = element(
    "div",
    { class: "sight", "data-sight": index },
    title,
    stage.frame,
    under,
    newReadout(stage),
  );
  panel.style.setProperty("--ratio", photo.width / photo.height);
  return panel;
}

// Decodes what a first click would have to wait for, a block at a time, while nothing else happens.
function decodeAhead() {
  const blocks = sights.flatMap((sight) =>
    sight.attention.patches.map((_, block) => [sight, block]),
  );
  const step = () => {
    const next = blocks.shift();
    if (!next) return;
    patchRowsOf(...next);
    requestIdleCallback(step);
  };
  if (window.requestIdleCallback) requestIdleCallback(step);
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
  for (const add of [
    addEntropy,
    addClasses,
    addDistance,
    addShares,
    addHeads,
    addCosines,
    addReadout,
    addNorms,
    addDimensions,
    addPca,
    addPositions,
    addFilters,
  ])
    add();
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
if (hasPhoto) decodeAhead();
addEventListener("hashchange", readAddress);

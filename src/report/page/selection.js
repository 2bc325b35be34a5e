// SPDX-License-Identifier: Apache-2.0
// What is chosen, in one place; every part of the page redraws itself from it.

// `block`, `head` and `query` are stated for the sight `lead`; the other sight follows.
const defaults = {
  lead: 0,
  block: "mean",
  head: "mean",
  query: "mean",
  direction: "from",
  colormap: "inferno",
  upsample: "bicubic",
  scale: "head",
  opacity: 0.6,
  gamma: 1,
  mask: "off",
  keep: 0.6,
  theme: "",
};

const selection = {};
const followers = []; // called with the selection after every change

function onSelection(follower) {
  followers.push(follower);
}

function announce() {
  for (const follower of followers) follower(selection);
}

// Changes what is chosen. Block, head and query among the changes are those of sight `lead`.
function choose(changes, lead = selection.lead) {
  if (hasPhoto && lead !== selection.lead) Object.assign(selection, chosenIn(lead), { lead });
  Object.assign(selection, changes);
  announce();
}

function defaultSelection() {
  if (!hasPhoto) return { ...defaults };
  return { ...defaults, block: sights[0].network.blocks - 1, query: homeQuery(sights[0]) };
}

// CLS; the mean of all patches for a network without it.
function homeQuery(sight) {
  return prefixNames(sight).includes("cls") ? "cls" : "mean";
}

// {block, head, query} as sight `index` shows them.
function chosenIn(index) {
  const { lead, block, head, query } = selection;
  if (index === lead) return { block, head, query };
  const from = sights[lead];
  const to = sights[index];
  return {
    block: linkedBlock(block, from.network.blocks, to.network.blocks),
    head: head !== "mean" && head >= to.network.heads ? "mean" : head,
    query: linkedQuery(query, from, to),
  };
}

// The block of equal index, or else at the same relative depth.
function linkedBlock(block, from, to) {
  if (block === "mean" || from === to) return block;
  return from < 2 ? to - 1 : Math.round((block * (to - 1)) / (from - 1));
}

// The patch at the same place of the photo; a prefix token of the same name, or else the mean.
function linkedQuery(query, from, to) {
  const patch = patchOf(query);
  if (!patch) return prefixNames(to).includes(query) ? query : "mean";
  const row = Math.floor(((patch.row + 0.5) * to.grid.rows) / from.grid.rows);
  const col = Math.floor(((patch.col + 0.5) * to.grid.cols) / from.grid.cols);
  return row + "," + col;
}

// The atlas and the place in it that sight `index` shows.
function shownIn(index) {
  const place = chosenIn(index);
  const atlas = atlasOf(sights[index], place.query, selection.direction);
  const missing = atlas.missing[place.block === "mean" ? atlas.blocks : place.block];
  return { ...place, atlas, missing };
}

function queryName(query, sight) {
  if (query === "mean") return "mean of all patches";
  const index = prefixNames(sight).indexOf(query);
  if (index >= 0) return sight.network.prefix[index];
  const patch = patchOf(query);
  return `patch at row ${patch.row}, column ${patch.col}`;
}

function placeName(block, head) {
  const blockName = block === "mean" ? "mean of the blocks" : "block " + block;
  return blockName + ", " + (head === "mean" ? "mean of the heads" : "head " + head);
}

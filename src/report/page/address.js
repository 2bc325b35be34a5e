// SPDX-License-Identifier: Apache-2.0
// The selection in the page's address: #block=11&head=3&query=4,7&opacity=0.8

const choices = {
  direction: ["from", "to"],
  upsample: ["bicubic", "bilinear", "nearest"],
  scale: ["head", "block", "all"],
  mask: ["off", "outline", "dim"],
  theme: ["", "light", "dark"],
};
const bounds = { opacity: [0, 1], gamma: [0.1, 3], keep: [0.01, 1] };

function addressOf(chosen) {
  const normal = defaultSelection();
  const parts = new Map();
  if (hasPhoto) for (const name of ["block", "head", "query"]) parts.set(name, chosen[name]);
  if (chosen.lead > 0) parts.set("sight", chosen.lead + 1);
  for (const name of ["colormap", ...Object.keys(choices), ...Object.keys(bounds)]) {
    if (chosen[name] !== normal[name]) parts.set(name, chosen[name]);
  }
  return "#" + [...parts].map(([name, value]) => name + "=" + value).join("&");
}

// What an address says, as far as this page has it; the rest is as it is without an address.
function selectionAt(address) {
  const said = new URLSearchParams(address.replace(/^#/, ""));
  const chosen = defaultSelection();
  for (const [name, allowed] of Object.entries(choices)) {
    if (allowed.includes(said.get(name))) chosen[name] = said.get(name);
  }
  if (Object.hasOwn(data.colormaps, said.get("colormap"))) chosen.colormap = said.get("colormap");
  for (const [name, [low, high]] of Object.entries(bounds)) {
    const number = Number.parseFloat(said.get(name));
    if (Number.isFinite(number)) chosen[name] = Math.min(high, Math.max(low, number));
  }
  if (hasPhoto) readPlace(said, chosen);
  return chosen;
}

function readPlace(said, chosen) {
  const lead = Number(said.get("sight")) - 1;
  if (lead > 0 && lead < sights.length) {
    chosen.lead = lead;
    chosen.block = sights[lead].network.blocks - 1;
    chosen.query = homeQuery(sights[lead]);
  }
  const sight = sights[chosen.lead];
  chosen.block = indexOrMean(said.get("block"), sight.network.blocks, chosen.block);
  chosen.head = indexOrMean(said.get("head"), sight.network.heads, chosen.head);
  if (isQuery(said.get("query"), sight)) chosen.query = said.get("query");
}

function indexOrMean(text, count, otherwise) {
  if (text === "mean") return "mean";
  return /^\d+$/.test(text) && Number(text) < count ? Number(text) : otherwise;
}

function isQuery(query, sight) {
  if (query === null) return false;
  const patch = patchOf(query);
  if (patch) return patch.row < sight.grid.rows && patch.col < sight.grid.cols;
  return query === "mean" || prefixNames(sight).includes(query);
}

// Browsers allow only so many changes of the address in a time, and dragging makes many.
let addressTimer = 0;

function writeAddress(chosen) {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    try {
      history.replaceState(null, "", addressOf(chosen));
    } catch {
      // Inside another page, as in a notebook, there is no address to write to.
    }
  }, 150);
}

// The address by hand, or by the browser's history. A link within the page changes no selection.
function readAddress() {
  if (location.hash && !location.hash.includes("=")) return;
  Object.assign(selection, selectionAt(location.hash));
  announce();
}

// SPDX-License-Identifier: Apache-2.0
// What the picture shows, in words.

function newReadout(stage) {
  stage.words = element("p", {
    class: "readout",
    id: "readout-" + stage.index,
    "aria-live": "polite",
  });
  stage.pointer = element("p", { class: "readout pointer", id: "pointer-" + stage.index });
  stage.pointer.textContent = "\u00a0";
  return element("div", { class: "readouts" }, stage.words, stage.pointer);
}

function showReadout(stage) {
  const { block, head, query, atlas, missing } = shownIn(stage.index);
  const place = placeName(block, head);
  const name = (query === "mean" || patchOf(query) ? "the " : "") + queryName(query, stage.sight);
  const asked =
    selection.direction === "from" ? `what ${name} attends to` : `which patches attend to ${name}`;
  const row = missing ? null : rowIn(atlas, block, head);
  const words = `${capital(place)}: ${asked}. ` + (row ? sharesText(stage.sight, row) : "");
  stage.words.textContent = words;
  showPointerReadout(stage, stage.hovered);  // its number is another now
  stage.frame.setAttribute("aria-label", stage.sight.photo.name + ", " + words);
}

// Where the row's sum of 1 goes; what it comes from has no such sum.
function sharesText(sight, row) {
  const { prefix } = sight.network;
  if (selection.direction === "to") {
    const mean = sum(row.subarray(prefix.length)) / patchCount(sight);
    return (
      `A patch gives it ${inWords(mean)} on average` +
      (prefix[0] === "CLS" ? `, CLS ${inWords(row[0])}.` : ".")
    );
  }
  const shares = prefixShares(sight, row);
  const cls = prefix[0] === "CLS" ? 1 : 0;
  const parts = [];
  if (cls) parts.push(percent(shares[0]) + " goes to CLS");
  if (prefix.length > cls) {
    const names = prefix.slice(cls).every((name) => name.startsWith("register"))
      ? "registers"
      : "the other prefix tokens";
    parts.push(percent(sum(shares.subarray(cls))) + " to " + names);
  }
  if (parts.length === 0) return "";
  return capital([...parts, percent(1 - sum(shares)) + " to patches"].join(", ")) + ".";
}

// What the prefix tokens get. The weights in the page are rounded and do not sum to 1 exactly; a
// row of which only the strongest weights are kept has lost some, and stays as it is.
function prefixShares(sight, row) {
  const total = sum(row);
  const shares = row.slice(0, sight.network.prefix.length);
  return total > 0.9 ? shares.map((share) => share / total) : shares;
}

function showPointerReadout(stage, patch) {
  stage.hovered = patch;
  stage.pointer.textContent = patch ? pointerText(stage, patch) : "\u00a0";
}

function pointerText(stage, patch) {
  const { block, head, atlas, missing } = shownIn(stage.index);
  const { sight } = stage;
  const name = `Row ${patch.row}, column ${patch.col}`;
  if (missing) return name;
  const value = rowIn(atlas, block, head)[tokenOf(sight, patch)];
  const words = `${inWords(value)}, ${inWords(value * patchCount(sight))} times an even share`;
  if (isStored(stage, patch)) return `${name}: ${words}`;
  return `${name}: about ${words}. Of each row the ${sight.attention.kept} strongest are stored.`;
}

function tokenOf(sight, { row, col }) {
  return sight.network.prefix.length + row * sight.grid.cols + col;
}

// Whether no weight of those behind a patch's number is known only as one of many.
function isStored({ sight, index }, patch) {
  const { block, head, query } = chosenIn(index);
  const asked = patchOf(query);
  const fromPatches = asked !== null || selection.direction === "to";
  if (!fromPatches || sight.attention.kept === tokenCount(sight)) return true;
  if ([block, head, query].includes("mean")) return false;
  const prefix = prefixNames(sight);
  const token = asked ? tokenOf(sight, asked) : prefix.indexOf(query);
  const [giver, getter] =
    selection.direction === "from" ? [token, tokenOf(sight, patch)] : [tokenOf(sight, patch), token];
  return isKept(sight, block, head, giver - prefix.length, getter);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

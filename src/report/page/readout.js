// SPDX-License-Identifier: Apache-2.0
// What the picture shows, in words.

function newReadout(stage) {
  stage.words = element("p", { class: "readout", id: "readout-" + stage.index, "aria-live": "polite" });
  stage.pointer = element("p", { class: "readout pointer", id: "pointer-" + stage.index });
  stage.pointer.textContent = "\u00a0";
  return element("div", { class: "readouts" }, stage.words, stage.pointer);
}

function showReadout(stage) {
  const { block, head, query, atlas, missing } = shownIn(stage.index);
  const place = placeName(block, head);
  const name = queryName(query, stage.sight);
  const asked = selection.direction === "from" ? `what ${name} attends to`
                                               : `which patches attend to ${name}`;
  const row = missing ? null : rowIn(atlas, block, head);
  const words = `${capital(place)}: ${asked}. ` + (row ? sharesText(stage.sight, row) : "");
  stage.words.textContent = words;
  stage.frame.setAttribute("aria-label", stage.sight.photo.name + ", " + words);
}

// Where the row's sum of 1 goes; what it comes from has no such sum.
function sharesText(sight, row) {
  const { prefix } = sight.network;
  if (selection.direction === "to") {
    const mean = sum(row.subarray(prefix.length)) / patchCount(sight);
    return `A patch gives it ${inWords(mean)} on average` +
      (prefix[0] === "CLS" ? `, CLS ${inWords(row[0])}.` : ".");
  }
  const cls = prefix[0] === "CLS" ? 1 : 0;
  const parts = [];
  if (cls) parts.push(percent(row[0]) + " goes to CLS");
  if (prefix.length > cls) {
    const names = prefix.slice(cls).every((name) => name.startsWith("register")) ? "registers"
      : "the other prefix tokens";
    parts.push(percent(sum(row.subarray(cls, prefix.length))) + " to " + names);
  }
  if (parts.length === 0) return "";
  return [...parts, percent(sum(row.subarray(prefix.length))) + " to patches"].join(", ") + ".";
}

function showPointerReadout(stage, patch) {
  stage.pointer.textContent = patch ? pointerText(stage, patch) : "\u00a0";
}

function pointerText(stage, { row, col }) {
  const { block, head, atlas, missing } = shownIn(stage.index);
  const name = `Row ${row}, column ${col}`;
  if (missing) return name;
  const { grid, network } = stage.sight;
  const value = rowIn(atlas, block, head)[network.prefix.length + row * grid.cols + col];
  const factor = value * patchCount(stage.sight);
  return `${name}: ${inWords(value)}, ${inWords(factor)} times an even share`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

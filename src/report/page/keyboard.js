// SPDX-License-Identifier: Apache-2.0
// Keys for the whole page: arrows walk through blocks and heads, Shift and an arrow moves the
// query, Space goes back to CLS. They leave alone what has keys of its own.

const arrows = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function setUpKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (hasOwnKeys(event.target) || !explorerIsSeen()) return;
    const changes = changesFor(event);
    if (!changes) return;
    event.preventDefault();
    choose(changes, leadOf(event.target));
  });
}

function hasOwnKeys(target) {
  return target.closest("input, select, textarea, button, summary, a, [data-keys=own]") !== null;
}

// Below the explorer the arrows scroll as everywhere.
function explorerIsSeen() {
  const box = document.getElementById("explorer-parts").getBoundingClientRect();
  return box.bottom > 80 && box.top < innerHeight - 80;
}

// The sight that has the focus, or else the one chosen last.
function leadOf(target) {
  const place = target.closest("[data-sight]");
  return place ? Number(place.dataset.sight) : selection.lead;
}

function changesFor(event) {
  const index = leadOf(event.target);
  if (event.key === " " && !event.shiftKey) return { query: homeQuery(sights[index]) };
  const arrow = arrows[event.key];
  if (!arrow) return null;
  const place = chosenIn(index);
  if (event.shiftKey) return { ...place, query: movedQuery(place.query, sights[index], arrow) };
  const { blocks, heads } = sights[index].network;
  return {
    ...place,
    block: stepped(place.block, arrow[0], blocks),
    head: stepped(place.head, arrow[1], heads),
  };
}

// The mean comes after the last one.
function stepped(place, step, count) {
  const next = Math.min(count, Math.max(0, (place === "mean" ? count : place) + step));
  return next === count ? "mean" : next;
}

function movedQuery(query, sight, [down, right]) {
  const { rows, cols } = sight.grid;
  const patch = patchOf(query);
  if (!patch) return (rows >> 1) + "," + (cols >> 1);
  const row = Math.min(rows - 1, Math.max(0, patch.row + down));
  const col = Math.min(cols - 1, Math.max(0, patch.col + right));
  return row + "," + col;
}

// SPDX-License-Identifier: Apache-2.0
// The pointer on the photo: hovering reads a patch, a click or a drag makes it the query.

function followPointer(stage) {
  const { frame } = stage;
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (event.pointerType !== "touch") frame.setPointerCapture(event.pointerId);
    choosePatch(stage, patchAt(stage, event));
  });
  frame.addEventListener("pointermove", (event) => {
    const patch = patchAt(stage, event);
    if (event.buttons & 1) choosePatch(stage, patch);
    showHover(stage, patch);
  });
  frame.addEventListener("pointerleave", () => showHover(stage, null));
}

// The patch under the pointer; the nearest one where a drag has left the photo.
function patchAt(stage, event) {
  return cellUnder(event, stage.frame, stage.sight.grid);
}

// The cell of a grid laid over an element, the nearest one to the pointer.
function cellUnder(event, node, { rows, cols }) {
  const box = node.getBoundingClientRect();
  const inside = (share, count) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  return {
    row: inside((event.clientY - box.top) / box.height, rows),
    col: inside((event.clientX - box.left) / box.width, cols),
  };
}

function choosePatch(stage, { row, col }) {
  const query = row + "," + col;
  if (selection.lead !== stage.index || selection.query !== query) choose({ query }, stage.index);
}

// Every sight shows the hovered patch at the same place of its photo.
function showHover(source, patch) {
  for (const stage of stages) {
    const place =
      patch &&
      (stage === source
        ? patch
        : patchOf(linkedQuery(patch.row + "," + patch.col, source.sight, stage.sight)));
    placeMark(stage.hover, place, stage.sight.grid);
    showPointerReadout(stage, place);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Reading a plot: the point nearest to the pointer, or the one the arrow keys have reached, says
// what it is; a click or Enter chooses its block and head in the explorer.

const tip = document.getElementById("tip");

function readPoints(plot) {
  const { svg } = plot;
  let active = null;
  const show = (mark) => {
    if (active) active.dot.classList.remove("active");
    active = mark;
    if (!mark) return hideTip();
    mark.dot.classList.add("active");
    showTip(mark.dot.getBoundingClientRect(), pointText(mark));
  };
  svg.addEventListener("pointermove", (event) => show(nearestMark(plot, event)));
  svg.addEventListener("pointerleave", () => show(null));
  svg.addEventListener("blur", () => show(null));
  svg.addEventListener("click", () => active && pick(active.point));
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return show(null);
    if (event.key === "Enter" && active) return pick(active.point);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const count = plot.marks.length;
    const from = active ? plot.marks.indexOf(active) : step > 0 ? -1 : count;
    show(plot.marks[(from + step + count) % count]);
  });
}

function pointText({ point, series }) {
  return (
    (series.name ? series.name + ", " : "") +
    point.text +
    ": " +
    inWords(point.y) +
    (Number.isFinite(point.low) ? ` (${inWords(point.low)} to ${inWords(point.high)})` : "")
  );
}

function nearestMark(plot, event) {
  const box = plot.svg.getBoundingClientRect();
  const reach = 16;
  let best = null;
  let least = reach * reach;
  for (const mark of plot.marks) {
    const dx = event.clientX - box.left - mark.dot.cx.baseVal.value;
    const dy = event.clientY - box.top - mark.dot.cy.baseVal.value;
    if (dx * dx + dy * dy < least) {
      least = dx * dx + dy * dy;
      best = mark;
    }
  }
  return best;
}

function pick(point) {
  if (!point.pick) return;
  const { sight, ...changes } = point.pick;
  if (hasPhoto) choose(changes, sight);
  else
    choose({
      block: linkedBlock(changes.block, sights[sight].network.blocks, sights[0].network.blocks),
    });
}

function showTip(box, text) {
  tip.textContent = text;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(innerWidth - width - 8, Math.max(8, box.left + box.width / 2 - width / 2));
  const above = box.top - height - 8;
  tip.style.left = left + "px";
  tip.style.top = (above < 4 ? box.bottom + 8 : above) + "px";
}

addEventListener("scroll", hideTip, { passive: true });

function hideTip() {
  tip.hidden = true;
}

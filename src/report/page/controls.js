// SPDX-License-Identifier: Apache-2.0
// The form beside the picture: it changes the selection and shows what is selected.

const controls = {}; // by id

const plainControls = ["direction", "colormap", "upsample", "scale", "mask"];
const sliders = ["opacity", "gamma", "keep"];

function setUpControls() {
  const form = document.getElementById("controls");
  for (const control of form.querySelectorAll("select, input")) controls[control.id] = control;
  const { blocks, heads } = sights[0].network;
  fillSelect(controls.block, [...indexOptions(blocks, ""), ["mean", "mean of the blocks"]]);
  fillSelect(controls.head, [...indexOptions(heads, ""), ["mean", "mean of the heads"]]);
  fillSelect(
    controls.colormap,
    Object.keys(data.colormaps).map((name) => [name, name]),
  );
  for (const name of plainControls) onInput(name, (text) => ({ [name]: text }));
  for (const name of sliders) onInput(name, (text) => ({ [name]: Number(text) }));
  for (const name of ["block", "head"])
    onInput(name, (text) => ({ [name]: text === "mean" ? text : Number(text) }), 0);
  onInput("query", (text) => ({ query: text === "patch" ? middlePatch() : text }), 0);
  document
    .getElementById("reset")
    .addEventListener("click", () => choose({ ...defaultSelection(), theme: selection.theme }, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
  onSelection(showControls);
}

function indexOptions(count, word) {
  return Array.from({ length: count }, (_, i) => [i, word + i]);
}

function fillSelect(select, options) {
  select.replaceChildren(
    ...options.map(([value, name]) => element("option", { value }, String(name))),
  );
}

// Without `lead` a control is about the look of all sights.
function onInput(name, changes, lead = undefined) {
  controls[name].addEventListener("input", () => choose(changes(controls[name].value), lead));
}

function middlePatch() {
  const { rows, cols } = sights[0].grid;
  return (rows >> 1) + "," + (cols >> 1);
}

function showControls(chosen) {
  const first = chosenIn(0);
  showQueries(first.query);
  controls.block.value = first.block;
  controls.head.value = first.head;
  for (const name of [...plainControls, ...sliders]) controls[name].value = chosen[name];
  for (const name of sliders) {
    document.querySelector(`output[for=${name}]`).textContent = chosen[name].toFixed(2);
  }
  controls.keep.disabled = chosen.mask === "off";
}

// Prefix tokens, the mean, and the chosen patch, or one to begin with.
function showQueries(query) {
  const sight = sights[0];
  const names = prefixNames(sight).map((name, i) => [name, sight.network.prefix[i]]);
  const patch = patchOf(query);
  const options = [
    ...names,
    ["mean", "mean of all patches"],
    patch ? [query, `patch ${patch.row}, ${patch.col}`] : ["patch", "a patch"],
  ];
  fillSelect(controls.query, options);
  controls.query.value = query;
}

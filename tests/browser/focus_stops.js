// SPDX-License-Identifier: Apache-2.0
// The body of a function that is run when the page was just opened. It notes in `window` everything
// the Tab key has to stop at, in the order of the document, with its looks while it has no focus, and
// returns how many these are. focus_now.js then asks about one stop after the other.
const kinds = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
// Inside these one stop is for all, and arrow keys go from one to the other.
const groups = "[role=grid], [role=toolbar], [role=tablist], [role=radiogroup], [role=listbox], " +
  "[role=menu], [role=tree]";

const looksOf = (element) => {
  const style = getComputedStyle(element);
  return [style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor,
    style.textDecorationLine].join(" ");
};
const outlineOf = (element) => {
  const style = getComputedStyle(element);
  return { line: style.outlineStyle, width: parseFloat(style.outlineWidth) };
};
const nameOf = (element) =>
  `<${element.localName}${element.id ? " #" + element.id : ""}>` +
  (element.textContent.trim() ? ` '${element.textContent.trim().slice(0, 30)}'` : "");

function isStop(element) {
  if (element.matches(":disabled, input[type=hidden]") || element.closest("[inert]")) return false;
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.tabIndex < 0 && element.closest(groups)) return false;
  if (element.tabIndex < 0 && !element.matches("a[href], button, input, select, textarea")) return false;
  if (element.localName === "summary" && element.parentElement.localName !== "details") return false;
  return element.type !== "radio" || isStopOfItsGroup(element);
}

// The chosen radio button stands for all of its name; where none is chosen, the first one.
function isStopOfItsGroup(radio) {
  const all = [...document.querySelectorAll("input[type=radio]")]
    .filter((other) => other.name === radio.name && other.form === radio.form);
  return radio === (all.find((other) => other.checked) ?? all[0]);
}

const stops = [...document.querySelectorAll(kinds)].filter(isStop);
const looks = stops.map(looksOf);
window.focusStops = { stops, looks, looksOf, outlineOf, nameOf };
return stops.length;

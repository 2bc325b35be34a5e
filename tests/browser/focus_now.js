// SPDX-License-Identifier: Apache-2.0
// The body of a function, after focus_stops.js: which stop has the focus (-1: none of them), what to
// call it, and whether one sees that it has the focus.
const { stops, looks, looksOf, outlineOf, nameOf } = window.focusStops;
const element = document.activeElement;
const index = stops.indexOf(element);
const outline = outlineOf(element);
const visible = (outline.line !== "none" && outline.width >= 1) || looksOf(element) !== looks[index];
return { index, element: nameOf(element), nothing: element === document.body, visible };

// SPDX-License-Identifier: Apache-2.0
// The body of a function: for each visible text whose contrast with what is behind it, as WCAG 2
// defines it, is below arguments[0], a line that says so. The whole page is looked at, scrolled to or
// not. Behind a text are its ancestors: what is only placed there is not seen.
const leastContrast = arguments[0];

// Any colour of CSS as [red, green, blue, alpha], all of 0…1.
const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const known = new Map();
function channels(color) {
  if (!known.has(color)) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = color;
    pixel.fillRect(0, 0, 1, 1);
    known.set(color, Array.from(pixel.getImageData(0, 0, 1, 1).data, (value) => value / 255));
  }
  return known.get(color);
}

const mix = (below, above, share) => below.map((value, i) => value + (above[i] - value) * share);
const over = (color, below) => mix(below, color, color[3]);

const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

// Behind the outermost element: white, or what the browser takes in dark colours.
function canvasColor() {
  const probe = document.body.appendChild(document.createElement("div"));
  probe.style.backgroundColor = "Canvas";
  const color = channels(getComputedStyle(probe).backgroundColor);
  probe.remove();
  return color;
}

// What is seen of the chain of elements, the outermost first, upon `below`; then `text` on all.
// Opacity holds for an element with everything in it.
function seen(chain, below, text) {
  if (chain.length === 0) return text ? over(text, below) : below;
  const [{ background, opacity }, ...inner] = chain;
  return mix(below, seen(inner, over(background, below), text), opacity);
}

function chainOf(element) {
  const chain = [];
  for (let e = element; e; e = e.parentElement) {
    const style = getComputedStyle(e);
    chain.unshift({
      background: channels(style.backgroundColor),
      opacity: Number(style.opacity),
      picture: style.backgroundImage !== "none",
    });
  }
  return chain;
}

function textColor(element) {
  const style = getComputedStyle(element);
  return channels(element instanceof SVGElement ? style.fill : style.color);
}

function isVisible(element, boxes) {
  const shown = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  // What is only for screen readers is cut to a pixel.
  return element.checkVisibility(shown) && [...boxes].some((b) => b.width > 1 && b.height > 1);
}

// [element, what it says] of all texts, those in fields and closed lists among them.
function* texts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || element.closest("script, style, select, option")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (isVisible(element, range.getClientRects())) yield [element, node.data.trim()];
  }
  for (const field of document.querySelectorAll("select, textarea, input")) {
    if (["range", "checkbox", "radio", "color", "file", "hidden"].includes(field.type)) continue;
    if (isVisible(field, field.getClientRects())) yield [field, field.value];
  }
}

const faults = new Set();
const page = canvasColor();
for (const [element, text] of texts()) {
  if (element.closest(":disabled")) continue;  // WCAG 2, 1.4.3: not what cannot be used
  const name = `'${text.slice(0, 40)}' in <${element.localName}>`;
  const chain = chainOf(element);
  if (chain.some((each) => each.picture)) {
    faults.add(`${name} is on a picture`);
    continue;
  }
  const ratio = contrast(seen(chain, page, textColor(element)), seen(chain, page));
  if (ratio < leastContrast) faults.add(`${name} has a contrast of ${ratio.toFixed(2)}`);
}
return [...faults];

// SPDX-License-Identifier: Apache-2.0
// The data of the page, and how it becomes bytes and elements.
"use strict";

const data = JSON.parse(document.getElementById("vitviz-data").textContent);
const sights = data.sights;
const hasPhoto = data.kind === "photo";

// Base64 → bytes.
function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function jpegAddress(base64) {
  return "data:image/jpeg;base64," + base64;
}

// An element with its attributes and children. Text is only ever set as text: names in the data
// may contain anything.
function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svgElement(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A canvas of so many device pixels and its context.
function newCanvas(width, height, attributes = {}) {
  const canvas = element("canvas", { ...attributes, width, height });
  return [canvas, canvas.getContext("2d")];
}

// A number for reading: three digits, no needless zeros.
function inWords(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size > 0 && size < 1e-5) return size < 1e-12 ? "0" : value.toExponential(1).replace("-", "−");
  const text =
    size < 0.001
      ? value.toFixed(6).replace(/0+$/, "").replace(/\.$/, "")
      : String(Number(value.toPrecision(size < 1000 ? 3 : 4)));
  return text.replace("-", "−");
}

function counted(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function percent(share) {
  if (share > 0 && share < 0.001) return "below 0.1 %";
  return (100 * share).toFixed(1) + " %";
}

// The rows of a table as objects: {block: 0, head: 3, entropy: 0.9, …}.
function rowsOf(table) {
  if (!table) return [];
  const names = [...table.keys, ...table.columns];
  return table.rows.map((row) => Object.fromEntries(row.map((value, i) => [names[i], value])));
}

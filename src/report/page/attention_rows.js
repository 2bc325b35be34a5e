// SPDX-License-Identifier: Apache-2.0
// Softmax weights out of the codes in the page.
//
// A row has T numbers: what each prefix token gets, then what each patch gets. A column has them,
// too: what each prefix token, then each patch gives to one token.

// Query names as in the address: cls, register1, mean, "row,col".
function prefixNames(sight) {
  return sight.network.prefix.map((name) => name.toLowerCase().replace(/\s+/g, ""));
}

function patchOf(query) {
  const place = /^(\d+),(\d+)$/.exec(query);
  return place && { row: Number(place[1]), col: Number(place[2]) };
}

function patchCount(sight) {
  return sight.grid.rows * sight.grid.cols;
}

function tokenCount(sight) {
  return sight.network.prefix.length + patchCount(sight);
}

// Code → weight.
function weightTable(floor) {
  return Float32Array.from({ length: 256 }, (_, code) =>
    code ? floor ** ((255 - code) / 254) : 0,
  );
}

// What is decoded stays decoded; a block is decoded when it is first asked for.
const decoded = new WeakMap();

function decodedOnce(owner, key, decode) {
  if (!decoded.has(owner)) decoded.set(owner, new Map());
  const known = decoded.get(owner);
  if (!known.has(key)) known.set(key, decode());
  return known.get(key);
}

function weightsOf(sight) {
  return decodedOnce(sight, "weights", () => weightTable(sight.attention.floor));
}

function summaryOf(sight, block) {
  return decodedOnce(sight, "summary" + block, () => bytesOf(sight.attention.summary[block]));
}

// {codes, indices} of the patches' rows; null where the page has none of this block.
function patchRowsOf(sight, block) {
  const stored = sight.attention.patches[block];
  if (!stored) return null;
  return decodedOnce(sight, "patches" + block, () => ({
    codes: bytesOf(stored.codes),
    indices: stored.indices ? indicesOf(stored.indices, tokenCount(sight)) : null,
  }));
}

function indicesOf(base64, tokens) {
  const bytes = bytesOf(base64);
  return tokens > 65536 ? new Uint32Array(bytes.buffer) : new Uint16Array(bytes.buffer);
}

// Writes the row of a prefix token, or of the mean of all patches (`query` = prefix.length).
function readSummaryRow(sight, block, head, query, row) {
  const weights = weightsOf(sight);
  const queries = sight.network.prefix.length + 1;
  const start = (head * queries + query) * row.length;
  const codes = summaryOf(sight, block);
  for (let t = 0; t < row.length; ++t) row[t] = weights[codes[start + t]];
}

function readPatchRow(sight, block, head, patch, row) {
  const weights = weightsOf(sight);
  const { codes, indices } = patchRowsOf(sight, block);
  const kept = sight.attention.kept;
  const start = (head * patchCount(sight) + patch) * kept;
  row.fill(0);
  for (let k = 0; k < kept; ++k) row[indices ? indices[start + k] : k] = weights[codes[start + k]];
}

// Writes what every token gives to `token`; with token = null, to the mean of all patches.
function readColumn(sight, block, head, token, column) {
  const prefix = sight.network.prefix.length;
  const weights = weightsOf(sight);
  const summary = summaryOf(sight, block);
  const { codes, indices } = patchRowsOf(sight, block);
  const kept = sight.attention.kept;
  const patches = patchCount(sight);
  for (let q = 0; q < column.length; ++q) {
    const ofPrefix = q < prefix;
    const start = ofPrefix
      ? (head * (prefix + 1) + q) * column.length
      : (head * patches + q - prefix) * kept;
    const count = ofPrefix ? column.length : kept;
    const from = ofPrefix ? summary : codes;
    const places = ofPrefix ? null : indices;
    column[q] =
      token === null
        ? sumOfPatches(from, places, start, count, weights, prefix) / patches
        : weights[codeAt(from, places, start, count, token)];
  }
}

function sumOfPatches(codes, indices, start, count, weights, prefix) {
  let sum = 0;
  for (let k = 0; k < count; ++k) {
    if ((indices ? indices[start + k] : k) >= prefix) sum += weights[codes[start + k]];
  }
  return sum;
}

// The code of a token in a row whose indices ascend; 0 where it was not kept.
function codeAt(codes, indices, start, count, token) {
  if (!indices) return codes[start + token];
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const index = indices[start + middle];
    if (index === token) return codes[start + middle];
    if (index < token) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

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

// {codes, indices, rest} of the patches' rows; null where the page has none of this block.
function patchRowsOf(sight, block) {
  const stored = sight.attention.patches[block];
  if (!stored) return null;
  return decodedOnce(sight, "patches" + block, () => {
    const codes = bytesOf(stored.codes);
    const indices = placesOf(stored, sight);
    return { codes, indices, rest: indices ? restsOf(codes, sight) : null };
  });
}

// What each weight of a row is that was not kept: a row sums to 1, and they share what is left. None
// is larger than the smallest that was kept.
function restsOf(codes, sight) {
  const weights = weightsOf(sight);
  const { kept } = sight.attention;
  const others = tokenCount(sight) - kept;
  return Float32Array.from({ length: codes.length / kept }, (_, row) => {
    let left = 1;
    let smallest = 1;
    for (let k = row * kept; k < (row + 1) * kept; ++k) {
      left -= weights[codes[k]];
      smallest = Math.min(smallest, weights[codes[k]]);
    }
    return Math.min(Math.max(left / others, 0), smallest);
  });
}

// Which tokens' weights are kept, ascending within each row; null for all.
function placesOf(stored, sight) {
  const tokens = tokenCount(sight);
  if (stored.bits) return indicesInBits(bytesOf(stored.bits), tokens, sight.attention.kept);
  if (!stored.indices) return null;
  const bytes = bytesOf(stored.indices);
  return tokens > 65536 ? new Uint32Array(bytes.buffer) : new Uint16Array(bytes.buffer);
}

// `bits` has one for each token of a row, whole bytes a row, the lowest bit first.
function indicesInBits(bits, tokens, kept) {
  const rowBytes = Math.ceil(tokens / 8);
  const indices = new Uint32Array((bits.length / rowBytes) * kept);
  let next = 0;
  for (let byte = 0; byte < bits.length; ++byte) {
    const first = (byte % rowBytes) * 8;
    for (let rest = bits[byte]; rest; rest &= rest - 1) {
      indices[next++] = first + 31 - Math.clz32(rest & -rest);
    }
  }
  return indices;
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
  const { codes, indices, rest } = patchRowsOf(sight, block);
  const kept = sight.attention.kept;
  const place = head * patchCount(sight) + patch;
  const start = place * kept;
  row.fill(rest ? rest[place] : 0);
  for (let k = 0; k < kept; ++k) row[indices ? indices[start + k] : k] = weights[codes[start + k]];
}

// Writes what every token gives to `token`; with token = null, to the mean of all patches.
function readColumn(sight, block, head, token, column) {
  const prefix = sight.network.prefix.length;
  const row = new Float32Array(column.length);
  for (let q = 0; q < column.length; ++q) {
    if (q >= prefix && token !== null) {
      column[q] = patchWeight(sight, block, head, q - prefix, token);
      continue;
    }
    if (q < prefix) readSummaryRow(sight, block, head, q, row);
    else readPatchRow(sight, block, head, q - prefix, row);
    column[q] = token === null ? meanOf(row.subarray(prefix)) : row[token];
  }
}

function meanOf(numbers) {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum / numbers.length;
}

function patchWeight(sight, block, head, patch, token) {
  const { codes, indices, rest } = patchRowsOf(sight, block);
  const { kept } = sight.attention;
  const row = head * patchCount(sight) + patch;
  const at = indices ? placeAmong(indices, row * kept, kept, token) : row * kept + token;
  return at === null ? rest[row] : weightsOf(sight)[codes[at]];
}

// Whether what a patch gives to `token` is stored by itself.
function isKept(sight, block, head, patch, token) {
  const { indices } = patchRowsOf(sight, block);
  const { kept } = sight.attention;
  const start = (head * patchCount(sight) + patch) * kept;
  return !indices || placeAmong(indices, start, kept, token) !== null;
}

// Where `token` is among `count` ascending indices; null where it is not.
function placeAmong(indices, start, count, token) {
  let low = start;
  let high = start + count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (indices[middle] === token) return middle;
    if (indices[middle] < token) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

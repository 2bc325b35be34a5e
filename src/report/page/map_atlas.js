// SPDX-License-Identifier: Apache-2.0
// The maps of one query in every block and head, with the means, and the range of each.
//
// Row L of the atlas is the mean of the blocks, column H the mean of the heads. A row is
// missing where the page does not hold the attention of the query.

// The atlas of (sight, query, direction): {rows, missing, ranges}; the last one is kept.
function atlasOf(sight, query, direction) {
  const key = query + " " + direction;
  const known = decodedOnce(sight, "atlas", () => ({ key: null }));
  if (known.key !== key) Object.assign(known, newAtlas(sight, query, direction), { key });
  return known;
}

function newAtlas(sight, query, direction) {
  const { blocks, heads } = sight.network;
  const missing = Array.from({ length: blocks }, (_, block) =>
    isMissing(sight, block, query, direction),
  );
  const atlas = { tokens: tokenCount(sight), blocks, heads, missing };
  atlas.missing.push(missing.some(Boolean));
  atlas.numbers = new Float32Array((blocks + 1) * (heads + 1) * atlas.tokens);
  for (let block = 0; block < blocks; ++block) {
    if (missing[block]) continue;
    for (let head = 0; head < heads; ++head) {
      readMap(sight, block, head, query, direction, rowIn(atlas, block, head));
    }
    averageHeads(atlas, block);
  }
  if (!atlas.missing[blocks]) averageBlocks(atlas);
  atlas.ranges = rangesOf(atlas, sight.network.prefix.length);
  return atlas;
}

// Of a very large input the page has the last blocks alone, or only some tokens' rows of the others.
function isMissing(sight, block, query, direction) {
  const { summary, patches } = sight.attention;
  const needsPatches = direction === "to" || patchOf(query) !== null;
  return !summary[block] || (needsPatches && !patches[block]);
}

function readMap(sight, block, head, query, direction, row) {
  const prefix = prefixNames(sight);
  const patch = patchOf(query);
  const index = patch ? patch.row * sight.grid.cols + patch.col : prefix.indexOf(query);
  if (direction === "to") {
    const token = patch ? prefix.length + index : index;
    readColumn(sight, block, head, query === "mean" ? null : token, row);
  } else if (patch) {
    readPatchRow(sight, block, head, index, row);
  } else {
    readSummaryRow(sight, block, head, query === "mean" ? prefix.length : index, row);
  }
}

// Block and head: an index, or "mean".
function rowIn(atlas, block, head) {
  const b = block === "mean" ? atlas.blocks : block;
  const h = head === "mean" ? atlas.heads : head;
  const start = (b * (atlas.heads + 1) + h) * atlas.tokens;
  return atlas.numbers.subarray(start, start + atlas.tokens);
}

function averageHeads(atlas, block) {
  const mean = rowIn(atlas, block, "mean");
  for (let head = 0; head < atlas.heads; ++head)
    addTo(mean, rowIn(atlas, block, head), 1 / atlas.heads);
}

function averageBlocks(atlas) {
  for (let head = 0; head <= atlas.heads; ++head) {
    const mean = rowIn(atlas, "mean", head);
    for (let block = 0; block < atlas.blocks; ++block) {
      addTo(mean, rowIn(atlas, block, head), 1 / atlas.blocks);
    }
  }
}

function addTo(sum, row, factor) {
  for (let t = 0; t < row.length; ++t) sum[t] += factor * row[t];
}

// ranges[block][head] of the patches' numbers, means included; null where the map is missing.
function rangesOf(atlas, prefix) {
  return atlas.missing.map((missing, block) =>
    Array.from({ length: atlas.heads + 1 }, (_, head) =>
      missing ? null : rangeOf(rowIn(atlas, block, head).subarray(prefix)),
    ),
  );
}

// The range a map of sight `index` is drawn in: its own, its block's, or that of all maps of all
// sights.
function rangeIn(index, atlas, block, head) {
  const b = block === "mean" ? atlas.blocks : block;
  const h = head === "mean" ? atlas.heads : head;
  if (selection.scale === "head") return atlas.ranges[b][h];
  if (selection.scale === "block") return united(atlas.ranges[b]);
  return decodedOnce(atlas.ranges, "all of " + selection.query, () =>
    united(sights.flatMap((_, i) => (i === index ? atlas : shownIn(i).atlas).ranges.flat())),
  );
}

function united(ranges) {
  const present = ranges.filter(Boolean);
  return {
    low: Math.min(...present.map((range) => range.low)),
    high: Math.max(...present.map((range) => range.high)),
  };
}

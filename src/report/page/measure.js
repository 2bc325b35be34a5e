// SPDX-License-Identifier: Apache-2.0
// A measurement on the page: heading, how to read it, pictures, numbers as a table.

const notMeasured = []; // sentences: what is not on the page, and why

// tables: [{caption, names, rows}], made when somebody asks for them.
function addMeasure({ name, title, how, parts, tables, wide = false }) {
  const figure = element(
    "figure",
    { class: "measure" + (wide ? " wide" : ""), id: "measure-" + name },
    element("h3", {}, title),
    element("p", { class: "how" }, how),
    element("div", { class: "parts" }, ...parts),
  );
  if (tables) figure.append(newNumbers(title, tables));
  document.getElementById("measures-list").append(figure);
  return figure;
}

function newNumbers(title, tables) {
  const numbers = element(
    "details",
    { class: "numbers" },
    element("summary", {}, "Numbers", element("span", { class: "hidden" }, " of: " + title)),
  );
  numbers.addEventListener("toggle", () => {
    if (numbers.open && numbers.childElementCount === 1) {
      const scroll = element("div", {
        class: "table-scroll",
        tabindex: 0,
        role: "region",
        "aria-label": "Numbers of: " + title,
        "data-keys": "own",
      });
      scroll.append(...tables().map(newTable));
      numbers.append(scroll);
    }
  });
  return numbers;
}

function newTable({ caption, names, rows }) {
  const cell = (value) =>
    element("td", {}, typeof value === "number" ? inWords(value) : (value ?? "–"));
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...names.map((name) => element("th", { scope: "col" }, name.replaceAll("_", " "))),
      ),
    ),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(cell)))),
  );
}

// Some columns of a table of every sight, with the deviations where there are any.
function tablesOf(table, columns) {
  return () =>
    sights.flatMap((sight) =>
      [
        [sight.tables, ""],
        [sight.deviations, ", standard deviation over photos"],
      ]
        .filter(([tables]) => tables?.[table])
        .map(([tables, what]) => pickedColumns(tables[table], columns, sightName(sight) + what)),
    );
}

function pickedColumns(table, columns, caption) {
  const names = [...table.keys, ...table.columns];
  const places = [...table.keys, ...columns]
    .map((name) => names.indexOf(name))
    .filter((place) => place >= 0);
  return {
    caption,
    names: places.map((place) => names[place]),
    rows: table.rows
      .map((row) => places.map((place) => row[place]))
      .filter((row) => row.slice(table.keys.length).some((value) => value !== null)),
  };
}

// How a sight is told from the other one: by what differs.
function sightName(sight) {
  if (sights.length === 1) return sight.model;
  const [a, b] = sights;
  const photosDiffer = hasPhoto && a.photo.name !== b.photo.name;
  if (a.model !== b.model)
    return photosDiffer ? sight.model + ", " + sight.photo.name : sight.model;
  return photosDiffer ? sight.photo.name : sight.model + (sight === a ? " (1)" : " (2)");
}

// A heading with the sight's name, where there are two.
function sightHeading(sight) {
  return sights.length > 1 ? element("h4", {}, sightName(sight)) : null;
}

// Series of several kinds in every sight: a colour of its own for each, dashed and hollow for the
// second sight. kinds: [{name, points(sight, index), ...}]; kinds without points are left out.
function seriesOf(kinds) {
  const present = sights
    .flatMap((sight, index) =>
      kinds.map((kind, k) => ({
        ...kind,
        index,
        sight,
        color: index * kinds.length + k,
        points: kind.points(sight, index).filter((point) => Number.isFinite(point.y)),
      })),
    )
    .filter((series) => series.points.length > 0);
  const oneKind = new Set(present.map((series) => series.name)).size === 1;
  return present.map((series) => ({
    ...series,
    dashed: series.index === 1,
    hollow: series.index === 1,
    name:
      sights.length === 1
        ? series.name
        : oneKind
          ? sightName(series.sight)
          : `${series.name}, ${sightName(series.sight)}`,
  }));
}

// The rows of a table of a sight with the deviations of the same row beside them.
function measuredRows(sight, table) {
  const rows = rowsOf(sight.tables[table]);
  const spread = rowsOf(sight.deviations?.[table]);
  return rows.map((row, i) => ({ ...row, deviations: spread[i] ?? null }));
}

// low and high of a row's column: one standard deviation over the photos, or none.
function bandOf(row, column) {
  const deviation = row.deviations?.[column];
  if (!Number.isFinite(deviation)) return {};
  return { low: row[column] - deviation, high: row[column] + deviation };
}

function listNotMeasured() {
  if (notMeasured.length === 0) return;
  document
    .getElementById("measures-list")
    .append(
      element(
        "section",
        { class: "measure wide", id: "not-measured" },
        element("h3", {}, "Not shown"),
        element("ul", {}, ...notMeasured.map((text) => element("li", {}, text))),
      ),
    );
}

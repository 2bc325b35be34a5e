// SPDX-License-Identifier: Apache-2.0
// A plot: axes, lines with bands, dots, legend. Drawn anew at the size there is room for, so that
// text and lines have the same size on every screen.
//
// spec: {name, title, x, y: axes, series: [{name, color, dashed, hollow, line, points}]}
// point: {x, y, low, high: a band or an error bar, text: what it says, pick: what a click chooses}

const plotHeight = 250;

function newPlot(spec) {
  const svg = svgElement("svg", {
    class: "plot",
    "data-plot": spec.name,
    "data-keys": "own",
    tabindex: 0,
    role: "group",
    "aria-label": `${spec.title}. Arrow keys read the points, Enter chooses one.`,
  });
  const plot = {
    ...spec,
    svg,
    series: spec.series.filter((series) => series.points.length > 0),
    marks: [],
  };
  const root = element(
    "div",
    { class: "plot-box" },
    element("h4", {}, spec.title),
    svg,
    newLegend(plot.series),
  );
  let width = 0;
  new ResizeObserver(() => {
    if (root.clientWidth === width || root.clientWidth === 0) return;
    width = root.clientWidth;
    drawPlot(plot, width);
  }).observe(root);
  readPoints(plot);
  return root;
}

function newLegend(seriesList) {
  if (seriesList.length < 2) return null;
  return element(
    "ul",
    { class: "legend" },
    ...seriesList.map((series) =>
      element(
        "li",
        {},
        svgElement(
          "svg",
          { width: 26, height: 12, "aria-hidden": "true", class: seriesClass(series) },
          series.line ? svgElement("path", { class: "line", d: "M1 6h24" }) : null,
          svgElement("circle", { class: "dot", cx: 13, cy: 6, r: 3.5 }),
        ),
        series.name,
      ),
    ),
  );
}

function seriesClass(series) {
  return (
    `series c${series.color % 6}` +
    (series.dashed ? " dashed" : "") +
    (series.hollow ? " hollow" : "")
  );
}

function drawPlot(plot, width) {
  const area = { left: 50, right: width - 8, top: 8, bottom: plotHeight - 38 };
  const x = scaleOf(plot.x, area.left, area.right);
  const y = scaleOf(plot.y, area.bottom, area.top);
  plot.svg.setAttribute("viewBox", `0 0 ${width} ${plotHeight}`);
  plot.svg.setAttribute("height", plotHeight);
  plot.marks = [];
  plot.svg.replaceChildren(
    drawAxes(plot, area, x, y),
    ...plot.series.map((series) => drawSeries(plot, series, x, y)),
  );
}

function drawAxes(plot, area, x, y) {
  const axes = svgElement("g", { class: "axes", "aria-hidden": "true" });
  for (const tick of ticksOf(plot.y, area.bottom - area.top, 34)) {
    axes.append(
      svgElement("path", {
        class: "grid-line",
        d: `M${area.left} ${y(tick).toFixed(1)}H${area.right}`,
      }),
      label(area.left - 6, y(tick) + 4, "end", inWords(tick)),
    );
  }
  for (const tick of ticksOf(plot.x, area.right - area.left, 30)) {
    axes.append(label(x(tick), area.bottom + 16, "middle", inWords(tick)));
  }
  axes.append(
    svgElement("path", { class: "axis", d: `M${area.left} ${area.bottom}H${area.right}` }),
    label((area.left + area.right) / 2, area.bottom + 33, "middle", plot.x.label),
  );
  const middle = (area.top + area.bottom) / 2;
  const upright = label(12, middle, "middle", plot.y.label);
  upright.setAttribute("transform", `rotate(-90 12 ${middle})`);
  axes.append(upright);
  return axes;
}

function label(x, y, anchor, text) {
  return svgElement("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, text);
}

function drawSeries(plot, series, x, y) {
  const points = series.points.filter((point) => Number.isFinite(point.y));
  const at = (point, value) => `${x(point.x).toFixed(1)} ${y(value).toFixed(1)}`;
  const group = svgElement("g", { class: seriesClass(series) });
  const banded = points.filter((point) => Number.isFinite(point.low));
  if (series.line) {
    const rim = [
      ...banded.map((point) => at(point, point.high)),
      ...banded.toReversed().map((point) => at(point, point.low)),
    ];
    if (rim.length > 0)
      group.append(svgElement("path", { class: "band", d: "M" + rim.join("L") + "Z" }));
    group.append(
      svgElement("path", {
        class: "line",
        d: "M" + points.map((point) => at(point, point.y)).join("L"),
      }),
    );
  } else {
    group.append(
      svgElement("path", {
        class: "error-bars",
        d: banded.map((point) => "M" + at(point, point.low) + "L" + at(point, point.high)).join(""),
      }),
    );
  }
  for (const point of points) {
    const dot = svgElement("circle", {
      class: "dot" + (point.pick ? " pickable" : ""),
      r: series.line ? 2.6 : 3.2,
      cx: x(point.x).toFixed(1),
      cy: y(point.y).toFixed(1),
    });
    plot.marks.push({ dot, point, series });
    group.append(dot);
  }
  return group;
}

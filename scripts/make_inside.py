#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the plots of docs/inside.md and prints its table of cosines, from what `vitviz report` measures.

    python3 scripts/make_inside.py build/release/vitviz PHOTOS TITLE=MODEL...      (needs matplotlib)

PHOTOS is a folder. MODEL is a file, a folder or a name as --model takes it, or empty for the built-in model. All are measured
at a short side of 224 pixels and drawn side by side.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the choice of the backend)

PICTURES = Path(__file__).resolve().parent.parent / "assets" / "pictures"
SHORT_SIDE = "224"
CLS, PATCHES = "#c2410c", "#0369a1"
PANEL = 3.3, 2.9  # inches


def measure(program, photos, model):
    """{table: [{column: text}]}: the means over the photos, and each column's deviation."""
    with tempfile.TemporaryDirectory() as folder:
        words = [program, "report", photos, "--size", SHORT_SIDE, "--quiet", "--out", folder, "--tables", folder]
        subprocess.run(words + (["--model", model] if model else []), check=True, stdout=subprocess.DEVNULL)
        tables = {}
        for path in Path(folder).glob("*.csv"):
            with open(path, newline="", encoding="utf-8") as file:
                tables[path.stem] = list(csv.DictReader(file))
        return tables


def of_state(tables, state, column):
    return [float(row[column]) for row in tables["tokens"] if row["state"] == state]


def panels(count):
    figure, axes = pyplot.subplots(1, count, figsize=(PANEL[0] * count, PANEL[1]), sharey=True, squeeze=False, layout="constrained")
    for axis in axes[0]:
        axis.set_xlabel("block")
        axis.spines[["top", "right"]].set_visible(False)
    return figure, axes[0]


def draw_cosines(axis, tables):
    for column, color, words in (("cls_patch_mean", CLS, "CLS and patches"), ("patch_patch_mean", PATCHES, "patches among themselves")):
        for state, style, when in (("input", "--", "entering the block"), ("norm1", "-", "after the LayerNorm")):
            means, deviations = of_state(tables, state, column), of_state(tables, state, column + "_deviation")
            axis.plot(means, style, color=color, label=f"{words}, {when}")
            low, high = ([m + sign * d for m, d in zip(means, deviations)] for sign in (-1, 1))
            axis.fill_between(range(len(means)), low, high, color=color, alpha=0.12, linewidth=0)
    axis.axhline(0, color="black", linewidth=0.6)


def draw_distances(axis, tables):
    rows = [row for row in tables["attention"] if row["query"] == "patches"]
    axis.scatter([int(row["block"]) for row in rows], [float(row["distance_renormalised"]) for row in rows], s=14, color=PATCHES, alpha=0.75, linewidths=0)
    axis.set_ylim(bottom=0)


def save(figure, name):
    path = PICTURES / name
    figure.savefig(path, dpi=110, pil_kwargs={"optimize": True})
    print(path, path.stat().st_size, "bytes", file=sys.stderr)


def print_cosines(models):
    for title, tables in models.items():
        print(f"\n{title}\n\n| block | CLS–patch entering | after the norm | patch–patch entering | after the norm |\n|---|---|---|---|---|")
        columns = [of_state(tables, state, column) for column in ("cls_patch_mean", "patch_patch_mean") for state in ("input", "norm1")]
        for block, values in enumerate(zip(*columns)):
            print(f"| {block} | " + " | ".join(f"{v:.2f}" for v in values) + " |")


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip())
    models = {}
    for word in sys.argv[3:]:
        title, _, model = word.partition("=")
        models[title] = measure(sys.argv[1], sys.argv[2], model)
    for name, label, draw in (("cosines.png", "mean cosine", draw_cosines), ("distances.png", "attention distance, pixels", draw_distances)):
        figure, axes = panels(len(models))
        for axis, (title, tables) in zip(axes, models.items()):
            draw(axis, tables)
            axis.set_title(title, fontsize=10)
        axes[0].set_ylabel(label)
        if draw is draw_cosines:
            figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9, frameon=False)
        save(figure, name)
    print_cosines(models)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the plots of docs/inside.md and prints its cosines, from what `vitviz report` measures.

    python3 scripts/make_inside.py build/release/vitviz PHOTOS TITLE=MODEL...
                                                        (needs matplotlib and pillow)

PHOTOS is a folder. MODEL is a file, a folder or a name as --model takes it, or empty for the
built-in model. All are measured at a short side of 224 pixels and drawn side by side.
"""

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the choice of the backend)
from PIL import Image  # noqa: E402

PICTURES = Path(__file__).resolve().parent.parent / "assets" / "pictures"
SHORT_SIDE = "224"
CLS, PATCHES = "#c2410c", "#0369a1"
PANEL = 3.3, 2.9  # inches
COLORS = 48


def measure(program, photos, model):
    """{table: [{column: text}]}: the means over the photos, and each column's deviation."""
    with tempfile.TemporaryDirectory() as folder:
        words = [
            program,
            "report",
            photos,
            "--size",
            SHORT_SIDE,
            "--quiet",
            "--out",
            folder,
            "--tables",
            folder,
        ]
        subprocess.run(
            words + (["--model", model] if model else []), check=True, stdout=subprocess.DEVNULL
        )
        tables = {}
        for path in Path(folder).glob("*.csv"):
            with open(path, newline="", encoding="utf-8") as file:
                tables[path.stem] = list(csv.DictReader(file))
        return tables


def of_state(tables, state, column):
    return [float(row[column]) for row in tables["tokens"] if row["state"] == state]


def panels(count):
    figure, axes = pyplot.subplots(
        1,
        count,
        figsize=(PANEL[0] * count, PANEL[1]),
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for axis in axes[0]:
        axis.set_xlabel("block")
        axis.spines[["top", "right"]].set_visible(False)
    return figure, axes[0]


def draw_cosines(axis, tables):
    for column, color, words in (
        ("cls_patch_mean", CLS, "CLS and patches"),
        ("patch_patch_mean", PATCHES, "patches among themselves"),
    ):
        for state, style, when in (
            ("input", "--", "entering the block"),
            ("norm1", "-", "after the LayerNorm"),
        ):
            means, deviations = of_state(tables, state, column), of_state(
                tables, state, column + "_deviation"
            )
            axis.plot(means, style, color=color, label=f"{words}, {when}")
            low, high = ([m + sign * d for m, d in zip(means, deviations)] for sign in (-1, 1))
            axis.fill_between(range(len(means)), low, high, color=color, alpha=0.12, linewidth=0)
    axis.axhline(0, color="black", linewidth=0.6)


def draw_distances(axis, tables):
    rows = [row for row in tables["attention"] if row["query"] == "patches"]
    axis.scatter(
        [int(row["block"]) for row in rows],
        [float(row["distance_renormalised"]) for row in rows],
        s=14,
        color=PATCHES,
        alpha=0.75,
        linewidths=0,
    )


def draw_norms(axis, tables):
    for column, color, style, label in (
        ("cls", CLS, "-", "CLS"),
        ("patches_median", PATCHES, "-", "patches, median"),
        ("patches_max", PATCHES, "--", "patches, largest"),
    ):
        axis.plot([float(row[column]) for row in tables["norms"]], style, color=color, label=label)
    axis.set_yscale("log")


# File: what its vertical axis says, whether that begins at 0, and who draws a panel.
PLOTS = {
    "cosines.png": ("mean cosine", False, draw_cosines),
    "distances.png": ("attention distance, pixels", True, draw_distances),
    "norms.png": ("norm of the tokens", False, draw_norms),
}


def save(figure, name):
    """In few colours, which makes a small file and shows no difference."""
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=110)
    path = PICTURES / name
    Image.open(buffer).convert("RGB").quantize(COLORS).save(path, optimize=True)
    print(path, path.stat().st_size, "bytes", file=sys.stderr)


def draw(name, models):
    label, from_zero, draw_panel = PLOTS[name]
    figure, axes = panels(len(models))
    for axis, (title, tables) in zip(axes, models.items()):
        draw_panel(axis, tables)
        axis.set_title(title, fontsize=10)
    axes[0].set_ylabel(label)
    if from_zero:
        axes[0].set_ylim(bottom=0)
    handles, labels = axes[0].get_legend_handles_labels()
    if handles:
        figure.legend(
            handles,
            labels,
            loc="outside lower center",
            ncols=2 if len(handles) == 4 else 3,
            fontsize=9,
            frameon=False,
        )
    save(figure, name)


HEADER = """
{}

| block | CLS–patch entering | after the norm | patch–patch entering | after the norm |
|---|---|---|---|---|"""


def print_cosines(models):
    for title, tables in models.items():
        print(HEADER.format(title))
        columns = [
            of_state(tables, state, column)
            for column in ("cls_patch_mean", "patch_patch_mean")
            for state in ("input", "norm1")
        ]
        for block, values in enumerate(zip(*columns)):
            print(f"| {block} | " + " | ".join(f"{v:.2f}" for v in values) + " |")


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip())
    models = {}
    for word in sys.argv[3:]:
        title, _, model = word.partition("=")
        models[title] = measure(sys.argv[1], sys.argv[2], model)
    for name in PLOTS:
        draw(name, models)
    print_cosines(models)


if __name__ == "__main__":
    main()

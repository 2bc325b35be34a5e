#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores every method of masks on a data set, and measures how long it takes for one photo. Prints
the documentation's table.

usage: compare_masks.py DATASET PHOTO.jpg -m MODEL... [--update docs/scores.md]

DATASET has images/ and masks/, as `vitviz eval` takes it. The built-in model is the first column, each
MODEL another. Times are those of the built-in model.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- masks: begin -->", "<!-- masks: end -->"
FEATURES = {"found", "lost", "tokencut", "maskcut", "spectral"}
METHODS = ["mass", "otsu", "found", "lost", "tokencut", "maskcut", "spectral", "learned"]
ROUNDS = 9


def json_of(*command):
    """Of a run; nothing where it was refused, as for a model without mask head."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode == 2:
        return None
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def options(method, refine):
    features = ["--features", "v"] if method in FEATURES else []
    return ["--mask", method, "--refine", refine, *features]


def iou(vitviz, data_set, model, words):
    found = json_of(vitviz, "eval", data_set, "--json", *model, *words)
    return f"{100 * found['scores']['iou']['value']:.1f}" if found else "–"


def milliseconds(vitviz, photo, words):
    """To find the mask and to draw it, beside the forward pass."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [json_of(vitviz, photo, "--view", "mask", "--json", "--quiet", "--force", "-o", folder, *words)
                for _ in range(ROUNDS)]
    return statistics.median(1000 * run["seconds"]["draw"] for run in runs)


def table(wanted):
    models = [[]] + [["-m", path] for path in wanted.models]
    names = ["built-in"] + [pathlib.Path(path).stem for path in wanted.models]
    lines = ["| `--mask` | " + " | ".join(f"{name} | refined" for name in names) + " | ms | refined |",
             "|---|" + "---:|" * (2 * len(names) + 2)]
    for method in METHODS:
        cells = [iou(wanted.vitviz, wanted.data_set, model, options(method, refine))
                 for model in models for refine in ("none", "bilateral")]
        cells += [f"{milliseconds(wanted.vitviz, wanted.photo, options(method, refine)):.0f}"
                  for refine in ("none", "bilateral")]
        lines.append(f"| `{method}` | " + " | ".join(cells) + " |")
        print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("data_set", type=pathlib.Path)
    arguments.add_argument("photo", type=pathlib.Path)
    arguments.add_argument("-m", dest="models", action="append", default=[])
    arguments.add_argument("--vitviz", default=ROOT / "build/release/vitviz")
    arguments.add_argument("--update", type=pathlib.Path)
    wanted = arguments.parse_args()
    made = table(wanted)
    print(made)
    if wanted.update:
        before, rest = wanted.update.read_text().split(BEGIN)
        wanted.update.write_text(f"{before}{BEGIN}\n{made}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()

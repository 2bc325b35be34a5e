#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of docs/ that show more than a single view, into assets/pictures.

    python3 scripts/make_page_pictures.py build/release/vitviz [NAME...]

draws all of them, or those that are named. It needs pillow and numpy; for `models` and `outliers` the model
augreg-ti16 (`vitviz models get augreg-ti16`, or a file that the variable AUGREG names); for `training`
what examples/training needs.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from make_pictures import PHOTO, ROOT, SMALL, save

PHOTOS = sorted(PHOTO.parent.glob("*.jpg"))
ROW = 300  # pixels: the height of what stands in a row
GAP = 8
PIECES = 3  # of a photo, in each direction, for `similar`
FRAMES = 4
AUGREG = os.environ.get("AUGREG", "augreg-ti16")


def run(program, *words):
    """What the program prints."""
    words = [program, *words] if words[0] == "similar" else [program, "--quiet", *words]
    return subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True).stdout


def draw(program, photo, folder, *options):
    """The pictures that these options draw, in the order in which they are printed."""
    lines = run(program, photo, "--force", "--out", folder, *options).splitlines()
    return [Image.open(line).convert("RGB") for line in lines]


def numbers(program, photo, folder, *options):
    """The map [rows, cols], and what --json says of it."""
    words = "--json", "--raw", "map", "--view", "none", "--force", "--out", folder
    answer = json.loads(run(program, photo, *words, *options))
    return np.load(answer["files"][0]["path"]).squeeze(), answer


def in_a_row(pictures, height=ROW):
    parts = [p.resize((round(p.width * height / p.height), height), Image.LANCZOS) for p in pictures]
    page = Image.new("RGB", (sum(p.width for p in parts) + GAP * (len(parts) - 1), height), "white")
    left = 0
    for part in parts:
        page.paste(part, (left, 0))
        left += part.width + GAP
    return page


def small(photo, folder, size=SMALL):
    path = folder / f"{photo.stem}.png"
    Image.open(photo).convert("RGB").resize(size, Image.LANCZOS).save(path)
    return path


def array(program, folder):
    """The numbers of a map: a square for each patch, and what its colour stands for."""
    options = "--view", "heat", "--upsample", "nearest", "--legend"
    return draw(program, small(PHOTO, folder), folder, *options)[0]


def shared(program, folder):
    """Three photos, each with its own range of colours, and below with one for all."""
    rows = []
    for scale in "own", "share":
        options = "--force", "--out", folder, "--view", "overlay", "--range", scale
        lines = run(program, *PHOTOS, *options)
        rows.append(in_a_row([Image.open(line) for line in lines.splitlines()], 220))
    page = Image.new("RGB", (rows[0].width, 2 * 220 + GAP), "white")
    page.paste(rows[0], (0, 0))
    page.paste(rows[1], (0, 220 + GAP))
    return page


def frames(program, folder):
    """Frames of a clip that pans over the photo, beside their overlays."""
    photo = Image.open(PHOTO).convert("RGB").resize((480, 451), Image.LANCZOS)
    clip = folder / "clip.webp"
    windows = [photo.crop((x, 90, x + 320, 330)) for x in np.linspace(0, 160, FRAMES).round().astype(int)]
    windows[0].save(clip, save_all=True, append_images=windows[1:], duration=200, lossless=True)
    out = run(program, clip, "--all-frames", "--frames", "--view", "compare", "--out", folder).strip()
    pictures = [Image.open(path) for path in sorted(Path(out).glob("*.png"))]
    page = Image.new("RGB", (2 * 640 + GAP, 2 * 240 + GAP), "white")
    for i, picture in enumerate(pictures):
        page.paste(picture, (i % 2 * (640 + GAP), i // 2 * (240 + GAP)))
    return page


def similar(program, folder):
    """The contact sheet of the pieces that are nearest to one. Pieces are half a photo wide and high and
    overlap by half."""
    pieces = folder / "pieces"
    pieces.mkdir()
    for photo in PHOTOS:
        picture = Image.open(photo).convert("RGB")
        width, height = picture.width // 2, picture.height // 2
        for i in range(PIECES * PIECES):
            left, top = i % PIECES * width // 2, i // PIECES * height // 2
            picture.crop((left, top, left + width, top + height)).save(pieces / f"{photo.stem}{i}.png")
    sheet = folder / "nearest.png"
    run(program, "similar", pieces / "dogs1.png", pieces, "--count", 6, "--no-cache", "-o", sheet)
    return Image.open(sheet)


def geometry(program, folder):
    """The attention with the photo squashed to a square, cut to one, and with its aspect kept."""
    wide = small(PHOTO.with_name("dandelion.jpg"), folder, (640, 360))
    options = [("--size", "224x224"), ("--crop", "square", "--size", "224x224"), ("--size", "224")]
    views = [draw(program, wide, folder, "--view", "overlay", *words)[0] for words in options]
    return in_a_row(views, 220)


def models(program, folder):
    """One photo as two models see it: the built-in one, and the one that its training started from."""
    photo = small(PHOTO, folder)
    views = [draw(program, photo, folder, "--view", "overlay", *model)[0] for model in ((), ("-m", AUGREG))]
    return in_a_row([Image.open(photo), *views])


def outliers(program, folder):
    """A model without registers: all values, without the largest twentieth, and norms with rings."""
    photo = small(PHOTO.with_name("dandelion.jpg"), folder, (400, 400))
    values, _ = numbers(program, photo, folder, "-m", AUGREG)
    ends = [f"{values.min():.9f},{high:.9f}" for high in (values.max(), np.percentile(values, 95))]
    options = [("--range", ends[0]), ("--range", ends[1]), ("--map", "norm")]
    options = [("-m", AUGREG, "--view", "overlay", *words) for words in options]
    return in_a_row([Image.open(photo)] + [draw(program, photo, folder, *words)[0] for words in options], 260)


def registers(program, folder):
    """The map of a model with registers, cut out of the row of CLS at the wrong and the right place."""
    photo = small(PHOTO, folder)
    patches, answer = numbers(program, photo, folder)
    count = 4  # registers of the built-in model; what they get together is told by --json
    prefix = np.full(count, answer["prefix_share"]["registers"] / count)
    wrong = np.concatenate([prefix, patches.ravel()])[: patches.size].reshape(patches.shape)
    return in_a_row([Image.open(photo)] + [over(photo, values) for values in (wrong, patches)])


def training(_program, folder):
    """What the example of a training loop draws."""
    subprocess.run([sys.executable, ROOT / "examples" / "training" / "train.py", "--out", folder], check=True)
    return Image.open(folder / "attention.png")


def over(photo, values):
    """As scripts draw it: squares of warm colours, mixed with the photo."""
    grey = (255 * np.clip((values - values.min()) / np.ptp(values), 0, 1)).astype(np.uint8)
    heat = ImageOps.colorize(Image.fromarray(grey), "black", "lightyellow", mid="orangered")
    return Image.blend(Image.open(photo), heat.resize(SMALL, Image.NEAREST), 0.6)


PICTURES = {function.__name__: function
            for function in (array, shared, frames, similar, geometry, models, outliers, registers,
                             training)}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    for name in sys.argv[2:] or PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            save(PICTURES[name](program, Path(folder)), name, 80_000)


if __name__ == "__main__":
    main()

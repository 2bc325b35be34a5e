#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the whole recipe small, on a CPU, in about two minutes: does it work on this machine?

usage: smoke_test.py [FOLDER OF PHOTOS] [--vitviz build/release/vitviz]

Without a folder, 50 pieces of the photos in assets/photos are taken. Prepares them, trains a small
network for a few steps, stops, goes on, finishes it, measures it, plots the curve, and, with the
program, holds vitviz's attention against PyTorch's. Ends with "passed", or with what went wrong.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from vit import Shape, VisionTransformer  # noqa: E402
from watch import network_input  # noqa: E402
from weights import load_start, shape_of  # noqa: E402

PHOTOS = 50
SMALL = ["--width", "96", "--depth", "4", "--heads", "3", "--locals", "2", "--prototypes", "256",
         "--batch", "10", "--phases", "0.5:96:48,0.9:112:48,1:128:64", "--device", "cpu",
         "--every", "0.1"]
CLOSE = 1e-4  # of the largest share: both compute with the file's weights in 32 bits


def run(script, *words):
    command = [sys.executable, HERE / script, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{script} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def cut_photos(folder):
    """Pieces of the photos that come with vitviz."""
    sources = [Image.open(path).convert("RGB")
               for path in sorted((HERE.parent / "assets" / "photos").glob("*.jpg"))]
    chance = np.random.default_rng(0)
    for i in range(PHOTOS):
        source = sources[i % len(sources)]
        side = int(chance.integers(160, min(source.size)))
        left, top = (int(chance.integers(0, whole - side + 1)) for whole in source.size)
        source.crop((left, top, left + side, top + side)).save(folder / f"{i:02}.jpg")


def draw_annotated(folder):
    """Bright discs on dark ground, with their masks: something to measure on."""
    for kind in ("images", "masks"):
        (folder / kind).mkdir(parents=True)
    chance = np.random.default_rng(1)
    for i in range(4):
        x, y, radius = (int(chance.integers(low, high)) for low, high in ((50, 150), (50, 110), (20, 45)))
        for kind, ground, object_ in (("images", (40, 60, 50), (230, 180, 90)), ("masks", 0, 255)):
            picture = Image.new("RGB" if kind == "images" else "L", (200, 160), ground)
            ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), object_)
            picture.save(folder / kind / f"{i}.png")


def check(holds, what):
    if not holds:
        sys.exit(f"smoke test: {what}")
    print(f"ok: {what}")


def draw_labels(data, labels):
    """Something like label.py's masks, which need two trained networks: discs."""
    count = len(np.load(data, mmap_mode="r"))
    rows, cols = np.mgrid[:44, :44] - 21.5
    np.save(labels, np.repeat(255 * (np.hypot(rows, cols) < 12)[None], count, 0).astype(np.uint8))


def check_training(folder, data, labels, watched):
    """Two parts of one training; returns its snapshots."""
    log = folder / "run" / "log.jsonl"
    words = [data, folder / "run", "--labels", labels, *SMALL, "--watch", watched]
    run("train.py", *words, "--epochs", "3")
    first = [json.loads(line) for line in log.read_text().splitlines()]
    run("train.py", *words, "--epochs", "6")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    steps = len(np.load(data, mmap_mode="r")) // 10
    check(first[-1]["step"] == 3 * steps and lines[-1]["step"] == 6 * steps,
          "a training that is begun again goes on where it ended")
    check(all(np.isfinite(list(line.values())).all() for line in lines), "every loss is finite")
    check(lines[-1]["dino"] < lines[0]["dino"], "DINO's loss falls")
    check(lines[-1]["mask"] < lines[0]["mask"], "the mask head learns where the objects are")
    check(0 <= lines[-1]["iou"] <= 100, "the attention is measured on annotated pictures")
    return sorted((folder / "run").glob("*.safetensors"))


def check_against_vitviz(program, model, photo, folder):
    """Attention of the last block, all heads, whole photo at 224."""
    subprocess.run([program, "-m", model, photo, "--size", "224", "--head", "all", "--raw",
                    "attention", "--view", "none", "-o", folder, "--quiet"], check=True,
                   capture_output=True)
    found = np.load(folder / f"{photo.stem}.attention.npy")[0]
    vit = VisionTransformer(shape_of(model, Shape)).eval()
    load_start(vit, model)
    with torch.inference_mode():
        pixels = network_input(Image.open(photo).convert("RGB"), 224, 16)
        wanted = vit(pixels, attention=True).attention[0]
    wanted = wanted[:, vit.shape.prefix:].numpy().reshape(found.shape)
    apart = np.abs(found - wanted).max() / wanted.max()
    check(apart < CLOSE, f"vitviz reads it and sees the same: {apart:.1e} apart")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", type=Path, nargs="?")
    parser.add_argument("--vitviz", type=Path, help="the program, to hold it against PyTorch")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos = options.photos or folder / "photos"
        if options.photos is None:
            photos.mkdir()
            cut_photos(photos)
        draw_annotated(folder / "watched")
        data, labels = folder / "photos.npy", folder / "labels.npy"
        model = folder / "smoke.safetensors"
        run("prepare.py", photos, data, "--side", "128")
        check(np.load(data, mmap_mode="r").shape[1:] == (128, 128, 3), "photos are prepared")
        draw_labels(data, labels)
        snapshots = check_training(folder, data, labels, folder / "watched")
        print(run("finish.py", model, *snapshots, "--name", "smoke").strip())
        print(run("watch.py", model, folder / "watched", "--size", "160").strip())
        run("plot_log.py", folder / "run" / "log.jsonl", folder / "curve.png")
        check(Image.open(folder / "curve.png").size[0] > 500, "the curve is a picture")
        if options.vitviz:
            photo = folder / "square.png"  # as the network sees it: nothing is resized
            Image.fromarray(np.load(data)[0]).resize((224, 224)).save(photo)
            check_against_vitviz(options.vitviz, model, photo, folder)
    print(f"passed, in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs whole programs by turns, from their start to their files written: vitviz and the same job in
PyTorch (photo_script.py). Prints the documentation's table.

usage: compare_programs.py PHOTO.jpg [--rounds N] [--vitviz PROGRAM] [--update docs/speed.md]

Needs what photo_script.py needs, and timm for the names of a checkpoint. PHOTO is enlarged or
shrunk to the sizes of the cases.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import compare

HERE = pathlib.Path(__file__).resolve().parent
EMBEDDED = compare.ROOT / "assets/model/vitviz.safetensors"
PHOTOS = 200


def save_photos(photo, folder):
    """One of 1 and one of 12 megapixels, and many of 1 that differ a little."""
    from PIL import Image

    original = Image.open(photo).convert("RGB")
    for name, size in (("one", (1224, 816)), ("twelve", (4240, 2832))):
        original.resize(size, Image.Resampling.BICUBIC).save(folder / f"{name}.jpg", quality=92)
    many = folder / "many"
    many.mkdir()
    wide = original.resize((1224 + PHOTOS, 816), Image.Resampling.BICUBIC)
    for i in range(PHOTOS):
        wide.crop((i, 0, i + 1224, 816)).save(many / f"{i}.jpg", quality=92)


def save_small_model(path):
    """Random weights of a ViT-S/16 under the names of DINO's release, which are timm's."""
    subprocess.run([sys.executable, "-c", "import sys, timm, torch\n"
                    "model = timm.create_model('vit_small_patch16_224', num_classes=0)\n"
                    "torch.save(model.state_dict(), sys.argv[1])", path], check=True)


def commands(vitviz, folder):
    """{case: {contestant: command}}; the word OUT stands for the folder of the results."""
    script = [sys.executable, HERE / "photo_script.py"]
    small = folder / "dino_vits16.pth"
    one, twelve = folder / "one.jpg", folder / "twelve.jpg"
    many = sorted((folder / "many").iterdir())
    ours = [vitviz, "--quiet", "-o", "OUT", "--mask", "mass", "--refine", "none"]  # what the script draws
    return {
        "ViT-S/16 checkpoint, 1 megapixel, size 224": {
            "vitviz f32": [*ours, "-m", small, "--size", "224", one],
            "PyTorch f32": [*script, small, "6", "224", "f32", "OUT", one],
        },
        "built-in model, 1 megapixel": {
            "vitviz f32": [*ours, one],
            "PyTorch f32": [*script, EMBEDDED, "3", "320", "f32", "OUT", one],
        },
        "built-in model, 12 megapixels": {
            "vitviz f32": [*ours, twelve],
            "PyTorch f32": [*script, EMBEDDED, "3", "320", "f32", "OUT", twelve],
        },
        f"built-in model, {PHOTOS} photos of 1 megapixel": {
            "vitviz f32": [*ours, *many],
            "vitviz bf16": [*ours, "--precision", "bf16", *many],
            "PyTorch f32": [*script, EMBEDDED, "3", "320", "f32", "OUT", *many],
            "PyTorch bf16": [*script, EMBEDDED, "3", "320", "bf16", "OUT", *many],
        },
    }


def seconds_of(command, out):
    shutil.rmtree(out, ignore_errors=True)
    words = [str(out) if word == "OUT" else str(word) for word in command]
    begin = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(done.stderr)
    return seconds


def measure(cases, rounds, out):
    """{case: {contestant: median seconds}}"""
    found = {case: {name: [] for name in contestants} for case, contestants in cases.items()}
    for _ in range(rounds):
        for case, contestants in cases.items():
            for name, command in contestants.items():
                found[case][name].append(seconds_of(command, out))
                print(case, name, found[case][name][-1], file=sys.stderr)
    return {case: {name: statistics.median(times) for name, times in of_case.items()}
            for case, of_case in found.items()}


def table(found):
    names = list(max(found.values(), key=len))
    lines = [f"On {compare.machine()}; seconds from the start of the process to the pictures "
             "written, median.", "",
             "| | " + " | ".join(f"**{name}**" if "vitviz" in name else name for name in names) + " |",
             "|---|" + "---:|" * len(names)]
    for case, times in found.items():
        cells = [f"{times[name]:.2f}" if name in times else "" for name in names]
        lines.append(f"| {case} | " + " | ".join(cells) + " |")
    return lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("photo", type=pathlib.Path)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--vitviz", default=compare.ROOT / "build/release/vitviz")
    arguments.add_argument("--update", type=pathlib.Path)
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        save_photos(wanted.photo, folder)
        save_small_model(folder / "dino_vits16.pth")
        lines = table(measure(commands(wanted.vitviz, folder), wanted.rounds, folder / "out"))
    print("\n".join(lines))
    if wanted.update:
        compare.update(wanted.update, lines, "programs")


if __name__ == "__main__":
    main()

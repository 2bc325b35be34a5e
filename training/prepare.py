#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Photos -> one array that training reads: uint8 [n, side, side, 3].

usage: prepare.py FOLDER|PHOTOS.tar OUT.npy [--side 176] [--workers N]

Takes every photo of the folder and those below it, or of the archive, in the order of their names.
A photo is turned upright, cropped in the middle to at most 5:4, and squashed to a square: crops of
random aspect undo that while training. What cannot be read is named and left out.
"""

import argparse
import io
import os
import sys
import tarfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}
WIDEST = 1.25
CHUNK = 512  # photos that are decoded together


def photos_in(source):
    """Yields (name, path or bytes)."""
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.suffix.lower() in ENDINGS and path.is_file():
                yield str(path), path
        return
    with tarfile.open(source) as archive:
        members = [m for m in archive.getmembers() if m.isfile()]
        for member in sorted(members, key=lambda m: m.name):
            if Path(member.name).suffix.lower() in ENDINGS:
                yield member.name, archive.extractfile(member).read()


def squashed(photo, side):
    """The photo as [side, side, 3], or None where it is none."""
    try:
        opened = Image.open(photo if isinstance(photo, Path) else io.BytesIO(photo))
        image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError):
        return None
    width, height = image.size
    short = min(width, height)
    kept = [min(width, round(short * WIDEST)), min(height, round(short * WIDEST))]
    left, top = (width - kept[0]) // 2, (height - kept[1]) // 2
    box = (left, top, left + kept[0], top + kept[1])
    # LANCZOS for strong reductions, which BILINEAR would blur less evenly.
    return np.asarray(image.resize((side, side), Image.Resampling.LANCZOS, box))


def chunks(photos):
    chunk = []
    for photo in photos:
        chunk.append(photo)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def prepare(source, out, side, workers):
    """Returns the number of photos written."""
    count = 0
    raw = out.with_suffix(".part")  # becomes OUT once its length is known
    with ProcessPoolExecutor(workers) as pool, open(raw, "wb") as file:
        for chunk in chunks(photos_in(source)):
            pictures = pool.map(squashed, [photo for _, photo in chunk], [side] * len(chunk),
                                chunksize=8)
            for (name, _), picture in zip(chunk, pictures):
                if picture is None:
                    print(f"left out, no photo: {name}", file=sys.stderr)
                    continue
                file.write(picture.tobytes())
                count += 1
            print(f"\r{count} photos", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    if count == 0:
        raw.unlink()
        sys.exit(f"{source}: no photos in it")
    data = np.lib.format.open_memmap(out, "w+", np.uint8, (count, side, side, 3))
    pixels = np.memmap(raw, np.uint8, "r", shape=data.shape)
    for begin in range(0, count, CHUNK):
        data[begin:begin + CHUNK] = pixels[begin:begin + CHUNK]
    data.flush()
    raw.unlink()
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder or .tar of photos")
    parser.add_argument("out", type=Path, help="the .npy file to write")
    parser.add_argument("--side", type=int, default=176)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if not options.source.exists():
        sys.exit(f"{options.source}: not found")
    prepare(options.source, options.out, options.side, options.workers)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the data set of docs/features.md: photos of five shapes, a folder each.

    python3 tests/bench/make_shapes.py shapes       (needs pillow and numpy)
    vitviz probe shapes

A shape of any colour, size, place and turn stands on a ground of soft noise, with two small dots
beside it, so that neither colour nor place tells the class.
"""

import colorsys
import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

PHOTOS = 60  # of each class
SIZE = 288
SHAPES = {
    "disc": [(math.cos(2 * math.pi * i / 48), math.sin(2 * math.pi * i / 48)) for i in range(48)],
    "triangle": [(math.cos(2 * math.pi * i / 3), math.sin(2 * math.pi * i / 3)) for i in range(3)],
    "square": [(math.cos(math.pi / 4 + math.pi * i / 2), math.sin(math.pi / 4 + math.pi * i / 2))
               for i in range(4)],
    "star": [((1, 0.42)[i % 2] * math.cos(math.pi * i / 5), (1, 0.42)[i % 2] * math.sin(math.pi * i / 5))
             for i in range(10)],
    "cross": [(-1, -.3), (-.3, -.3), (-.3, -1), (.3, -1), (.3, -.3), (1, -.3),
              (1, .3), (.3, .3), (.3, 1), (-.3, 1), (-.3, .3), (-1, .3)],
}


def color(random):
    return tuple(int(255 * c) for c in colorsys.hsv_to_rgb(random.random(), random.uniform(.2, 1),
                                                           random.uniform(.35, 1)))


def ground(random):
    """Soft noise around a colour."""
    noise = random.normal(0, 60, (12, 12, 3)) + np.array(color(random))
    small = Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))
    return small.resize((SIZE, SIZE), Image.BICUBIC)


def draw(shape, random):
    photo = ground(random)
    pen = ImageDraw.Draw(photo)
    radius = random.uniform(0.12, 0.28) * SIZE
    x, y = random.uniform(radius, SIZE - radius, 2)
    turn = random.uniform(0, 2 * math.pi)
    cos, sin = math.cos(turn), math.sin(turn)
    pen.polygon([(x + radius * (cos * u - sin * v), y + radius * (sin * u + cos * v))
                 for u, v in shape], fill=color(random))
    for _ in range(2):
        dot, r = random.uniform(0, SIZE, 2), random.uniform(4, 12)
        pen.ellipse((dot[0] - r, dot[1] - r, dot[0] + r, dot[1] + r), fill=color(random))
    return photo.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.5)))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    random = np.random.default_rng(1)
    for name, shape in SHAPES.items():
        folder = Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(PHOTOS):
            draw(shape, random).save(folder / f"{number:03}.png")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes resize/: a picture of hard edges and noise, and what Pillow's resize() makes of its crops.

SOURCEWxSOURCEH_to_WxH_FILTER.npy is the resized top left crop of source.npy.

Made with Pillow 12.3. From 13.0 on Pillow resizes the height first when it shrinks much more than
the width; as long as the aspect is kept, nothing differs.
"""
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).resolve().parent / "resize"
WIDTH, HEIGHT = 61, 47
FILTERS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
RARE_FILTERS = {"nearest": Image.NEAREST, "lanczos": Image.LANCZOS, "box": Image.BOX, "hamming": Image.HAMMING}
CASES = [  # crop, size
    ((61, 47), (29, 22)), ((61, 47), (7, 5)), ((61, 47), (1, 1)), ((61, 47), (90, 71)), ((30, 20), (60, 40)),
    ((61, 47), (61, 20)), ((61, 47), (20, 47)), ((61, 47), (61, 47)), ((61, 47), (17, 90)), ((61, 47), (90, 17)),
    ((1, 47), (9, 9)), ((61, 1), (9, 9)), ((1, 1), (5, 3)), ((2, 2), (7, 7)), ((3, 40), (4, 3)),
]
RARE_CASES = [
    ((61, 47), (29, 22)), ((61, 47), (7, 5)), ((30, 20), (60, 40)), ((61, 47), (90, 17)), ((61, 47), (20, 47)),
    ((2, 2), (7, 7)),
]

rng = np.random.default_rng(11)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
source = rng.integers(0, 256, (HEIGHT, WIDTH, 3))
source[(x // 6 + y // 5) % 2 == 0] //= 255  # nearly black squares: overshoot must be clipped
source[(x // 6 + y // 5) % 5 == 1] = 255

FOLDER.mkdir(exist_ok=True)
np.save(FOLDER / "source.npy", source.astype(np.uint8))
for crop, size in CASES + RARE_CASES:
    image = Image.fromarray(source.astype(np.uint8)[:crop[1], :crop[0]])
    for name, kind in (FILTERS | RARE_FILTERS if (crop, size) in RARE_CASES else FILTERS).items():
        file = f"{crop[0]}x{crop[1]}_to_{size[0]}x{size[1]}_{name}.npy"
        np.save(FOLDER / file, np.asarray(image.resize(size, kind)))

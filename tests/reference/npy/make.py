# SPDX-License-Identifier: Apache-2.0
"""Writes the .npy files that tests/io/npy_test.cpp compares byte by byte. Needs NumPy.

Element i of every array is i / 4 - 3, which a float32 holds exactly.
"""
from pathlib import Path

import numpy as np

SHAPES = {
    "scalar": (),
    "vector": (5,),
    "matrix": (2, 3),
    "maps": (2, 3, 4, 5),
    "none": (0, 7),
}

for name, shape in SHAPES.items():
    values = np.arange(np.prod(shape, dtype=int), dtype=np.float32) / 4 - 3
    np.save(Path(__file__).parent / f"{name}.npy", values.reshape(shape))

np.save(Path(__file__).parent / "bytes.npy", np.array([[0, 1, 255], [7, 8, 9]], dtype=np.uint8))
np.save(Path(__file__).parent / "integers.npy", np.array([-1, 1 << 40], dtype="<i8"))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the colour tables in src/color/colormaps from those published with matplotlib.

    python3 scripts/make_colormaps.py      (needs matplotlib and NumPy; only to renew the tables)
"""

from pathlib import Path

import matplotlib
import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "src" / "render" / "colormaps"
COLORS_PER_LINE = 5

UNIFORM = "Nathaniel J. Smith, Stéfan van der Walt and Eric Firing for matplotlib"
ORIGINS = {  # name: (SPDX licence, origin)
    "inferno": ("CC0-1.0", UNIFORM),
    "magma": ("CC0-1.0", UNIFORM),
    "viridis": ("CC0-1.0", UNIFORM),
    "turbo": ("Apache-2.0", "Anton Mikhailov, Copyright 2019 Google LLC"),
}


def table(name: str) -> str:
    """The 256 colours of `name`, rounded to bytes, as initialisers of render::Color."""
    rgb = np.rint(np.asarray(matplotlib.colormaps[name].colors) * 255).astype(int)
    assert rgb.shape == (256, 3)
    colors = ["{%d, %d, %d}," % tuple(color) for color in rgb]
    lines = [" ".join(colors[i : i + COLORS_PER_LINE]) for i in range(0, 256, COLORS_PER_LINE)]
    return "\n".join(lines) + "\n"


for map_name, (licence, origin) in ORIGINS.items():
    head = f"// SPDX-License-Identifier: {licence}\n"
    head += f"// The colour map {map_name}.\n// By {origin}.\n"
    head += "// Written by scripts/make_colormaps.py.\n"
    (FOLDER / f"{map_name}.inc").write_text(head + table(map_name), encoding="utf-8")

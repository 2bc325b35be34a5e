"""Label files: PNG with a palette or greys, and the numbers that were put into them.

  labels/NAME.png       palette of 2, 4, 16 or 256 colours; of 256 interlaced; of 16 with a colour that is transparent; greys of as many
  labels/NAME.png.npy   [13, 19] uint8, the numbers

usage: make_labels.py            (writes beside itself)
needs: numpy
"""
from pathlib import Path

import numpy as np
from containers import png

FOLDER = Path(__file__).parent / "labels"
HEIGHT, WIDTH = 13, 19


def keep(name, labels, data):
    (FOLDER / f"{name}.png").write_bytes(data)
    np.save(FOLDER / f"{name}.png.npy", labels.astype(np.uint8))


def main():
    FOLDER.mkdir(exist_ok=True)
    rng = np.random.default_rng(5)
    for bits in (1, 2, 4, 8):
        labels = rng.integers(0, 1 << bits, (HEIGHT, WIDTH))
        palette = (b"PLTE", rng.integers(0, 256, (1 << bits, 3)).astype(np.uint8).tobytes())
        keep(f"palette_{bits}", labels, png(labels[..., None], bits, 3, [palette]))
        keep(f"gray_{bits}", labels, png(labels[..., None], bits, 0))
        if bits == 8:
            keep("palette_8_interlaced", labels, png(labels[..., None], bits, 3, [palette], interlaced=True))
        if bits == 4:
            keep("palette_4_transparent", labels, png(labels[..., None], bits, 3, [palette, (b"tRNS", b"\0\x80")]))


if __name__ == "__main__":
    main()

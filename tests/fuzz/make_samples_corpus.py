# SPDX-License-Identifier: Apache-2.0
"""Writes seeds for samples_fuzz.cpp: arrays and TIFF files of all kinds of numbers, each behind a
byte that chooses the window. Needs NumPy.

    python make_samples_corpus.py FOLDER
"""
import io
import itertools
import pathlib
import struct
import sys

import numpy


def npy(array):
    file = io.BytesIO()
    numpy.save(file, array)
    return file.getvalue()


def tiff(units, tags, order):
    """One picture: its strips or tiles, and {tag: numbers} beside those of the units."""
    tags = dict(tags)
    begin = 8 + sum(len(unit) for unit in units)
    offsets = list(itertools.accumulate([8] + [len(unit) for unit in units[:-1]]))
    tiled = 322 in tags
    tags[324 if tiled else 273] = offsets
    tags[325 if tiled else 279] = [len(unit) for unit in units]
    lists = b""
    entries = b""
    for tag, numbers in sorted(tags.items()):
        value = struct.pack(f"{order}{len(numbers)}I", *numbers)
        if len(value) > 4:
            place = struct.pack(f"{order}I", begin + len(lists))
            lists += value
        else:
            place = value
        entries += struct.pack(f"{order}HHI", tag, 4, len(numbers)) + place
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, begin + len(lists))
    return head + b"".join(units) + lists + struct.pack(f"{order}H", len(tags)) + entries + bytes(4)


def tiffs(random):
    for kind, (bits, sample_format) in {"u2": (16, 1), "u4": (32, 1), "i2": (16, 2), "f4": (32, 3), "f8": (64, 3)}.items():
        for order in "<>":
            array = (random.random((16, 16, 3)) * 1000).astype(order + kind)
            tags = {256: [16], 257: [16], 258: [bits], 259: [1], 262: [2], 277: [3], 339: [sample_format]}
            strips = [array[y:y + 8].tobytes() for y in (0, 8)]
            yield tiff(strips, {**tags, 278: [8]}, order)
            yield tiff([array.tobytes()], {**tags, 322: [16], 323: [16]}, order)
            planes = [array[..., c].tobytes() for c in range(3)]
            yield tiff(planes, {**tags, 278: [16], 284: [2]}, order)


def arrays(random):
    for kind in "|u1 <u2 >u2 <i4 >i8 <f2 >f4 <f8 |b1".split():
        for shape in ((5, 7), (5, 7, 3), (3, 5, 20)):
            array = (random.random(shape) * 200).astype(kind)
            yield npy(array)
            yield npy(numpy.asfortranarray(array))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(7)
    for i, file in enumerate(itertools.chain(arrays(random), tiffs(random))):
        (folder / f"seed_{i:03}").write_bytes(bytes([i % 4]) + file)


main()

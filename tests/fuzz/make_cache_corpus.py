#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes corpus/feature_cache: caches of features (src/features/cache_file.h), right and wrong."""
import pathlib
import struct
import zlib

FOLDER = pathlib.Path(__file__).parent / "corpus" / "feature_cache"
PHOTOS = [(b"/photos/a.jpg", (10, 20, 30), [1, 2, 3]), (b"/b", (-1, 0, 1 << 30), [-4, 5.5, 0])]


def cache(photos=PHOTOS, width=3, count=None, tail=b"", crc=None, version=1, magic=b"vitviz features\n"):
    key = b"key"
    table = struct.pack("<IIQ", len(key), width, len(photos) if count is None else count) + key
    for path, stamp, _ in photos:
        table += struct.pack("<Iqqq", len(path), *stamp) + path
    head_bytes = len(magic) + 8
    table += b"\0" * (-(head_bytes + len(table)) % 64)
    for _, _, numbers in photos:
        table += struct.pack(f"<{len(numbers)}f", *numbers)
    table += tail
    return magic + struct.pack("<II", version, zlib.crc32(table) if crc is None else crc) + table


FILES = {
    "good_two": cache(),
    "good_empty": cache(photos=[]),
    "bad_checksum": cache(crc=1),
    "bad_count": cache(count=1 << 63),
    "bad_magic": cache(magic=b"vitviz_features\n"),
    "bad_nan": cache(photos=[(b"/a", (1, 2, 3), [1, float("nan"), 3])]),
    "bad_no_width": cache(photos=[], width=0),
    "bad_tail": cache(tail=b"abcd"),
    "bad_version": cache(version=2),
    "bad_width": cache(width=(1 << 32) - 1),
}

FOLDER.mkdir(parents=True, exist_ok=True)
for name, content in FILES.items():
    (FOLDER / name).write_bytes(content)

# SPDX-License-Identifier: Apache-2.0
"""Writes PNG, TIFF and BMP files of the kinds that Pillow reads but does not write."""
import struct
import zlib

import numpy as np

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def pack_rows(samples, bits):
    """[rows, cols, channels] integers of `bits` bits -> one bytes object per row."""
    rows = samples.reshape(samples.shape[0], -1)
    if bits == 16:
        return [row.astype(">u2").tobytes() for row in rows]
    if bits == 8:
        return [row.astype("u1").tobytes() for row in rows]
    shifts = np.arange(bits)[::-1]
    return [np.packbits((row[:, None] >> shifts & 1).astype("u1")).tobytes() for row in rows]


def png(samples, bits, color, chunks=(), interlaced=False, size=None):
    """`color` is PNG's colour type; `chunks` are (type, data) before the pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7] if interlaced else [samples]
    raw = b"".join(b"\0" + row for part in passes if part.size for row in pack_rows(part, bits))
    width, height = size or (samples.shape[1], samples.shape[0])
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, int(interlaced))
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def tiff(pieces, tags, order="<", tiled=False):
    """`pieces` are the bytes of the strips or tiles, `tags` is {number: [values]} of 16-bit numbers
    (32-bit ones above 65535); the lists of offsets and lengths are added."""
    data = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 0)
    offsets = []
    for piece in pieces:
        offsets.append(len(data))
        data += piece + b"\0" * (len(piece) % 2)
    offsets_tag, lengths_tag = (324, 325) if tiled else (273, 279)
    tags = {**tags, offsets_tag: offsets, lengths_tag: [len(piece) for piece in pieces]}
    entries = b""
    for number in sorted(tags):
        values = tags[number]
        long = number in (offsets_tag, lengths_tag) or max(values) > 0xFFFF
        packed = struct.pack(f"{order}{len(values)}{'I' if long else 'H'}", *values)
        if len(packed) > 4:
            position = len(data)
            data += packed + b"\0" * (len(packed) % 2)
            packed = struct.pack(order + "I", position)
        entries += struct.pack(order + "HHI", number, 4 if long else 3, len(values)) + packed.ljust(4, b"\0")
    directory = len(data)
    data += struct.pack(order + "H", len(tags)) + entries + struct.pack(order + "I", 0)
    return data[:4] + struct.pack(order + "I", directory) + data[8:]


def bmp(rows, width, height, bits, compression=0, masks=(), palette=(), os2=False):
    """`rows` are the stored rows, bottom row first unless `height` is negative."""
    pixels = b"".join(row + b"\0" * (-len(row) % 4) for row in rows)
    if os2:
        information = struct.pack("<IHHHH", 12, width, height, 1, bits)
        colors = b"".join(bytes([b, g, r]) for r, g, b in palette)
    else:
        information = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(pixels),
                                  2835, 2835, len(palette), 0)
        information += struct.pack(f"<{len(masks)}I", *masks)
        colors = b"".join(bytes([b, g, r, 0]) for r, g, b in palette)
    start = 14 + len(information) + len(colors)
    return struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start) + information + colors + pixels

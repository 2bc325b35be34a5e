#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes profiles/: small photos with an ICC profile, each with its pixels in sRGB as PHOTO.npy.

The profiles are written by hand: Display P3, and Adobe's primaries with a gamma of 2.2. The pixels are
Pillow's ImageCms. Needs numpy, Pillow and pillow-heif (made with 13.0 and 1.8.1).
"""
import io
import struct
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageCms

FOLDER = Path(__file__).resolve().parent / "profiles"
WIDTH, HEIGHT = 40, 30
SRGB = ImageCms.createProfile("sRGB")

y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.stack([255 * x / WIDTH, 255 * y / HEIGHT, 255 - 255 * x * y / (WIDTH * HEIGHT)], axis=2).round().astype(np.uint8)
IMAGE = Image.fromarray(RGB)


def fixed(value):
    return struct.pack(">i", round(value * 65536))


def to_d50(primaries, white):
    """XYZ of the primaries, adapted to D50 as Bradford does it: what an ICC profile holds."""
    def xyz(chromaticity):
        return np.array([chromaticity[0] / chromaticity[1], 1, (1 - sum(chromaticity)) / chromaticity[1]])
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    matrix = np.stack([xyz(p) for p in primaries], axis=1)
    matrix = matrix * np.linalg.solve(matrix, xyz(white))
    scale = bradford @ np.array([0.9642, 1, 0.8249]) / (bradford @ xyz(white))
    return np.linalg.inv(bradford) @ np.diag(scale) @ bradford @ matrix


def icc(name, colors, curve, space=b"RGB ", padding=0):
    """An ICC profile of version 4: a matrix and one curve for all channels, or a curve of grey."""
    text = name.encode("utf-16-be")
    tags = {b"desc": b"mluc\0\0\0\0" + struct.pack(">II", 1, 12)
            + b"enUS" + struct.pack(">II", len(text), 28) + text,
            b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642) + fixed(1) + fixed(0.8249)}
    if space == b"GRAY":
        tags[b"kTRC"] = curve
    else:
        for channel, color in zip(b"rgb", colors.T):
            letter = bytes([channel])
            tags[letter + b"XYZ"] = b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in color)
            tags[letter + b"TRC"] = curve
    if padding:
        tags[b"padd"] = b"data\0\0\0\0\0\0\0\1" + bytes(range(256)) * (padding // 256)
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    header = struct.pack(">I4sI4s4s4s12x4s", start + len(data), bytes(4), 0x04200000, b"mntr", space, b"XYZ ", b"acsp")
    header = header.ljust(68, b"\0") + fixed(0.9642) + fixed(1) + fixed(0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def gamma(value):
    return b"para\0\0\0\0\0\0\0\0" + fixed(value)


SRGB_CURVE = b"para\0\0\0\0\0\3\0\0" + b"".join(fixed(v) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
STEPS = np.arange(1024) / 1023
LIGHT = np.where(STEPS <= 0.04045, STEPS / 12.92, ((STEPS + 0.055) / 1.055) ** 2.4)
SRGB_TABLE = b"curv\0\0\0\0" + struct.pack(">I", 1024) + (65535 * LIGHT).round().astype(">u2").tobytes()
D65 = (0.3127, 0.3290)
P3_COLORS = to_d50([(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)], D65)
ADOBE_COLORS = to_d50([(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)], D65)
SRGB_COLORS = to_d50([(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)], D65)
P3 = icc("Display P3", P3_COLORS, SRGB_CURVE)
LARGE = icc("Wide", ADOBE_COLORS, gamma(563 / 256), padding=150_000)
GRAY = icc("Grey", None, gamma(2.2), b"GRAY")


def encoded(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def keep(name, data, profile):
    """With the pixels that Pillow reads, converted."""
    (FOLDER / name).write_bytes(data)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    if profile is not None:
        image = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB)
    np.save(FOLDER / (name + ".npy"), np.asarray(image))


pillow_heif.register_heif_opener()
FOLDER.mkdir(exist_ok=True)
keep("p3.jpg", encoded(IMAGE, "JPEG", quality=95, icc_profile=P3), P3)
keep("large.jpg", encoded(IMAGE, "JPEG", quality=95, icc_profile=LARGE), LARGE)
keep("p3.png", encoded(IMAGE, "PNG", icc_profile=P3), P3)
keep("p3.webp", encoded(IMAGE, "WEBP", lossless=True, icc_profile=P3), P3)
keep("p3.tif", encoded(IMAGE, "TIFF", icc_profile=P3), P3)
keep("p3.heic", encoded(IMAGE, "HEIF", quality=95, chroma=444, icc_profile=P3), P3)
keep("p3.avif", encoded(IMAGE, "AVIF", quality=95, subsampling="4:4:4", icc_profile=P3), P3)
for name, profile in (("srgb", ImageCms.ImageCmsProfile(SRGB).tobytes()),
                      ("srgb_4", icc("sRGB by hand", SRGB_COLORS, SRGB_CURVE))):
    keep(f"{name}.png", encoded(IMAGE, "PNG", icc_profile=profile), None)
for name, profile in (("srgb", ImageCms.ImageCmsProfile(SRGB).tobytes()),
                      ("srgb_4", icc("sRGB by hand", SRGB_COLORS, SRGB_CURVE)),
                      ("srgb_table", icc("sRGB as a table", SRGB_COLORS, SRGB_TABLE)),
                      ("gamma", icc("A gamma of 2.2", SRGB_COLORS, gamma(2.2)))):
    (FOLDER / f"{name}.icc").write_bytes(profile)
keep("gray.jpg", encoded(IMAGE.convert("L"), "JPEG", icc_profile=GRAY), None)
keep("broken.jpg", encoded(IMAGE, "JPEG", quality=95, icc_profile=P3[:150]), None)

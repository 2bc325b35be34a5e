#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes coded/: small HEIC, AVIF and JPEG XL photos of a pattern, each with its pixels as PHOTO.npy.

The pixels are those that the encoders were given, on white; what a codec loses is the tests' to allow.
Needs numpy, Pillow, pillow-heif and pillow-jxl-plugin (made with 13.0, 1.8.1 and 1.3.8).
"""
import io
from pathlib import Path

import numpy as np
import pillow_heif
import pillow_jxl
from PIL import Image, ImageCms

FOLDER = Path(__file__).resolve().parent / "coded"
WIDTH, HEIGHT = 72, 48

y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.stack([255 * x / WIDTH, 255 * y / HEIGHT, 255 - 200 * x * y / (WIDTH * HEIGHT)], axis=2).round().astype(np.uint8)
RGB[8:20, 10:30] = (200, 40, 30)
ALPHA = np.where(x < WIDTH // 2, 255, 255 - 3 * y).astype(np.uint8)[..., np.newaxis]
IMAGE = Image.fromarray(RGB)
RGBA_IMAGE = Image.fromarray(np.dstack([RGB, ALPHA]))


def keep(name, data, pixels):
    (FOLDER / name).write_bytes(data)
    np.save(FOLDER / (name + ".npy"), np.ascontiguousarray(pixels, dtype=np.uint8))


def encoded(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def on_white(rgb, alpha):
    return ((rgb.astype(int) * alpha + 255 * (255 - alpha.astype(int)) + 127) // 255).astype(np.uint8)


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def make_heifs():
    fine = {"quality": 95, "chroma": 444}
    keep("rgb.heic", encoded(IMAGE, "HEIF", **fine), RGB)
    keep("rgba.heic", encoded(RGBA_IMAGE, "HEIF", **fine), on_white(RGB, ALPHA))
    keep("chroma_420.heic", encoded(IMAGE, "HEIF", quality=90), RGB)
    # Upright as its own turn says; the EXIF block says it too.
    keep("turned.heic", encoded(IMAGE, "HEIF", exif=turned(6).tobytes(), **fine), np.rot90(RGB, -1))
    deep = pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), (RGB.astype(np.uint16) * 257).tobytes())
    stream = io.BytesIO()
    deep.save(stream, **fine)
    keep("deep.heic", stream.getvalue(), RGB)
    two = pillow_heif.HeifFile()
    two.add_from_pillow(IMAGE)
    two.add_from_pillow(IMAGE.rotate(180))
    stream = io.BytesIO()
    two.save(stream, **fine)
    keep("two.heic", stream.getvalue(), RGB)


def make_avifs():
    fine = {"quality": 95, "subsampling": "4:4:4"}
    keep("rgb.avif", encoded(IMAGE, "AVIF", **fine), RGB)
    keep("rgba.avif", encoded(RGBA_IMAGE, "AVIF", **fine), on_white(RGB, ALPHA))
    keep("turned.avif", encoded(IMAGE, "AVIF", exif=turned(6), **fine), np.rot90(RGB, -1))


def make_jxls():
    keep("lossless.jxl", encoded(IMAGE, "JXL", lossless=True), RGB)
    keep("lossless_alpha.jxl", encoded(RGBA_IMAGE, "JXL", lossless=True), on_white(RGB, ALPHA))
    gray = IMAGE.convert("L")
    keep("gray.jxl", encoded(gray, "JXL", lossless=True, use_container=True), gray.convert("RGB"))
    keep("lossy.jxl", encoded(IMAGE, "JXL", quality=95), RGB)


pillow_heif.register_heif_opener()
FOLDER.mkdir(exist_ok=True)
for make in (make_heifs, make_avifs, make_jxls):
    make()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes photos/: small photos of every kind, each with its pixels as PHOTO.npy (uint8 [height, width, 3]).

The pixels are Pillow's where it wrote the file with loss, and otherwise those the file was made from.
Needs numpy and Pillow (made with 13.0).
"""
import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from containers import bmp, pack_rows, png, tiff

FOLDER = Path(__file__).resolve().parent / "photos"
WIDTH, HEIGHT = 21, 13
rng = np.random.default_rng(7)


def picture(width, height):
    """A smooth ramp with an edge and some noise, so that every pixel and side is told apart."""
    y, x = np.mgrid[0:height, 0:width]
    ramp = np.stack([255 * x / width, 255 * y / height, 255 - 200 * x * y / (width * height)], axis=2)
    ramp[y > x] *= 0.6
    return np.clip(ramp + rng.normal(0, 8, ramp.shape), 0, 255).astype(np.uint8)


def on_white(rgb, alpha):
    return ((rgb.astype(int) * alpha + 255 * (255 - alpha.astype(int)) + 127) // 255).astype(np.uint8)


def keep(name, data, pixels):
    (FOLDER / name).write_bytes(data)
    np.save(FOLDER / (name + ".npy"), np.ascontiguousarray(pixels, dtype=np.uint8))


def encoded(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def as_pillow_reads(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def keep_pillow(name, image, kind, **options):
    data = encoded(image, kind, **options)
    keep(name, data, as_pillow_reads(data))


def gray(levels):
    return np.repeat(levels.reshape(*levels.shape[:2], 1), 3, axis=2)


RGB = picture(WIDTH, HEIGHT)
ALPHA = rng.integers(0, 256, (HEIGHT, WIDTH, 1))
ALPHA[:4, :4], ALPHA[-4:, -4:] = 0, 255
IMAGE = Image.fromarray(RGB)
RGBA_IMAGE = Image.fromarray(np.dstack([RGB, ALPHA.astype(np.uint8)]), "RGBA")


def make_jpegs():
    large = Image.fromarray(picture(61, 35))
    keep_pillow("chroma_420.jpg", large, "JPEG", quality=85, subsampling=2)
    keep_pillow("chroma_422.jpg", large, "JPEG", quality=85, subsampling=1)
    keep_pillow("progressive.jpg", large, "JPEG", quality=90, subsampling=0, progressive=True)
    keep_pillow("gray.jpg", large.convert("L"), "JPEG")
    cmyk = encoded(large.convert("CMYK"), "JPEG", quality=90)
    keep("cmyk.jpg", cmyk, as_pillow_reads(cmyk))
    transform = cmyk.index(b"Adobe") + 11
    ycck = cmyk[:transform] + b"\2" + cmyk[transform + 1:]
    keep("ycck.jpg", ycck, as_pillow_reads(ycck))


def make_oriented():
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        image = Image.fromarray(picture(24, 16))
        data = encoded(image, "JPEG", quality=95, exif=exif)
        keep(f"orientation_{orientation}.jpg", data, ImageOps.exif_transpose(Image.open(io.BytesIO(data))))
        data = encoded(IMAGE, "TIFF", tiffinfo={274: orientation})
        keep(f"orientation_{orientation}.tif", data, ImageOps.exif_transpose(Image.open(io.BytesIO(data))))
    exif[0x0112] = 6
    keep("orientation_6.png", encoded(IMAGE, "PNG", exif=exif), np.rot90(RGB, -1))
    keep("orientation_6.webp", encoded(IMAGE, "WEBP", lossless=True, exif=exif), np.rot90(RGB, -1))


def make_pngs():
    for bits in (1, 2, 4, 8, 16):
        levels = rng.integers(0, 1 << bits, (HEIGHT, WIDTH, 1))
        shown = levels >> 8 if bits == 16 else levels * 255 // ((1 << bits) - 1)
        keep(f"gray_{bits}.png", png(levels, bits, 0), gray(shown))
    for bits in (1, 2, 4, 8):
        palette = rng.integers(0, 256, (1 << bits, 3)).astype(np.uint8)
        index = rng.integers(0, 1 << bits, (HEIGHT, WIDTH, 1))
        chunk = (b"PLTE", palette.tobytes())
        keep(f"palette_{bits}.png", png(index, bits, 3, [chunk]), palette[index[..., 0]])
        alpha = rng.integers(0, 256, len(palette)).astype(np.uint8)
        keep(f"palette_{bits}_transparent.png", png(index, bits, 3, [chunk, (b"tRNS", alpha.tobytes())]),
             on_white(palette[index[..., 0]], alpha[index]))
    keep("rgb_8.png", png(RGB, 8, 2), RGB)
    deep = rng.integers(0, 1 << 16, (HEIGHT, WIDTH, 4))
    keep("rgb_16.png", png(deep[..., :3], 16, 2), deep[..., :3] >> 8)
    keep("rgba_8.png", png(np.dstack([RGB, ALPHA]), 8, 6), on_white(RGB, ALPHA))
    keep("rgba_8_interlaced.png", png(np.dstack([RGB, ALPHA]), 8, 6, interlaced=True), on_white(RGB, ALPHA))
    keep("rgb_8_interlaced.png", png(RGB, 8, 2, interlaced=True), RGB)
    exact = deep[..., :3] * deep[..., 3:] + 65535 * (65535 - deep[..., 3:])
    keep("rgba_16.png", png(deep, 16, 6), ((exact + 32767) // 65535) >> 8)
    keep("gray_alpha_8.png", png(np.dstack([RGB[..., :1], ALPHA]), 8, 4), on_white(gray(RGB[..., :1]), ALPHA))
    keep("gray_alpha_16.png", png(deep[..., 2:], 16, 4),
         gray((deep[..., 2:3] * deep[..., 3:] + 65535 * (65535 - deep[..., 3:]) + 32767) // 65535 >> 8))
    # One colour is wholly transparent.
    key = b"".join(b"\0" + bytes([v]) for v in RGB[2, 3])
    keyed = np.where((RGB == RGB[2, 3]).all(axis=2, keepdims=True), 255, RGB)
    keep("rgb_8_key.png", png(RGB, 8, 2, [(b"tRNS", key)]), keyed)
    levels = rng.integers(0, 4, (HEIGHT, WIDTH, 1))
    keep("gray_2_key.png", png(levels, 2, 0, [(b"tRNS", b"\0\1")]), gray(np.where(levels == 1, 255, levels * 85)))


def make_webps():
    keep("lossless.webp", encoded(IMAGE, "WEBP", lossless=True), RGB)
    keep("lossless_alpha.webp", encoded(RGBA_IMAGE, "WEBP", lossless=True, exact=True), on_white(RGB, ALPHA))
    keep_pillow("lossy.webp", IMAGE, "WEBP", quality=80)
    other = Image.fromarray(255 - RGB)
    keep("animated.webp", encoded(IMAGE, "WEBP", save_all=True, append_images=[other], lossless=True), RGB)
    # Of later frames only what changes is stored, over the frame before; all of them, one below the other.
    frames = [np.dstack([RGB, ALPHA.astype(np.uint8)]) for _ in range(3)]
    frames[1][5:9, 6:11] = (250, 10, 20, 255)
    frames[2][2:7, 12:18] = (10, 240, 30, 128)
    first, *later = [Image.fromarray(frame, "RGBA") for frame in frames]
    keep("moving.webp", encoded(first, "WEBP", save_all=True, append_images=later, lossless=True, duration=[40, 40, 120]),
         np.vstack([on_white(frame[..., :3], frame[..., 3:].astype(int)) for frame in frames]))


def tiff_tags(bits, channels, photometric, **more):
    return {256: [WIDTH], 257: [HEIGHT], 258: [bits] * channels, 259: [1], 262: [photometric],
            277: [channels], **{int(tag[1:]): value for tag, value in more.items()}}


def tiles_of(samples, edge):
    for y in range(0, HEIGHT, edge):
        for x in range(0, WIDTH, edge):
            part = samples[y:y + edge, x:x + edge]
            yield np.pad(part, ((0, edge - part.shape[0]), (0, edge - part.shape[1]), (0, 0))).tobytes()


def make_tiffs():
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
        keep(f"{compression}.tif", encoded(IMAGE, "TIFF", compression=compression), RGB)
    keep("pages.tif", encoded(IMAGE, "TIFF", save_all=True, append_images=[IMAGE.rotate(90)]), RGB)
    quantized = IMAGE.quantize(16)
    keep("palette.tif", encoded(quantized, "TIFF"), quantized.convert("RGB"))
    keep("bilevel.tif", encoded(IMAGE.convert("1"), "TIFF", compression="group4"), IMAGE.convert("1").convert("RGB"))
    keep("rgba.tif", encoded(RGBA_IMAGE, "TIFF"), on_white(RGB, ALPHA))
    keep_pillow("cmyk.tif", IMAGE.convert("CMYK"), "TIFF")

    strips = [RGB[y:y + 5].tobytes() for y in range(0, HEIGHT, 5)]
    keep("strips.tif", tiff(strips, tiff_tags(8, 3, 2, t278=[5])), RGB)
    keep("tiles.tif", tiff(list(tiles_of(RGB, 16)), tiff_tags(8, 3, 2, t322=[16], t323=[16]), tiled=True), RGB)
    planes = [np.ascontiguousarray(RGB[..., c]).tobytes() for c in range(3)]
    keep("planes.tif", tiff(planes, tiff_tags(8, 3, 2, t278=[HEIGHT], t284=[2])), RGB)
    keep("white_is_zero.tif", tiff([RGB[..., 0].tobytes()], tiff_tags(8, 1, 0, t278=[HEIGHT])), gray(255 - RGB[..., 0]))
    premultiplied = (RGB * (ALPHA / 255)).round().astype(np.uint8)
    keep("premultiplied.tif",
         tiff([np.dstack([premultiplied, ALPHA]).astype(np.uint8).tobytes()], tiff_tags(8, 4, 2, t278=[HEIGHT], t338=[1])),
         premultiplied + (255 - ALPHA))
    deep = rng.integers(0, 1 << 16, (HEIGHT, WIDTH, 3))
    for order in "<>":
        end = {"<": "little", ">": "big"}[order]
        data = deep.astype(order + "u2")
        keep(f"rgb_16_{end}.tif", tiff([data.tobytes()], tiff_tags(16, 3, 2, t278=[HEIGHT]), order), deep >> 8)
        keep(f"gray_16_{end}.tif", tiff([data[..., 0].tobytes()], tiff_tags(16, 1, 1, t278=[HEIGHT]), order),
             gray(deep[..., 0] >> 8))


def make_bmps():
    keep("rgb.bmp", encoded(IMAGE, "BMP"), RGB)
    keep("rgbx.bmp", encoded(RGBA_IMAGE, "BMP"), RGB)
    rows = [row.astype("u1").tobytes() for row in np.dstack([RGB, ALPHA])[::-1]]
    masks = (0x000000FF, 0x0000FF00, 0x00FF0000, 0xFF000000)
    keep("rgba.bmp", bmp(rows, WIDTH, HEIGHT, 32, compression=6, masks=masks), on_white(RGB, ALPHA))
    keep("top_down.bmp", bmp([row[:, ::-1].tobytes() for row in RGB], WIDTH, -HEIGHT, 24), RGB)
    for bits in (1, 4, 8):
        palette = rng.integers(0, 256, (1 << bits, 3))
        index = rng.integers(0, 1 << bits, (HEIGHT, WIDTH, 1))
        rows = pack_rows(index, bits)[::-1]
        keep(f"palette_{bits}.bmp", bmp(rows, WIDTH, HEIGHT, bits, palette=palette), palette[index[..., 0]])
        keep(f"os2_{bits}.bmp", bmp(rows, WIDTH, HEIGHT, bits, palette=palette, os2=True), palette[index[..., 0]])
    for name, masks in {"555": (), "565": (0xF800, 0x07E0, 0x001F)}.items():
        values = rng.integers(0, 1 << 15, (HEIGHT, WIDTH)) if not masks else rng.integers(0, 1 << 16, (HEIGHT, WIDTH))
        rows = [row.astype("<u2").tobytes() for row in values[::-1]]
        low = 6 if masks else 5
        channels = [(values >> (5 + low) & 31) * 255 // 31, (values >> 5 & (1 << low) - 1) * 255 // ((1 << low) - 1),
                    (values & 31) * 255 // 31]
        keep(f"rgb_{name}.bmp", bmp(rows, WIDTH, HEIGHT, 16, 3 if masks else 0, masks), np.dstack(channels))


def make_broken():
    """Files that promise far more than they hold: no pixels belong to them."""
    tiny = np.zeros((1, 1, 3), np.uint8)
    (FOLDER / "huge.png").write_bytes(png(tiny, 8, 2, size=(30000, 30000)))
    (FOLDER / "huge.bmp").write_bytes(bmp([b"\0\0\0"], 1 << 30, 1 << 30, 24))
    tags = {**tiff_tags(8, 3, 2), 256: [100000], 257: [100000], 278: [1]}
    (FOLDER / "huge.tif").write_bytes(tiff([b"\0\0\0"], tags))
    jpeg = encoded(Image.fromarray(picture(16, 16)), "JPEG", progressive=True)
    size = jpeg.index(b"\xff\xc2") + 5
    (FOLDER / "huge.jpg").write_bytes(jpeg[:size] + b"\xff\xdc\xff\xdc" + jpeg[size + 4:])
    first = jpeg.index(b"\xff\xda")
    second = jpeg.index(b"\xff\xc4", first)
    (FOLDER / "scans.jpg").write_bytes(jpeg[:second] + jpeg[first:second] * 200 + jpeg[second:])
    (FOLDER / "run_length.bmp").write_bytes(bmp([b"\0\1"], 1, 1, 8, compression=1, palette=[(0, 0, 0)]))
    (FOLDER / "preview.tif").write_bytes(tiff([RGB.tobytes()], tiff_tags(8, 3, 2, t254=[1], t278=[HEIGHT])))


def pnm(kind, maxval, samples):
    """A PNM file with a comment in its header, and in plain ones in every row."""
    height, width = samples.shape[:2]
    header = f"P{kind}\n# made by hand\n{width} {height}" + (f"\n{maxval}\n" if maxval else "\n")
    rows = samples.reshape(height, -1)
    if kind == 1:
        body = "".join("".join(str(bit) for bit in row) + "# a row\n" for row in rows).encode()
    elif kind <= 3:
        body = "".join(" ".join(str(value) for value in row) + " # a row\n" for row in rows).encode()
    elif kind == 4:
        body = np.packbits(rows, axis=1).tobytes()
    else:
        body = rows.astype(">u1" if maxval < 256 else ">u2").tobytes()
    return header.encode() + body


def pam(kind, maxval, samples):
    height, width, depth = samples.shape
    header = f"P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH {depth}\nMAXVAL {maxval}\nTUPLTYPE {kind}\nENDHDR\n"
    return header.encode() + samples.astype(">u1" if maxval < 256 else ">u2").tobytes()


def make_pnms():
    random = np.random.default_rng(8)
    bits = random.integers(0, 2, (HEIGHT, WIDTH))
    for kind in (1, 4):
        data = pnm(kind, None, bits)
        keep(f"bits_{kind}.pbm", data, as_pillow_reads(data))
    for kind, channels, ending in ((2, 1, "pgm"), (3, 3, "ppm"), (5, 1, "pgm"), (6, 3, "ppm")):
        for maxval in (6, 255, 1000, 65535):
            samples = random.integers(0, maxval + 1, (HEIGHT, WIDTH, channels))
            data = pnm(kind, maxval, samples)
            shown = (np.round(samples / maxval * 255) if maxval > 255 and channels == 1  # Pillow keeps these as they are
                     else as_pillow_reads(data))
            keep(f"max_{maxval}_{kind}.{ending}", data, gray(shown) if channels == 1 and maxval > 255 else shown)
    keep("rgba.pam", pam("RGB_ALPHA", 255, np.dstack([RGB, ALPHA])), on_white(RGB, ALPHA))
    keep("gray_alpha.pam", pam("GRAYSCALE_ALPHA", 255, np.dstack([RGB[..., :1], ALPHA])),
         on_white(gray(RGB[..., :1]), ALPHA))
    keep("rgb_16.pam", pam("RGB", 65535, RGB.astype(int) * 257), RGB)
    keep("bits.pam", pam("BLACKANDWHITE", 1, bits[..., np.newaxis]), gray(bits * 255))


def lzw(indices, bits):
    """Codes for GIF that grow no table: a clear code before each pair of pixels keeps them of one width."""
    clear, width = 1 << bits, bits + 1
    codes = [code for i in range(0, len(indices), 2) for code in (clear, *indices[i:i + 2])] + [clear + 1]
    number = sum(int(code) << (width * i) for i, code in enumerate(codes))
    data = number.to_bytes((width * len(codes) + 7) // 8, "little")
    return bytes([bits]) + b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255]
                                    for i in range(0, len(data), 255)) + b"\0"


def gif(canvas, palette, frames):
    """frames: (left, top, indices, palette or None, interlaced, transparent index or None)."""
    def colors(table):
        return 0x80 | (len(table).bit_length() - 2), table.astype(np.uint8).tobytes()
    flags, table = colors(palette) if palette is not None else (0, b"")
    out = b"GIF89a" + struct.pack("<HHBBB", *canvas, flags, 0, 0) + table
    for left, top, indices, own, interlaced, transparent in frames:
        height, width = indices.shape
        if transparent is not None:
            out += b"!\xf9\4\1\0\0" + bytes([transparent, 0])
        flags, table = colors(own) if own is not None else (0, b"")
        out += b"," + struct.pack("<HHHHB", left, top, width, height, flags | 0x40 * interlaced) + table
        rows = [y for first, step in ((0, 8), (4, 8), (2, 4), (1, 2)) for y in range(first, height, step)]
        out += lzw((indices[rows] if interlaced else indices).ravel(), 4)
    return out + b";"


def make_gifs():
    random = np.random.default_rng(9)
    shared, own = random.integers(0, 256, (2, 16, 3))
    index = random.integers(0, 16, (HEIGHT, WIDTH))
    part = random.integers(0, 16, (6, 9))
    files = {
        "plain": ((WIDTH, HEIGHT), shared, [(0, 0, index, None, False, None)]),
        "interlaced": ((WIDTH, HEIGHT), shared, [(0, 0, index, None, True, None)]),
        "transparent": ((WIDTH, HEIGHT), shared, [(0, 0, index, None, False, 3)]),
        "own_palette": ((WIDTH, HEIGHT), shared, [(0, 0, index, own, False, None)]),
        "no_palette": ((WIDTH, HEIGHT), None, [(0, 0, index, None, False, None)]),
        "small_frame": ((WIDTH, HEIGHT), shared, [(4, 3, part, None, False, None)]),
        "small_transparent": ((WIDTH, HEIGHT), shared, [(4, 3, part, own, True, 5)]),
        "outside": ((6, 5), shared, [(4, 3, part, None, False, None)]),
        "animated": ((WIDTH, HEIGHT), shared, [(0, 0, index, None, False, None), (2, 2, part, own, False, 1),
                                               (0, 0, index, None, True, None)]),
    }
    for name, arguments in files.items():
        data = gif(*arguments)
        shown = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))
        keep(f"{name}.gif", data, on_white(shown[..., :3], shown[..., 3:]))
    keep_pillow("pillow.gif", IMAGE.quantize(200), "GIF")


FOLDER.mkdir(exist_ok=True)
for make in (make_jpegs, make_oriented, make_pngs, make_webps, make_tiffs, make_bmps, make_broken, make_pnms, make_gifs):
    make()

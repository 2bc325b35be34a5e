#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws all pictures of the README again, from nothing, into assets/pictures.

    python3 scripts/make_pictures.py build/release/vitviz

It needs pillow, DejaVu Sans Mono, and Chromium for the report's page.
"""

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
PHOTO = ROOT / "assets" / "photos" / "dogs.jpg"
PICTURES = ROOT / "assets" / "pictures"

DEMO_HEIGHT, DEMO_GAP = 360, 8
SMALL = (400, 376)  # what is drawn of it stands four in a row, sharp on fine screens as well
QUERY = "283,248"  # the snout of the lower dog, in pixels of the small photo

# Name of the picture: the options that draw it.
SMALL_PICTURES = {
    "overlay": "--view overlay",
    "heat": "--view heat",
    "mask": "--view mask",
    "boxes": "--view outline --boxes",
    "outline": "--view outline",
    "cutout": "--view cutout",
    "colors": "--view colors",
    "pca": "--view pca",
    "rollout": "--view overlay --map rollout",
    "similarity": "--view overlay --map similarity",
    "norm": "--view overlay --map norm",
    "query": f"--view overlay --query {QUERY}",
    "legend": "--view overlay --legend",
}
SHEETS = {
    "heads": "--view heads",
    "blocks": "--view blocks --scale 0.75",
    "masks": "--view masks --scale 0.7",
}

REPORT_SIZE = (1360, 1240)  # of the page, in pixels of a screen
REPORT_VIEW = "#block=9&query=14,18"  # the lower dog's face

MOST_BYTES = 60_000  # of a picture
QUALITIES = range(92, 60, -2)  # of JPEG; the first one that is small enough


def draw(program, photo, options):
    """The one picture that these options draw."""
    with tempfile.TemporaryDirectory() as folder:
        words = [program, photo, "--quiet", "--out", folder, *options.split()]
        paths = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split("\n")
        return Image.open(paths[0]).copy()


def on_checkerboard(picture, field=12):
    """What is transparent, as programs for pictures show it."""
    ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    pen = ImageDraw.Draw(ground)
    for y in range(0, picture.height, field):
        for x in range(y // field % 2 * field, picture.width, 2 * field):
            pen.rectangle((x, y, x + field - 1, y + field - 1), fill=(208, 208, 208, 255))
    return Image.alpha_composite(ground, picture)


def side_by_side(pictures):
    parts = [p.resize((round(p.width * DEMO_HEIGHT / p.height), DEMO_HEIGHT), Image.LANCZOS)
             for p in pictures]
    width = sum(p.width for p in parts) + DEMO_GAP * (len(parts) - 1)
    strip = Image.new("RGB", (width, DEMO_HEIGHT), "white")
    left = 0
    for part in parts:
        strip.paste(part, (left, 0))
        left += part.width + DEMO_GAP
    return strip


def terminal(program, photo, cell=(8, 16), margin=12):
    """What a terminal shows: a line of text, then half blocks, of which each is two pixels."""
    out = subprocess.run([program, photo, "--view", "terminal"], check=True, capture_output=True)
    title, *lines = out.stdout.decode().splitlines()
    lines = [line for line in lines if "▀" in line]
    columns, line_height = lines[0].count("▀"), cell[1]
    screen = Image.new("RGB", (columns * cell[0] + 2 * margin,
                               (len(lines) + 1) * line_height + 2 * margin), (24, 24, 24))
    pen = ImageDraw.Draw(screen)
    pen.text((margin, margin - 2), Path(title).name, fill=(220, 220, 220),
             font=ImageFont.truetype("DejaVuSansMono.ttf", 13))
    for row, line in enumerate(lines, start=1):
        x, y = margin, margin + row * line_height
        colors = {}
        for layer, *color in re.findall(r"\x1b\[([34]8);2;(\d+);(\d+);(\d+)m|▀", line):
            if layer:
                colors[layer] = tuple(map(int, color))
                continue
            for half, fill in enumerate((colors["38"], colors["48"])):
                top = y + half * line_height // 2
                pen.rectangle((x, top, x + cell[0] - 1, top + line_height // 2 - 1), fill=fill)
            x += cell[0]
    return screen


def report(program, photo):
    """The top of the report's page, in a browser."""
    with tempfile.TemporaryDirectory() as folder:
        words = [program, "report", photo, "--quiet", "--out", folder]
        page = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
        screen = Path(folder) / "screen.png"
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--hide-scrollbars",
                        "--force-device-scale-factor=1", "--virtual-time-budget=5000",
                        f"--window-size={REPORT_SIZE[0]},{REPORT_SIZE[1]}",
                        f"--screenshot={screen}", Path(page).as_uri() + REPORT_VIEW],
                       check=True, capture_output=True)
        return Image.open(screen).convert("RGB")


def save(picture, name, most_bytes=MOST_BYTES):
    for quality in QUALITIES:
        file = io.BytesIO()
        picture.convert("RGB").save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= most_bytes:
            break
    (PICTURES / f"{name}.jpg").write_bytes(file.getvalue())
    print(f"{name}.jpg: {picture.width} x {picture.height}, {file.tell()} bytes, quality {quality}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    save(side_by_side([Image.open(PHOTO), draw(program, PHOTO, "--view overlay"),
                       draw(program, PHOTO, "--view mask")]), "demo")
    for name, options in SHEETS.items():
        save(draw(program, PHOTO, options), name)
    save(report(program, PHOTO), "report", 2 * MOST_BYTES)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / PHOTO.with_suffix(".png").name
        Image.open(PHOTO).resize(SMALL, Image.LANCZOS).save(small)
        for name, options in SMALL_PICTURES.items():
            picture = draw(program, small, options)
            save(on_checkerboard(picture) if picture.mode == "RGBA" else picture, name)
        save(terminal(program, small), "terminal")


if __name__ == "__main__":
    main()

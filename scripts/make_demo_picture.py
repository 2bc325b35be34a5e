"""Puts photo, overlay and mask of the demo side by side: the README's first picture.

usage: make_demo_picture.py PHOTO OVERLAY MASK assets/pictures/demo.jpg
       make_demo_picture.py SHEET assets/pictures/heads.jpg   (a single one keeps its size)
needs: pillow
"""
import sys

from PIL import Image

HEIGHT, GAP = 360, 8

*sources, target = sys.argv[1:]
pictures = [Image.open(path).convert("RGB") for path in sources]
if len(pictures) == 1:
    HEIGHT = pictures[0].height
pictures = [p.resize((round(p.width * HEIGHT / p.height), HEIGHT), Image.LANCZOS) for p in pictures]
strip = Image.new("RGB", (sum(p.width for p in pictures) + GAP * (len(pictures) - 1), HEIGHT), "white")
left = 0
for picture in pictures:
    strip.paste(picture, (left, 0))
    left += picture.width + GAP
strip.save(target, quality=90)

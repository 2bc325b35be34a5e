#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a small Vision Transformer and draws after every epoch where it looks.

    python examples/training/train.py --out attention

Needs torch, timm and vitviz. The data are drawn here: a coloured disc between grey squares; the
class is the disc's colour.
"""

import argparse
from pathlib import Path

import timm
import torch
from PIL import Image
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

import vitviz

SIDE, PATCH = 64, 8
MEAN, STD = 0.5, 0.25
COLOURS = torch.tensor([[0.9, 0.2, 0.2], [0.2, 0.8, 0.3], [0.2, 0.4, 0.9], [0.9, 0.8, 0.2]])


def draw_photos(count, generator):
    """Photos [count, 3, SIDE, SIDE] from 0 to 1, and the class of each."""
    classes = torch.randint(len(COLOURS), (count,), generator=generator)
    photos = 0.35 + 0.1 * torch.randn(count, 3, SIDE, SIDE, generator=generator)
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    for photo, label in zip(photos, classes):
        for _ in range(3):
            left, top = torch.randint(SIDE - 12, (2,), generator=generator).tolist()
            photo[:, top : top + 12, left : left + 12] = torch.rand(1, generator=generator)
        centre_x, centre_y = torch.randint(10, SIDE - 10, (2,), generator=generator)
        disc = (x - centre_x) ** 2 + (y - centre_y) ** 2 < 9**2
        photo[:, disc] = COLOURS[label][:, None]
    return photos.clamp(0, 1), classes


def normalise(photos):
    return (photos - MEAN) / STD


def train_one_epoch(model, loader, optimiser):
    """The mean loss."""
    model.train()
    losses = []
    for photos, classes in loader:
        loss = functional.cross_entropy(model(photos), classes)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


def accuracy(model, photos, classes):
    model.eval()
    with torch.inference_mode():
        return (model(photos).argmax(1) == classes).float().mean().item()


def overlays(model, photos):
    """Where the model looks now: a picture for each photo, of its last block."""
    now = vitviz.from_timm(model, mean=[MEAN] * 3, std=[STD] * 3)  # copies the weights
    return [now.look(photo.numpy()).overlay() for photo in photos]


def as_pictures(photos):
    pixels = (photos * STD + MEAN).clamp(0, 1) * 255
    return [Image.fromarray(photo.permute(1, 2, 0).byte().numpy()) for photo in pixels]


def strip(rows, zoom=2, gap=4):
    """One picture: the photos, and below them a row for each state of the model."""
    edge = SIDE * zoom
    size = [count * (edge + gap) - gap for count in (len(rows[0]), len(rows))]
    page = Image.new("RGB", size, "white")
    for row, pictures in enumerate(rows):
        for column, picture in enumerate(pictures):
            place = column * (edge + gap), row * (edge + gap)
            page.paste(picture.resize((edge, edge), Image.LANCZOS), place)
    return page


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--out", type=Path, default=Path("attention"))
    arguments.add_argument("--epochs", type=int, default=3)
    arguments.add_argument("--photos", type=int, default=512)
    chosen = arguments.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)

    generator = torch.Generator().manual_seed(0)
    torch.manual_seed(0)
    photos, classes = draw_photos(chosen.photos, generator)
    test_photos, test_classes = draw_photos(256, generator)
    loader = DataLoader(TensorDataset(normalise(photos), classes), batch_size=32, shuffle=True)
    test_photos = normalise(test_photos)
    model = timm.create_model("vit_tiny_patch16_224", img_size=SIDE, patch_size=PATCH, depth=4,
                              num_classes=len(COLOURS))
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-4, weight_decay=0.05)

    watched = test_photos[:6]
    rows = [as_pictures(watched), overlays(model, watched)]
    for epoch in range(1, chosen.epochs + 1):
        loss = train_one_epoch(model, loader, optimiser)
        right = accuracy(model, test_photos, test_classes)
        print(f"epoch {epoch}: loss {loss:.3f}, accuracy {right:.3f}", flush=True)
        # A SummaryWriter of torch.utils.tensorboard takes a picture as it is:
        # writer.add_image("attention", numpy.asarray(strip(rows)), epoch, dataformats="HWC")
        rows.append(overlays(model, watched))
        strip(rows).save(chosen.out / "attention.png")


if __name__ == "__main__":
    main()

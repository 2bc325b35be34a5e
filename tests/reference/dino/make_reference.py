#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what matplotlib's imsave() and torchvision's save_image() make of a small map and a small
photo, as DINO's visualize_attention.py calls them.

usage: make_reference.py FOLDER    needs numpy, matplotlib, Pillow, torch and torchvision
"""

import io
import pathlib
import sys

import matplotlib.pyplot as plt
import numpy as np
import torch
import torchvision
from PIL import Image

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def pixels(save):
    file = io.BytesIO()
    save(file)
    return np.asarray(Image.open(file).convert("RGB"))


def main():
    folder = pathlib.Path(sys.argv[1])
    numbers = np.random.default_rng(0)
    attention = numbers.exponential(size=(12, 15)).astype(np.float32) / 180
    np.save(folder / "attention.npy", attention)
    np.save(folder / "attention_rgb.npy",
            pixels(lambda file: plt.imsave(fname=file, arr=attention, format="png")))
    photo = numbers.integers(20, 230, (32, 48, 3), dtype=np.uint8)
    np.save(folder / "photo.npy", photo)
    tensor = torchvision.transforms.Normalize(MEAN, STD)(
        torchvision.transforms.ToTensor()(Image.fromarray(photo)))
    grid = torchvision.utils.make_grid(tensor, normalize=True, scale_each=True)
    np.save(folder / "photo_rgb.npy",
            pixels(lambda file: torchvision.utils.save_image(grid, file, format="png")))
    # The mask's rule, as the script has it.
    keep = 0.6
    values, order = torch.sort(torch.from_numpy(attention).flatten())
    values /= values.sum()
    mask = torch.cumsum(values, 0) > 1 - keep
    mask = mask[torch.argsort(order)].reshape(attention.shape)
    np.save(folder / "mask.npy", mask.numpy().astype(np.uint8))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Augmentation of whole batches on the device: random resized crops, flips, colours, blur, masks.

DINO's recipe (Caron et al., 2021): two global crops, of which one is nearly always blurred and the
other sometimes solarised, and several local ones.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

MOST_RECTANGLES = 20  # of a mask
MEAN, STD = 0.5, 0.5  # as vitviz normalises for this model

# Luma and two axes of colour (NTSC's YIQ): hue turns them, saturation stretches them.
YIQ = torch.tensor([[0.299, 0.587, 0.114], [0.596, -0.274, -0.322], [0.211, -0.523, 0.312]])


@dataclass
class Recipe:
    area: tuple        # share of the photo, from ... to
    blur: float        # how often
    solarise: float


GLOBALS = (Recipe((0.32, 1.0), blur=1.0, solarise=0.0), Recipe((0.32, 1.0), blur=0.1, solarise=0.2))
LOCAL = Recipe((0.05, 0.32), blur=0.5, solarise=0.0)


class Random:
    """Random numbers for each image of a batch."""

    def __init__(self, images):
        self.device, self.count = images.device, len(images)

    def between(self, low, high, *shape):
        return torch.rand(self.count, *shape, device=self.device) * (high - low) + low

    def often(self, share):
        return self.between(0, 1) < share


def resized_crops(images, side, area, random):
    """Of 3:4 to 4:3, flipped half of the time; antialiased where they are reduced."""
    area, aspect = random.between(*area), torch.exp(random.between(-1, 1) * math.log(4 / 3))
    width, height = (area * aspect).sqrt().clamp(max=1), (area / aspect).sqrt().clamp(max=1)
    place = torch.zeros(random.count, 2, 3, device=images.device)
    place[:, 0, 0] = torch.where(random.often(0.5), width, -width)
    place[:, 1, 1] = height
    place[:, 0, 2] = random.between(-1, 1) * (1 - width)
    place[:, 1, 2] = random.between(-1, 1) * (1 - height)
    fine = 2 if images.shape[-1] > side else 1  # samples of a pixel along a side
    grid = functional.affine_grid(place, (random.count, 3, side * fine, side * fine), False)
    crops = functional.grid_sample(images, grid, padding_mode="reflection", align_corners=False)
    return functional.avg_pool2d(crops, fine) if fine > 1 else crops


def jittered(images, random):
    """Brightness, contrast, saturation and hue of four in five; one in five without colours."""
    yiq = YIQ.to(images.device)
    some = random.often(0.8).float()
    factor = lambda reach: (1 + random.between(-reach, reach) * some)[:, None, None, None]
    images = images * factor(0.4)
    mean = images.mean((1, 2, 3), keepdim=True)
    images = (images - mean) * factor(0.4) + mean
    luma, first, second = torch.einsum("ij,bjhw->bihw", yiq, images).unbind(dim=1)
    angle = random.between(-0.1, 0.1) * math.tau * some
    stretch = torch.where(random.often(0.2), 0.0, 1.0) * factor(0.2).flatten()
    cosine = (torch.cos(angle) * stretch)[:, None, None]
    sine = (torch.sin(angle) * stretch)[:, None, None]
    turned = torch.stack([luma, cosine * first - sine * second, sine * first + cosine * second], 1)
    return torch.einsum("ij,bjhw->bihw", torch.linalg.inv(yiq), turned).clamp(0, 1)


def blurred(images, share, random):
    """A Gaussian of 0.1 to 2 pixels at 224, on a share of the images."""
    if share == 0:
        return images
    count, channels, side, _ = images.shape
    radius = max(1, round(5 * side / 224))
    sigma = random.between(0.1, 2.0) * side / 224
    steps = torch.arange(-radius, radius + 1, device=images.device)
    kernel = torch.exp(-0.5 * (steps / sigma[:, None].clamp(min=0.05)) ** 2)
    kernel = (kernel / kernel.sum(dim=1, keepdim=True)).repeat_interleave(channels, dim=0)
    planes = functional.pad(images.reshape(1, -1, side, side), [radius] * 4, mode="reflect")
    planes = functional.conv2d(planes, kernel[:, None, :, None], groups=count * channels)
    planes = functional.conv2d(planes, kernel[:, None, None, :], groups=count * channels)
    return torch.where(random.often(share)[:, None, None, None], planes.view_as(images), images)


@torch.no_grad()
def crops(images, side, recipe):
    """images [B, 3, h, w] in 0 ... 1 -> normalised crops [B, 3, side, side]."""
    random = Random(images)
    result = jittered(resized_crops(images, side, recipe.area, random), random)
    result = blurred(result, recipe.blur, random)
    inverted = random.often(recipe.solarise)[:, None, None, None] & (result > 0.5)
    return (torch.where(inverted, 1 - result, result) - MEAN) / STD


def block_masks(count, grid, device, share=(0.1, 0.5)):
    """iBOT hides patches of every second crop: [count, grid²], rectangles until a random share is
    reached. By numpy: thousands of numbers one by one.
    """
    chance = np.random.default_rng(torch.randint(2 ** 31, ()).item())
    masks = np.zeros((count, grid, grid), bool)
    for mask in masks[::2]:
        wanted = grid * grid * chance.uniform(*share)
        for _ in range(MOST_RECTANGLES):
            left_over = wanted - np.count_nonzero(mask)
            if left_over <= 0:
                break
            area, aspect = max(4.0, left_over * chance.random()), 0.3 ** chance.uniform(-1, 1)
            rows = min(grid, max(1, round(math.sqrt(area * aspect))))
            cols = min(grid, max(1, round(math.sqrt(area / aspect))))
            top, left = chance.integers(grid - rows + 1), chance.integers(grid - cols + 1)
            mask[top:top + rows, left:left + cols] = True
    return torch.from_numpy(masks).flatten(1).to(device)

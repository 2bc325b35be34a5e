# SPDX-License-Identifier: Apache-2.0
"""Augmentation of whole batches on the device: random resized crops, flips, colours, blur, masks.

DINO's recipe (Caron et al., 2021): two global crops, of which one is nearly always blurred and the
other sometimes solarised, and several local ones. Cropping, flipping, resizing and blurring are
linear along each axis: two matrices for each crop do them all, and place its object mask, too.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch

MOST_RECTANGLES = 20  # of a mask
MEAN, STD = 0.5, 0.5  # as vitviz normalises for this model
NO_BLUR = 0.05        # a Gaussian that leaves the pixels as they are

# Luma and two axes of colour (NTSC's YIQ): hue turns them, saturation stretches them.
YIQ = torch.tensor([[0.299, 0.587, 0.114], [0.596, -0.274, -0.322], [0.211, -0.523, 0.312]])
YIQ_BACK = torch.linalg.inv(YIQ)


@dataclass
class Recipe:
    area: tuple        # share of the photo, from ... to
    blur: float        # how often
    solarise: float


GLOBALS = (Recipe((0.32, 1.0), blur=0.5, solarise=0.0), Recipe((0.32, 1.0), blur=0.1, solarise=0.2))
LOCAL = Recipe((0.05, 0.32), blur=0.3, solarise=0.0)


class Random:
    """Random numbers for each image of a batch."""

    def __init__(self, count, device):
        self.count, self.device = count, device

    def between(self, low, high):
        return torch.rand(self.count, device=self.device) * (high - low) + low

    def often(self, share):
        return self.between(0, 1) < share


@dataclass
class Boxes:
    """One for each image, in shares of its sides: [B] each. A negative width is a flip."""

    x: torch.Tensor  # middle
    y: torch.Tensor
    width: torch.Tensor
    height: torch.Tensor


def random_boxes(area, random):
    """Of 3:4 to 4:3, flipped half of the time."""
    share, aspect = random.between(*area), torch.exp(random.between(-1, 1) * math.log(4 / 3))
    width, height = (share * aspect).sqrt().clamp(max=1), (share / aspect).sqrt().clamp(max=1)
    return Boxes(0.5 + random.between(-0.5, 0.5) * (1 - width),
                 0.5 + random.between(-0.5, 0.5) * (1 - height),
                 torch.where(random.often(0.5), width, -width), height)


def cubic(distance):
    """Keys' kernel with a = -0.5, as Pillow's BICUBIC."""
    d = distance.abs()
    near = (1.5 * d - 2.5) * d * d + 1
    far = ((-0.5 * d + 2.5) * d - 4) * d + 2
    return torch.where(d < 1, near, torch.where(d < 2, far, 0.0))


def resizing(middle, extent, length, side):
    """[B, side, length]: from `length` pixels to the `side` of a crop, antialiased as Pillow does."""
    steps = (torch.arange(side, device=middle.device) + 0.5) / side - 0.5
    wanted = (middle[:, None] + extent[:, None] * steps) * length
    reach = (extent.abs() * length / side).clamp(min=1)[:, None, None]
    pixels = torch.arange(length, device=middle.device) + 0.5
    weights = cubic((wanted[:, :, None] - pixels) / reach)
    return weights / weights.sum(dim=2, keepdim=True)


def blurring(sigma, side):
    """[B, side, side]: Gaussians of so many pixels."""
    steps = torch.arange(side, device=sigma.device)
    weights = torch.exp(-0.5 * ((steps[:, None] - steps) / sigma[:, None, None]) ** 2)
    return weights / weights.sum(dim=2, keepdim=True)


def resampled(planes, boxes, side, sigma=None):
    """planes [B, C, h, w] -> [B, C, side, side]"""
    down = resizing(boxes.y, boxes.height, planes.shape[2], side)
    across = resizing(boxes.x, boxes.width, planes.shape[3], side)
    if sigma is not None:
        gaussians = blurring(sigma, side)
        down, across = gaussians @ down, gaussians @ across
    down, across = down.to(planes.dtype), across.to(planes.dtype)
    return down[:, None] @ planes @ across.transpose(1, 2)[:, None]


def recolouring(random):
    """[B, 3, 3] and the share of its mean luma that each image is given: brightness, contrast,
    saturation and hue of four in five; one in five without colours.
    """
    there, back = YIQ.to(random.device), YIQ_BACK.to(random.device)
    some = random.often(0.8).float()
    factor = lambda reach: 1 + random.between(-reach, reach) * some
    brightness, contrast = factor(0.4), factor(0.4)
    angle = random.between(-0.1, 0.1) * math.tau * some
    stretch = torch.where(random.often(0.2), 0.0, 1.0) * factor(0.2)
    turn = torch.zeros(random.count, 3, 3, device=random.device)
    turn[:, 0, 0] = 1
    turn[:, 1, 1] = turn[:, 2, 2] = torch.cos(angle) * stretch
    turn[:, 2, 1] = torch.sin(angle) * stretch
    turn[:, 1, 2] = -turn[:, 2, 1]
    colours = back @ turn @ there
    return (brightness * contrast)[:, None, None] * colours, (1 - contrast) * brightness


def jittered(images, random):
    colours, grey = recolouring(random)
    mean = images.float().mean((1, 2, 3))
    planes = colours.to(images.dtype) @ images.flatten(2)
    return (planes + (grey * mean).to(images.dtype)[:, None, None]).view_as(images).clamp(0, 1)


@torch.no_grad()
def crops(images, side, recipe):
    """images [B, 3, h, w] in 0 ... 1 -> normalised crops [B, 3, side, side], and their boxes."""
    random = Random(len(images), images.device)
    boxes = random_boxes(recipe.area, random)
    sigma = random.between(0.1, 2.0) * side / 224
    sigma = torch.where(random.often(recipe.blur), sigma.clamp(min=NO_BLUR), NO_BLUR)
    result = jittered(resampled(images, boxes, side, sigma).clamp(0, 1), random)
    inverted = random.often(recipe.solarise)[:, None, None, None] & (result > 0.5)
    return (torch.where(inverted, 1 - result, result) - MEAN) / STD, boxes


class MaskBank:
    """iBOT's hidden patches: rectangles until a random share is reached. Made one by one by numpy,
    so they are made once and drawn from.
    """

    def __init__(self, grid, seed, count=4096, share=(0.1, 0.5)):
        self.chance = np.random.default_rng([seed, grid])
        self.masks = np.stack([self.rectangles(grid, self.chance.uniform(*share))
                               for _ in range(count)])

    def rectangles(self, grid, share):
        mask, chance = np.zeros((grid, grid), bool), self.chance
        wanted = grid * grid * share
        for _ in range(MOST_RECTANGLES):
            left_over = wanted - np.count_nonzero(mask)
            if left_over <= 0:
                break
            area, aspect = max(4.0, left_over * chance.random()), 0.3 ** chance.uniform(-1, 1)
            rows = min(grid, max(1, round(math.sqrt(area * aspect))))
            cols = min(grid, max(1, round(math.sqrt(area / aspect))))
            top, left = chance.integers(grid - rows + 1), chance.integers(grid - cols + 1)
            mask[top:top + rows, left:left + cols] = True
        return mask.ravel()

    def draw(self, count):
        """[count, N] in the processor's memory: every second one hides nothing."""
        masks = np.zeros((count, self.masks.shape[1]), bool)
        masks[::2] = self.masks[self.chance.integers(len(self.masks), size=(count + 1) // 2)]
        return torch.from_numpy(masks)

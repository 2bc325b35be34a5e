#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The masks of src/masks by their definitions: loops, dense matrices and dense eigenproblems, in double precision.

For every photo of photos/, of which the built-in model sees an enlarged copy (short side 256):

  NAME.features.npy   [N, D]   uint8: values of the last block (q, k and v, not numbers), as (byte - 128) / 127 of the largest; all methods
                               work on them, because this model's keys are too much alike for some
  NAME.attention.npy  [H, N]   float32: of CLS to the patches, last block
  NAME.masks.npy      [R, N]   uint8: a mask per row, in the order of ROWS; of zeros where maskcut found less
  NAME.mass.npy       [h, w]   uint8: the mass mask, enlarged to the photo's pixels: what the solver is given
  NAME.solver.npy     [M]      float32: what the bilateral solver makes of it, at every seventh pixel

The grid is round(height / 8) by round(width / 8).

usage: make_masks.py           (writes beside itself)
needs: torch timm safetensors numpy scipy pillow; made with torch 2.15, timm 1.0.31, scipy 1.17
"""
import os
import pathlib

os.environ["TIMM_FUSED_ATTN"] = "0"
import numpy as np
import scipy.linalg
import scipy.ndimage
import scipy.sparse
from PIL import Image

HERE = pathlib.Path(__file__).parent
MODEL = HERE.parents[2] / "assets" / "model" / "vitviz.safetensors"
ROWS = ["mass", "otsu", "found", "lost", "tokencut 0.2", "tokencut auto", "maskcut 0.5 first", "maskcut 0.5 second", "maskcut 0.5 third", "spectral 0",
        "spectral 10"]
SCALE = 2        # of the photos, before the network sees them
EVERY = 7        # pixel of the solver's result is kept
SAME = 1e-12     # splits whose variances differ by less, relatively, are equally good
ROUNDING = 1e-6  # entries of eigenvectors that differ by less, relatively, are equal


# Masks of maps

def mass(numbers, keep=0.6):
    order = np.argsort(-numbers, kind="stable")
    stronger = np.cumsum(numbers[order]) - numbers[order]
    mask = np.zeros(len(numbers), bool)
    mask[order[stronger < keep * numbers.sum()]] = True
    return mask


def otsu_split(numbers, counts):
    """The lowest number of the upper class."""
    best, split = 0.0, np.inf
    for i in range(1, len(numbers)):
        lower, upper = counts[:i].sum(), counts[i:].sum()
        if not lower or not upper or not counts[i - 1]:
            continue
        apart = (numbers[i:] * counts[i:]).sum() / upper - (numbers[:i] * counts[:i]).sum() / lower
        if lower * upper * apart ** 2 > best * (1 + SAME):
            best, split = lower * upper * apart ** 2, numbers[i]
    return split


def otsu(numbers):
    return numbers >= otsu_split(*np.unique(numbers, return_counts=True))


# Masks of features

def found(keys, attention, background=0.3, epsilon=1e-10):
    heads = len(attention)
    shares = (attention > attention.mean()).mean(axis=1) + epsilon
    weights = np.log(shares.sum() / shares)
    seed = np.argmin(weights @ attention)
    descriptors = (keys.reshape(len(keys), heads, -1) * weights[:, None]).reshape(keys.shape)
    unit = descriptors / np.linalg.norm(descriptors, axis=1, keepdims=True)
    return unit @ unit[seed] <= background


def component(mask, grid, seed):
    labels = scipy.ndimage.label(mask.reshape(grid))[0].ravel()
    return mask & (labels == labels[seed])


def lost(features, grid, candidates=100):
    products = features @ features.T
    positive = products > 0
    np.fill_diagonal(positive, False)
    order = np.argsort(positive.sum(axis=1), kind="stable")
    kin = [patch for patch in order[:candidates] if products[order[0], patch] > 0]
    return component(products[kin].sum(axis=0) > 0, grid, order[0])


def cosines_of(features):
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    unit = np.divide(features, lengths, out=np.zeros_like(features), where=lengths > 0)
    return unit @ unit.T


def otsu_cosine(cosines, bins=1024):
    pairs = cosines[np.triu_indices(len(cosines), k=1)]
    counts = np.bincount(np.clip(np.floor((pairs + 1) * bins / 2), 0, bins - 1).astype(int), minlength=bins)
    split = otsu_split(np.arange(bins) / (bins / 2) - 1, counts)
    return min(split, 1.0)


def second_eigenvector(affinity):
    degrees = affinity.sum(axis=1)
    degrees[degrees < 1e-12] = 1
    return scipy.linalg.eigh(np.diag(degrees) - affinity, np.diag(degrees), subset_by_index=[1, 1])[1][:, 0]


def cut(features, threshold, weak=1e-5):
    cosines = cosines_of(features)
    above = cosines > (otsu_cosine(cosines) if threshold is None else threshold)
    return second_eigenvector(np.where(above, 1.0, weak))


def largest(numbers):
    return np.argmax(numbers >= numbers.max() - ROUNDING * abs(numbers.max()))


def tokencut(features, grid, threshold):
    y = cut(features, threshold)
    side, seed = y > y.mean(), largest(abs(y))
    return component(side if side[seed] else ~side, grid, seed)


def iou(a, b):
    return (a & b).sum() / max(1, (a | b).sum())


def maskcut(features, grid, threshold, objects=3):
    """[objects, N]"""
    threshold = otsu_cosine(cosines_of(features)) if threshold is None else threshold
    features, masks, previous = features.copy(), [], None
    for _ in range(objects):
        y = cut(features, threshold)
        side = y > y.mean()
        corners = side.reshape(grid)[[0, 0, -1, -1], [0, -1, 0, -1]].sum()
        if corners >= 3 or not side[largest(abs(y))]:
            side, y = ~side, -y
        mask = component(side, grid, largest(y))
        if previous is not None and (iou(mask, previous) > 0.5 or mask.mean() <= 0.01):
            break
        previous = mask
        features[mask] = 0
        masks.append(mask & ~np.any(masks, axis=0) if masks else mask)
    return np.array(masks + [np.zeros(len(features), bool)] * (objects - len(masks)))


def color_neighbors(pixels, searches=((20, 2.0), (10, 0.1))):
    """[rows, cols, 3] in 0 ... 1 -> [N, N]"""
    rows, cols, _ = pixels.shape
    y, x = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 1, cols), indexing="ij")
    counts = np.zeros((rows * cols, rows * cols))
    for neighbors, weight in searches:
        points = np.concatenate([pixels, weight * x[..., None], weight * y[..., None]], axis=2).reshape(-1, 5)
        distances = ((points[:, None] - points[None]) ** 2).sum(axis=2)
        for i, nearest in enumerate(np.argsort(distances, axis=1, kind="stable")[:, :neighbors]):
            counts[i, nearest] += 1
            counts[nearest, i] += 1
    return counts


def spectral(features, grid, photo, color_weight):
    affinity = np.maximum(0, cosines_of(features))
    small = photo.resize((grid[1], grid[0]), Image.Resampling.BILINEAR)
    v = second_eigenvector(affinity + color_weight * color_neighbors(np.asarray(small) / 255))
    return -v > 0 if (v > 0).mean() > 0.5 else v > 0


# The bilateral solver

AXES = 5  # x, y, Y, U, V


def cells_of(photo, space, luma, chroma):
    """[h * w, AXES]: the cell of each pixel, in whole numbers of millionths."""
    r, g, b = np.moveaxis(np.asarray(photo, np.int64), 2, 0)
    y, x = np.indices(r.shape)
    million = 10 ** 6
    yuv = [299000 * r + 587000 * g + 114000 * b,
           128 * million - 168736 * r - 331264 * g + 500000 * b,
           128 * million + 500000 * r - 418688 * g - 81312 * b]
    steps = [luma * million, chroma * million, chroma * million]
    return np.stack([x // space, y // space] + [plane // step for plane, step in zip(yuv, steps)], axis=2).reshape(-1, AXES)


def bilateral(photo, target, confidence, space=16, luma=16, chroma=8, smoothness=128, balancing=10, iterations=25):
    cells = cells_of(photo, space, luma, chroma)
    vertices, vertex = np.unique(cells, axis=0, return_inverse=True)
    vertex = vertex.ravel()
    place = {tuple(cell): i for i, cell in enumerate(vertices)}
    count = len(vertices)
    blur = scipy.sparse.lil_matrix((count, count))
    blur.setdiag(2 * AXES)
    for i, cell in enumerate(vertices):
        for axis in range(AXES):
            for step in (-1, 1):
                neighbor = place.get(tuple(cell + step * np.eye(AXES, dtype=int)[axis]))
                if neighbor is not None:
                    blur[i, neighbor] = 1
    blur = blur.tocsr()

    splat = lambda pixels: np.bincount(vertex, pixels, count)
    pixels = splat(np.ones(len(vertex)))
    scale = np.ones(count)
    for _ in range(balancing):
        scale = np.sqrt(scale * pixels / (blur @ scale))
    balance = scipy.sparse.diags(scale)
    smooth = scipy.sparse.diags(scale * (blur @ scale)) - balance @ blur @ balance
    weight = splat(confidence * np.ones(len(vertex)))
    system = (smoothness * smooth + scipy.sparse.diags(weight)).tocsr()
    right = splat(confidence * target.ravel())

    # Conjugate gradients, preconditioned by the diagonal.
    x = right / weight
    diagonal = system.diagonal()
    residual = right - system @ x
    direction = residual / diagonal
    energy = residual @ direction
    for _ in range(iterations):
        if np.linalg.norm(residual) <= 1e-5 * np.linalg.norm(right):
            break
        image = system @ direction
        step = energy / (direction @ image)
        x += step * direction
        residual -= step * image
        before, energy = energy, residual @ (residual / diagonal)
        direction = residual / diagonal + energy / before * direction
    return x[vertex].reshape(target.shape)


# What the built-in model sees

def load():
    import timm
    from safetensors import safe_open
    with safe_open(MODEL, "pt") as file:
        metadata = file.metadata()
        weights = {name: file.get_tensor(name).float() for name in file.keys() if not name.startswith("mask_head.")}
    blocks = {name.split(".")[1] for name in weights if name.startswith("blocks.")}
    registers = weights["reg_token"].shape[1]
    patch = int(metadata["patch_size"])
    side = round((weights["pos_embed"].shape[1] - 1 - registers) ** 0.5)
    model = timm.models.VisionTransformer(
        img_size=side * patch, patch_size=patch, embed_dim=weights["norm.weight"].shape[0], depth=len(blocks),
        num_heads=int(metadata["num_heads"]), num_classes=0, reg_tokens=registers, dynamic_img_size=True)
    model.load_state_dict(weights)
    return model.eval(), patch


def see(model, patch, photo):
    """values [N, D] and attention [H, N] of the last block, and the grid"""
    import torch
    grid = tuple(max(1, round(side * SCALE / patch)) for side in (photo.height, photo.width))
    image = photo.resize((grid[1] * patch, grid[0] * patch), Image.Resampling.BICUBIC)
    pixels = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None] / 127.5 - 1
    attention = model.blocks[-1].attn
    kept = {}
    attention.qkv.register_forward_hook(lambda module, inputs, output: kept.update(qkv=output[0]))
    attention.attn_drop.register_forward_hook(lambda module, inputs, output: kept.update(rows=output[0, :, 0]))
    with torch.inference_mode():
        model.forward_features(pixels)
    prefix = model.num_prefix_tokens
    values = kept["qkv"][prefix:].chunk(3, dim=1)[2].numpy()
    return values, kept["rows"][:, prefix:].numpy(), grid


def enlarged(mask, grid, photo):
    """Whole patches at the photo's size."""
    rows = np.arange(photo.height) * grid[0] // photo.height
    cols = np.arange(photo.width) * grid[1] // photo.width
    return mask.reshape(grid)[rows][:, cols]


def main():
    model, patch = load()
    for path in sorted((HERE / "photos").glob("*.png")):
        save = lambda name, values: np.save(HERE / f"{path.stem}.{name}.npy", np.ascontiguousarray(values))
        photo = Image.open(path).convert("RGB")
        features, attention, grid = see(model, patch, photo)
        stored = np.round(features / np.abs(features).max() * 127 + 128).astype("|u1")
        save("features", stored)
        save("attention", attention.astype("<f4"))

        features = stored.astype(float) - 128
        attention = attention.astype(np.float32).astype(float)
        fused = attention.mean(axis=0).astype(np.float32).astype(float)
        masks = np.stack([mass(fused), otsu(fused), found(features, attention), lost(features, grid), tokencut(features, grid, 0.2),
                          tokencut(features, grid, None), *maskcut(features, grid, 0.5),
                          spectral(features, grid, photo, 0), spectral(features, grid, photo, 10)])
        save("masks", masks.astype("|u1"))
        target = enlarged(masks[0], grid, photo)
        save("mass", target.astype("|u1"))
        save("solver", bilateral(photo, target.astype(float), confidence=0.999).ravel()[::EVERY].astype("<f4"))
        print(path.stem, grid, ", ".join(f"{row} {share:.2f}" for row, share in zip(ROWS, masks.mean(axis=1))))


if __name__ == "__main__":
    main()

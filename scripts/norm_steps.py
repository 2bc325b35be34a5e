#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes the LayerNorm before each attention apart: which step turns CLS away from the patches?

    python3 scripts/norm_steps.py MODEL.safetensors PHOTO...
                                          (needs NumPy, SciPy, safetensors, pillow)

For a ViT under timm's names or a DINOv2 under those of transformers. Prints for every block the
mean cosine between CLS and the patches, and among the patches, of the tokens as they enter; without
the two dimensions in which CLS is largest; with mean 0 and variance 1; times the norm's scale; and
plus its shift. Then the largest dimensions of CLS beside the mean magnitude there of the patches,
over the photos. The forward pass is that of the tests' reference, at a short side of 224 pixels.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "reference" / "measures"))
import forward  # noqa: E402  (after the path to it)

SHORT_SIDE, HEAD_WIDTH = 224, 64
IMAGENET = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
HALVES = (0.5,) * 3, (0.5,) * 3

# What transformers calls the tensors of a DINOv2, and what timm does.
NAMES = [
    ("embeddings.cls_token", "cls_token"),
    ("embeddings.position_embeddings", "pos_embed"),
    ("embeddings.patch_embeddings.projection", "patch_embed.proj"),
    ("encoder.layer.", "blocks."),
    ("layer_scale1.lambda1", "ls1.gamma"),
    ("layer_scale2.lambda1", "ls2.gamma"),
    ("attention.output.dense", "attn.proj"),
    ("layernorm.", "norm."),
]


def with_timm_names(stored):
    """The same weights under timm's names, queries, keys and values in one tensor."""
    renamed = {}
    for name, values in stored.items():
        for theirs, ours in NAMES:
            name = name.replace(theirs, ours)
        renamed[name] = values.astype(np.float64)
    for name in [n for n in renamed if ".attention.attention.query." in n]:
        parts = [
            renamed.pop(name.replace(".query.", f".{part}.")) for part in ("query", "key", "value")
        ]
        renamed[name.replace("attention.attention.query", "attn.qkv")] = np.concatenate(parts)
    return renamed


def read_photo(path, patch, mean, std):
    photo = Image.open(path).convert("RGB")
    scale = SHORT_SIDE / min(photo.size) / patch
    width, height = (max(1, round(side * scale)) * patch for side in photo.size)
    pixels = np.asarray(photo.resize((width, height), Image.BICUBIC), float) / 255
    return ((pixels - mean) / std).transpose(2, 0, 1)


def cosines(tokens, prefix):
    """Mean cosine of CLS with the patches, and of the patches among themselves."""
    units = tokens / np.maximum(np.linalg.norm(tokens, axis=-1, keepdims=True), 1e-30)
    patches, count = units[prefix:], len(units) - prefix
    return (patches @ units[0]).mean(), (np.square(patches.sum(0)).sum() - count) / (
        count * (count - 1)
    )


def steps_of(weights, block, tokens, prefix):
    """The cosines of the five kinds: [5, 2]."""
    scale, shift = (weights[f"blocks.{block}.norm1.{part}"] for part in ("weight", "bias"))
    standard = forward.layer_norm(tokens, 1, 0)
    without = np.delete(tokens, np.argsort(-np.abs(tokens[0]))[:2], 1)
    return [
        cosines(t, prefix)
        for t in (tokens, without, standard, standard * scale, standard * scale + shift)
    ]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    stored = load_file(sys.argv[1])
    weights = with_timm_names(stored)
    width, _, patch, _ = weights["patch_embed.proj.weight"].shape
    mean, std = IMAGENET if "embeddings.cls_token" in stored else HALVES
    steps, of_cls, of_patches = [], [], []
    for path in sys.argv[2:]:
        seen = forward.run(weights, read_photo(path, patch, mean, std), width // HEAD_WIDTH, patch)
        entering = seen["states"][:, 0]
        steps.append(
            [steps_of(weights, i, tokens, seen["prefix"]) for i, tokens in enumerate(entering)]
        )
        of_cls.append(np.abs(entering[:, 0]))
        of_patches.append(np.abs(entering[:, seen["prefix"] :]).mean(1))
    steps, of_cls, of_patches = (
        np.mean(all_photos, 0) for all_photos in (steps, of_cls, of_patches)
    )
    print("block  CLS-patch: entering, without two, standard, scaled, shifted  among patches: same")
    for block, values in enumerate(steps):
        print(f"{block:5}", *(f"{v:6.2f}" for v in values.T.ravel()))
    print(" mean", *(f"{v:6.2f}" for v in steps.mean(0).T.ravel()))
    for block, magnitudes in enumerate(of_cls):
        gains = weights[f"blocks.{block}.norm1.weight"]
        shown = (
            f"{d}: CLS {magnitudes[d]:.1f}, patches {of_patches[block, d]:.2f}, "
            f"scale {gains[d]:.2f}"
            for d in np.argsort(-magnitudes)[:3]
        )
        print(f"block {block} (median scale {np.median(np.abs(gains)):.2f})", *shown, sep="  ")


if __name__ == "__main__":
    main()

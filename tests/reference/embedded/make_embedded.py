#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What timm computes from the embedded model: attention and tokens of the pictures beside this file.

usage: make_embedded.py            (reads assets/model/vitviz.safetensors, writes beside itself)
needs: torch timm safetensors numpy pillow; made with torch 2.15, timm 1.0.31
"""
import os
import pathlib

os.environ["TIMM_FUSED_ATTN"] = "0"
import numpy as np
import timm
import torch
from PIL import Image
from safetensors import safe_open

HERE = pathlib.Path(__file__).parent
MODEL = HERE.parents[2] / "assets" / "model" / "vitviz.safetensors"


def load():
    """timm's model as the file describes it, and its normalisation."""
    with safe_open(MODEL, "pt") as file:
        metadata = file.metadata()
        weights = {name: file.get_tensor(name).float() for name in file.keys()
                   if not name.startswith("mask_head.")}
    blocks = {name.split(".")[1] for name in weights if name.startswith("blocks.")}
    width = weights["norm.weight"].shape[0]
    registers = weights["reg_token"].shape[1]
    patch = int(metadata["patch_size"])
    grid = round((weights["pos_embed"].shape[1] - 1 - registers) ** 0.5)
    model = timm.models.VisionTransformer(
        img_size=grid * patch, patch_size=patch, embed_dim=width, depth=len(blocks),
        num_heads=int(metadata["num_heads"]), num_classes=0, reg_tokens=registers,
        mlp_ratio=weights["blocks.0.mlp.fc1.weight"].shape[0] / width, dynamic_img_size=True)
    model.load_state_dict(weights)
    numbers = lambda key: np.array([float(part) for part in metadata[key].split(",")], np.float32)
    return model.eval(), numbers("image_mean"), numbers("image_std"), metadata["name"]


def main():
    model, mean, std, name = load()
    prefix = model.num_prefix_tokens
    attention = []
    for block in model.blocks:
        block.attn.attn_drop.register_forward_hook(
            lambda module, inputs, output: attention.append(output[0, :, 0, prefix:].numpy()))
    for picture in sorted(HERE.glob("*.png")):
        attention.clear()
        pixels = np.asarray(Image.open(picture).convert("RGB"), np.float32) / 255
        images = torch.from_numpy((pixels - mean) / std).permute(2, 0, 1)[None]
        with torch.inference_mode():
            tokens = model.forward_features(images)[0].numpy()
        np.save(picture.with_suffix(".attention.npy"), np.stack(attention))
        np.save(picture.with_suffix(".tokens.npy"), tokens)
        print(f"{picture.name}: {name}")


main()

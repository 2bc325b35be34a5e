"""Makes the small synthetic ViT of tests/model and what timm and PyTorch compute with it, stage by stage.

The model has everything a plain timm ViT can have: registers, a learned position embedding with rows for CLS alone, head width 16.
`symmetric.safetensors` is the same model with weights that do not know rows from columns: a transposed photo gives a transposed map.

usage: make_vit.py            (writes beside itself)
needs: torch timm safetensors numpy; made with torch 2.15, timm 1.0.31
"""
import os
import pathlib

os.environ["TIMM_FUSED_ATTN"] = "0"
import numpy as np
import timm
import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
WIDTH, HEADS, BLOCKS, PATCH, REGISTERS, SIDE = 48, 3, 3, 8, 2, 6
METADATA = {"num_heads": str(HEADS), "image_mean": "0.485,0.456,0.406", "image_std": "0.229,0.224,0.225", "name": "synthetic"}


def build():
    torch.manual_seed(0)
    model = timm.models.VisionTransformer(
        img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, num_classes=0,
        reg_tokens=REGISTERS, no_embed_class=False, dynamic_img_size=True).eval()
    # Weights large enough that attention is far from uniform and every rule shows in the result.
    for name, parameter in model.named_parameters():
        spread = 0.5 if name.startswith(("pos_embed", "cls_token", "reg_token")) else 1.5 / parameter.shape[-1] ** 0.5
        base = 1.0 if name.endswith(("norm1.weight", "norm2.weight", "norm.weight")) else 0.0
        parameter.data = base + spread * torch.randn_like(parameter)
    return model


def capture(model, rows, cols):
    """All stages for a random input of rows × cols patches."""
    x = torch.randn(1, 3, rows * PATCH, cols * PATCH, generator=torch.Generator().manual_seed(rows * 100 + cols))
    seen = {"input": x[0]}
    attention = []
    hooks = [block.attn.attn_drop.register_forward_hook(lambda m, i, o: attention.append(o[0, :, 0, 1 + REGISTERS:])) for block in model.blocks]
    hooks.append(model.patch_embed.register_forward_hook(lambda m, i, o: seen.__setitem__("patch_embedding", o[0].reshape(-1, WIDTH))))
    hooks.append(model.blocks[0].register_forward_pre_hook(lambda m, i: seen.__setitem__("embedded", i[0][0])))
    hooks.append(model.blocks[0].register_forward_hook(lambda m, i, o: seen.__setitem__("after_block0", o[0])))
    with torch.inference_mode():
        seen["tokens"] = model.forward_features(x)[0]
    for hook in hooks:
        hook.remove()
    seen["attention"] = torch.stack(attention)
    for stage, values in seen.items():
        np.save(HERE / f"grid{rows}x{cols}.{stage}.npy", values.numpy().astype("<f4"))


def make_symmetric(model):
    positions = model.pos_embed.data
    grid = positions[:, 1 + REGISTERS:].reshape(1, SIDE, SIDE, WIDTH)
    positions[:, 1 + REGISTERS:] = ((grid + grid.transpose(1, 2)) / 2).reshape(1, -1, WIDTH)
    kernel = model.patch_embed.proj.weight.data
    model.patch_embed.proj.weight.data = (kernel + kernel.transpose(2, 3)) / 2


def save(model, name):
    save_file({key: value.contiguous() for key, value in model.state_dict().items()}, HERE / name, METADATA)


model = build()
save(model, "synthetic.safetensors")
for grid in ((6, 6), (5, 9), (4, 9), (13, 3)):
    capture(model, *grid)
make_symmetric(model)
save(model, "symmetric.safetensors")

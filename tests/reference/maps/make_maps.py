"""What timm's attention and tokens give for the maps, by the textbook's formulas in double precision.

The model is tests/reference/vit/synthetic.safetensors, the input grid4x9 there: T = 39 tokens (CLS, two registers, 36 patches), L = 3
blocks, H = 3 heads, D = 48. Starts and queries are CLS, patch 5 and patch 22.

  blocks.npy                 [L, T, D]      what each block leaves
  query_attention.npy        [L, 3·H, T]    softmax rows of the three queries
  rollout.FUSION.npy         [3·L, T]       rows of Ã_l · … · Ã_1 for each start and block, full T × T products; FUSION: mean, max, min, head1
  rollout.mean_from1.npy     [3·2, T]       the same without the first block
  similarity.STATE.npy       [3·L, N]       cosine of patch tokens with the query's; STATE: block, normed (after the final norm)
  norm.STATE.npy             [L, N]         Euclidean norm of patch tokens
  pca.npy                    [L·N, 3]       scores of each block's patch tokens along their first three principal components,
                                            by numpy's singular values; each component's largest entry is positive

usage: make_maps.py            (writes beside itself)
needs: torch timm safetensors numpy; made with torch 2.15, timm 1.0.31
"""
import os
import pathlib

os.environ["TIMM_FUSED_ATTN"] = "0"
import numpy as np
import timm
import torch
from safetensors.torch import load_file

HERE = pathlib.Path(__file__).parent
VIT = HERE.parent / "vit"
PREFIX = 3
STARTS = [0, PREFIX + 5, PREFIX + 22]


def run():
    model = timm.models.VisionTransformer(
        img_size=48, patch_size=8, embed_dim=48, depth=3, num_heads=3, num_classes=0, reg_tokens=2,
        no_embed_class=False, dynamic_img_size=True).eval()
    model.load_state_dict(load_file(VIT / "synthetic.safetensors"))
    model.double()
    attention, blocks = [], []
    for block in model.blocks:
        block.attn.attn_drop.register_forward_hook(lambda m, i, o: attention.append(o[0].numpy()))
        block.register_forward_hook(lambda m, i, o: blocks.append(o[0]))
    with torch.inference_mode():
        model.forward_features(torch.from_numpy(np.load(VIT / "grid4x9.input.npy"))[None].double())
        normed = model.norm(torch.stack(blocks)).numpy()
    return np.stack(attention), torch.stack(blocks).numpy(), normed


def save(name, values):
    np.save(HERE / f"{name}.npy", values.reshape(-1, values.shape[-1]).astype("<f4") if name != "blocks" else values.astype("<f4"))


def rollout(fused, first):
    """[starts, blocks, T]"""
    tokens = fused.shape[-1]
    product, rows = np.eye(tokens), []
    for attention in fused[first:]:
        step = attention + np.eye(tokens)
        product = step / step.sum(axis=-1, keepdims=True) @ product
        rows.append(product[STARTS])
    return np.stack(rows, axis=1)


attention, blocks, normed = run()
save("blocks", blocks)
save("query_attention", attention[:, :, STARTS].transpose(0, 2, 1, 3))
for name, fused in {"mean": attention.mean(1), "max": attention.max(1), "min": attention.min(1), "head1": attention[:, 1]}.items():
    save(f"rollout.{name}", rollout(fused, 0))
save("rollout.mean_from1", rollout(attention.mean(1), 1))
for name, tokens in {"block": blocks, "normed": normed}.items():
    unit = tokens / np.linalg.norm(tokens, axis=-1, keepdims=True)
    save(f"similarity.{name}", np.einsum("lsd,lnd->sln", unit[:, STARTS], unit[:, PREFIX:]))
    save(f"norm.{name}", np.linalg.norm(tokens[:, PREFIX:], axis=-1))


def principal_scores(tokens):
    """[N, D] -> [N, 3]"""
    centred = tokens - tokens.mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:3]
    largest = np.abs(directions).argmax(axis=1)
    return centred @ (directions * np.sign(directions[range(3), largest])[:, None]).T


save("pca", np.stack([principal_scores(tokens[PREFIX:]) for tokens in blocks]))

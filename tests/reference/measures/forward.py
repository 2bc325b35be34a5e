"""A plain ViT's forward pass in numpy, float64, written from the papers: every state of the residual stream and every attention matrix."""
import numpy as np
from scipy.special import erf

EPS = 1e-6  # of timm's LayerNorm


def layer_norm(z, scale, shift):
    mean = z.mean(-1, keepdims=True)
    return (z - mean) / np.sqrt(((z - mean) ** 2).mean(-1, keepdims=True) + EPS) * scale + shift


def gelu(x):
    return x * (1 + erf(x / np.sqrt(2))) / 2


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def cubic_weights(n_in, n_out):
    """[n_out, n_in]: torch's bicubic interpolation with antialias, align_corners off (Keys' kernel, a = −1/2)."""
    scale = n_in / n_out
    stretch = max(scale, 1.0)
    centre = (np.arange(n_out)[:, None] + 0.5) * scale
    x = np.abs((np.arange(n_in)[None] + 0.5 - centre) / stretch)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    w = np.where(x < 1, near, np.where(x < 2, far, 0))
    return w / w.sum(1, keepdims=True)


def positions_for(table, grid):
    """[rows·cols, D] from the square grid [side², D] that was trained."""
    side = int(round(len(table) ** 0.5))
    rows, cols = grid
    if grid == (side, side):
        return table
    square = table.reshape(side, side, -1)
    return np.einsum("ri,cj,ijd->rcd", cubic_weights(side, rows), cubic_weights(side, cols), square).reshape(rows * cols, -1)


def embed(s, image, patch):
    """The tokens [T, D] that enter the first block, how many of them are a prefix, and the grid."""
    rows, cols = image.shape[1] // patch, image.shape[2] // patch
    cut = image.reshape(3, rows, patch, cols, patch).transpose(1, 3, 0, 2, 4).reshape(rows * cols, -1)
    kernel = s["patch_embed.proj.weight"]
    patches = cut @ kernel.reshape(len(kernel), -1).T + s["patch_embed.proj.bias"]
    prefix = [s[n].reshape(-1, len(kernel)) for n in ("cls_token", "dist_token", "reg_token", "register_tokens") if n in s]
    prefix = np.concatenate(prefix) if prefix else np.zeros((0, len(kernel)))
    table = s["pos_embed"].reshape(-1, len(kernel))
    side = int(len(table) ** 0.5)
    placed = len(table) - side * side  # prefix tokens that have a position; registers of DINOv2 have none
    prefix[:placed] += table[:placed]
    return np.concatenate([prefix, patches + positions_for(table[placed:], (rows, cols))]), len(prefix), (rows, cols)


def run(s, image, heads, patch):
    """A dictionary: attention [L, H, T, T], states [L, 5, T, D] (input, norm1, attention, norm2, mlp), final [T, D], gains [L, D], prefix, grid."""
    z, prefix, grid = embed(s, image, patch)
    blocks = 1 + max(int(k.split(".")[1]) for k in s if k.startswith("blocks."))
    attention, states, gains = [], [], []
    for b in (f"blocks.{i}." for i in range(blocks)):
        linear = lambda name, y: y @ s[b + name + ".weight"].T + s[b + name + ".bias"]
        norm = lambda name, y: layer_norm(y, s[b + name + ".weight"], s[b + name + ".bias"])
        seen = [z, norm("norm1", z)]
        q, k, v = linear("attn.qkv", seen[-1]).reshape(len(z), 3, heads, -1).transpose(1, 2, 0, 3)
        a = softmax(q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1]))
        out = linear("attn.proj", (a @ v).transpose(1, 0, 2).reshape(len(z), -1))
        z = z + s.get(b + "ls1.gamma", 1) * out
        seen += [z, norm("norm2", z)]
        z = z + s.get(b + "ls2.gamma", 1) * linear("mlp.fc2", gelu(linear("mlp.fc1", seen[-1])))
        attention.append(a)
        states.append(np.stack(seen + [z]))
        gains.append(s[b + "norm1.weight"])
    scale, shift = s["norm.weight"], s["norm.bias"]
    return {"attention": np.stack(attention), "states": np.stack(states), "final": layer_norm(z, scale, shift), "final_scale": scale, "final_shift": shift,
            "gains": np.stack(gains), "prefix": prefix, "grid": grid, "patch": patch}


def logits(s, final):
    """Of a classifier on CLS; DeiT's second one reads the second token, and the mean of both counts."""
    of = lambda name, token: s[name + ".weight"] @ token + s[name + ".bias"]
    first = of("head", final[0])
    return (first + of("head_dist", final[1])) / 2 if "head_dist.weight" in s else first

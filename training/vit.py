# SPDX-License-Identifier: Apache-2.0
"""The network: a Vision Transformer (Dosovitskiy et al., 2021) with register tokens (Darcet et al.,
2024), under timm's names, so that a checkpoint of either can start it and vitviz reads its weights.
"""

from dataclasses import dataclass
from typing import Optional

import torch
import torch._dynamo
from torch import nn
from torch.nn import functional


@dataclass
class Shape:
    width: int = 192    # D
    depth: int = 12     # L
    heads: int = 3      # H
    patch: int = 16     # P
    registers: int = 4  # R
    mlp_ratio: int = 4
    grid: int = 14      # the position table is [grid, grid]; other sizes are resampled

    @property
    def prefix(self):
        return 1 + self.registers

    def flops(self, side):
        """Multiplications and additions of one forward pass, as 2 for each pair."""
        tokens = (side // self.patch) ** 2 + self.prefix
        layers = self.depth * (4 + 2 * self.mlp_ratio) * tokens * self.width ** 2
        attention = self.depth * 2 * tokens ** 2 * self.width
        embedding = (tokens - self.prefix) * 3 * self.patch ** 2 * self.width
        return 2 * (layers + attention + embedding)


@dataclass
class Seen:
    """What a forward pass is asked for."""

    cls: torch.Tensor                  # [B, D], normed
    patches: torch.Tensor              # [B, N, D], normed
    norms: torch.Tensor                # [B, N]: of the patches, before the final norm
    attention: Optional[torch.Tensor]  # [B, H, T]: the softmax row of CLS in the last block


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.proj = nn.Linear(shape.width, shape.width)

    def forward(self, x):
        batch, tokens, _ = x.shape
        q, k, v = self.qkv(x).view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v)
        return self.proj(mixed.transpose(1, 2).flatten(2))

    def of_cls(self, x):
        """The softmax row of CLS in every head: [B, H, T]."""
        (batch, tokens, width), heads = x.shape, self.heads
        weight, bias = self.qkv.weight, self.qkv.bias
        query = functional.linear(x[:, :1], weight[:width], bias[:width])
        key = functional.linear(x, weight[width:2 * width], bias[width:2 * width])
        query = query.view(batch, 1, heads, -1).transpose(1, 2)
        key = key.view(batch, tokens, heads, -1).transpose(1, 2)
        scores = query @ key.transpose(-2, -1) * query.shape[-1] ** -0.5
        return scores.float().softmax(dim=-1)[:, :, 0]


class Mlp(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.fc1 = nn.Linear(shape.width, shape.mlp_ratio * shape.width)
        self.fc2 = nn.Linear(shape.mlp_ratio * shape.width, shape.width)

    def forward(self, x):
        return self.fc2(functional.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-6)
        self.attn = Attention(shape)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-6)
        self.mlp = Mlp(shape)

    def forward(self, x, kept):
        """`kept` [2, B, 1, 1]: what each branch of each image is multiplied by."""
        x = x + kept[0] * self.attn(self.norm1(x))
        return x + kept[1] * self.mlp(self.norm2(x))


class PatchEmbedding(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.proj = nn.Conv2d(3, shape.width, shape.patch, shape.patch)

    def forward(self, images):
        return self.proj(images)  # [B, D, rows, cols]


class VisionTransformer(nn.Module):
    def __init__(self, shape, drop_path=0.0):
        super().__init__()
        self.shape = shape
        self.patch_embed = PatchEmbedding(shape)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, shape.width))
        self.reg_token = nn.Parameter(torch.zeros(1, shape.registers, shape.width))
        self.pos_embed = nn.Parameter(torch.zeros(1, shape.prefix + shape.grid ** 2, shape.width))
        self.mask_token = nn.Parameter(torch.zeros(1, 1, shape.width))  # iBOT's; never written
        self.drop_path = drop_path
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.depth))
        self.norm = nn.LayerNorm(shape.width, eps=1e-6)
        self.mask_head = nn.Linear(shape.width, 1)  # of each patch: is it of the object?
        self.reset()

    def compile_blocks(self):
        """They are alike: what is compiled for one serves all, at each size of crops."""
        torch._dynamo.config.recompile_limit = 64
        for block in self.blocks:
            block.compile(dynamic=False)

    def reset(self):
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.02)
                nn.init.zeros_(module.bias)
        for token in (self.cls_token, self.reg_token, self.pos_embed, self.mask_token):
            nn.init.trunc_normal_(token, std=0.02)

    def positions(self, rows, cols):
        """The table at this grid, resampled as timm and vitviz do: bicubic, antialiased."""
        shape = self.shape
        if rows == cols == shape.grid:
            return self.pos_embed
        prefix, patches = self.pos_embed[:, :shape.prefix], self.pos_embed[:, shape.prefix:]
        table = patches.reshape(1, shape.grid, shape.grid, -1).permute(0, 3, 1, 2).float()
        table = functional.interpolate(table, (rows, cols), mode="bicubic", antialias=True)
        return torch.cat([prefix, table.flatten(2).transpose(1, 2).to(prefix.dtype)], dim=1)

    def embed(self, images, mask=None):
        """Tokens before the first block; `mask` [B, N] says which patches are hidden."""
        embedded = self.patch_embed(images)
        patches = embedded.flatten(2).transpose(1, 2)
        if mask is not None:
            patches = torch.where(mask[..., None], self.mask_token.to(patches.dtype), patches)
        prefix = torch.cat([self.cls_token, self.reg_token], dim=1).expand(len(images), -1, -1)
        tokens = torch.cat([prefix.to(patches.dtype), patches], dim=1)
        return tokens + self.positions(*embedded.shape[-2:])

    def kept(self, count, device):
        """Stochastic depth (Huang et al., 2016): branches of some images are left out while training,
        the more the deeper, and the others count for more. [L, 2, B, 1, 1]
        """
        depth = self.shape.depth
        if not self.training or self.drop_path == 0:
            return torch.ones(depth, 2, count, 1, 1, device=device)
        keep = 1 - self.drop_path * torch.linspace(0, 1, depth, device=device)
        keep = keep.view(depth, 1, 1, 1, 1)
        return (torch.rand(depth, 2, count, 1, 1, device=device) < keep) / keep

    def forward(self, images, mask=None, attention=False):
        x = self.embed(images, mask)
        kept, row = self.kept(len(images), images.device), None
        for block, factors in zip(self.blocks, kept):
            if attention and block is self.blocks[-1]:
                row = block.attn.of_cls(block.norm1(x))
            x = block(x, factors)
        norms = x[:, self.shape.prefix:].float().norm(dim=-1)
        x = self.norm(x)
        return Seen(x[:, 0], x[:, self.shape.prefix:], norms, row)

# SPDX-License-Identifier: Apache-2.0
"""The network: a Vision Transformer (Dosovitskiy et al., 2021) with register tokens (Darcet et al.,
2024), under timm's names, so that a checkpoint of either can start it and vitviz reads its weights.
"""

from dataclasses import dataclass

import torch
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


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.proj = nn.Linear(shape.width, shape.width)

    def split(self, x):
        """q, k, v: [B, H, T, K] each."""
        batch, tokens, _ = x.shape
        return self.qkv(x).reshape(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)

    def forward(self, x):
        mixed = functional.scaled_dot_product_attention(*self.split(x))
        return self.proj(mixed.transpose(1, 2).flatten(2))

    def of_cls(self, x):
        """The softmax row of CLS in every head: [B, H, T]."""
        query, key, _ = self.split(x)
        scores = query[:, :, :1] @ key.transpose(-2, -1) * query.shape[-1] ** -0.5
        return scores.softmax(dim=-1)[:, :, 0]


class Mlp(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.fc1 = nn.Linear(shape.width, shape.mlp_ratio * shape.width)
        self.fc2 = nn.Linear(shape.mlp_ratio * shape.width, shape.width)

    def forward(self, x):
        return self.fc2(functional.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, shape, drop):
        super().__init__()
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-6)
        self.attn = Attention(shape)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-6)
        self.mlp = Mlp(shape)
        self.drop = drop

    def dropped(self, branch):
        """Stochastic depth (Huang et al., 2016): the branch of some images is left out."""
        if not self.training or self.drop == 0:
            return branch
        keep = 1 - self.drop
        return branch * (torch.rand(len(branch), 1, 1, device=branch.device) < keep) / keep

    def forward(self, x):
        x = x + self.dropped(self.attn(self.norm1(x)))
        return x + self.dropped(self.mlp(self.norm2(x)))


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
        self.mask_token = nn.Parameter(torch.zeros(1, 1, shape.width))  # iBOT's; never exported
        steps = max(shape.depth - 1, 1)
        self.blocks = nn.ModuleList(
            Block(shape, drop_path * block / steps) for block in range(shape.depth))
        self.norm = nn.LayerNorm(shape.width, eps=1e-6)
        self.reset()

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

    def forward(self, images, mask=None):
        """Normed CLS [B, D] and patch tokens [B, N, D]."""
        x = self.embed(images, mask)
        for block in self.blocks:
            x = block(x)
        x = self.norm(x)
        return x[:, 0], x[:, self.shape.prefix:]

    def last_attention(self, images):
        """What CLS looks at in the last block: [B, H, T], prefix tokens first."""
        x = self.embed(images)
        for block in self.blocks[:-1]:
            x = block(x)
        return self.blocks[-1].attn.of_cls(self.blocks[-1].norm1(x))

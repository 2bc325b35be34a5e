# SPDX-License-Identifier: Apache-2.0
"""The projection of DINO (Caron et al., 2021): tokens -> scores of prototypes."""

from torch import nn
from torch.nn import functional
import torch


class Head(nn.Module):
    def __init__(self, width, prototypes, hidden=1024, bottleneck=128):
        super().__init__()
        self.mlp = nn.Sequential(
            nn.Linear(width, hidden), nn.GELU(),
            nn.Linear(hidden, hidden), nn.GELU(),
            nn.Linear(hidden, bottleneck))
        self.prototypes = nn.Parameter(torch.randn(prototypes, bottleneck))
        for layer in self.mlp:
            if isinstance(layer, nn.Linear):
                nn.init.trunc_normal_(layer.weight, std=0.02)
                nn.init.zeros_(layer.bias)

    def forward(self, tokens):
        """[..., D] -> cosines with the prototypes, [..., prototypes]."""
        projected = functional.normalize(self.mlp(tokens), dim=-1)
        return functional.linear(projected, functional.normalize(self.prototypes, dim=-1))

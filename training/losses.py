# SPDX-License-Identifier: Apache-2.0
"""What the student is asked for: DINO's, iBOT's and KoLeo's losses."""

import torch
from torch.nn import functional

STUDENT_TEMPERATURE = 0.1


@torch.no_grad()
def balanced(scores, temperature, rounds=3):
    """Targets that use all prototypes alike: Sinkhorn and Knopp's iteration, as SwAV (Caron et al.,
    2020) and DINOv2 centre the teacher. scores [S, prototypes] -> rows that add up to 1.
    """
    shares = torch.exp((scores.float() - scores.float().amax()) / temperature)
    for _ in range(rounds):
        shares = shares / shares.sum(dim=0, keepdim=True).clamp(min=1e-12) / shares.shape[1]
        shares = shares / shares.sum(dim=1, keepdim=True).clamp(min=1e-12) / shares.shape[0]
    return shares * shares.shape[0]


def cross_entropy(targets, scores):
    """[S, prototypes] each -> [S]."""
    return -(targets * functional.log_softmax(scores.float() / STUDENT_TEMPERATURE, dim=-1)).sum(-1)


def dino(targets, views):
    """Every view of the student is held against every global view of the teacher but itself.

    targets: for each global view [B, prototypes]; views: for each of the student's, global ones
    first (Caron et al., 2021).
    """
    pairs = [cross_entropy(target, view).mean()
             for i, target in enumerate(targets) for j, view in enumerate(views) if i != j]
    return torch.stack(pairs).mean()


def ibot(targets, scores, weights):
    """The hidden patches of the student against the teacher's, which sees them (Zhou et al., 2022).

    [M, prototypes] each; weights [M]: 1 / (hidden patches of the image), so that images count alike.
    """
    return (cross_entropy(targets, scores) * weights).sum() / weights.sum().clamp(min=1e-6)


def koleo(tokens):
    """Kozachenko and Leonenko's entropy (Sablayrolles et al., 2019): keeps each image's CLS token
    away from its nearest neighbour in the batch. tokens [B, D].
    """
    tokens = functional.normalize(tokens.float(), dim=-1)
    with torch.no_grad():
        cosines = tokens @ tokens.T
        cosines.fill_diagonal_(-1)
        nearest = cosines.argmax(dim=1)
    distance = (tokens - tokens[nearest]).norm(dim=-1)
    return -torch.log(distance + 1e-6).mean()

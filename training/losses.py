# SPDX-License-Identifier: Apache-2.0
"""What the student is asked for: DINO's, iBOT's and KoLeo's losses."""

import math

import torch
from torch.nn import functional

STUDENT_TEMPERATURE = 0.1

OBJECT_SHARE = 0.62  # of CLS's attention to patches: a little more than a mask of 60 % keeps
CONTRAST = 4.0       # of a large object's patches to the rest
MOST_NORM = 1.5      # medians
LEAST_AREA, MOST_AREA = 0.02, 0.85


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
    """[S, prototypes] each, targets add up to 1 -> [S]."""
    scores = scores.float() / STUDENT_TEMPERATURE
    return scores.logsumexp(dim=-1) - (targets * scores).sum(dim=-1)


def dino(targets, views):
    """Every view of the student is held against every global view of the teacher but itself
    (Caron et al., 2021). targets [2, B, prototypes]; views [V, B, prototypes], global ones first.

    Cross-entropy is linear in the scores but for their logsumexp, so views are added up first.
    """
    scores = views.float() / STUDENT_TEMPERATURE
    norms = scores.logsumexp(dim=-1)
    total = norms.sum() - (targets[0] * scores[1:].sum(0)).sum() + norms[2:].sum()
    total = total - (targets[1] * (scores[0] + scores[2:].sum(0))).sum()
    return total / (2 * (len(views) - 1) * views.shape[1])


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


def calm(norms):
    """Patches far above the median norm serve the network as scratch space (Darcet et al., 2024), which
    is what registers are for. norms [B, N]: what is beyond MOST_NORM medians, on a logarithmic scale.
    """
    median = norms.detach().median(dim=1, keepdim=True).values
    return ((norms / median).log() - math.log(MOST_NORM)).clamp(min=0).square().mean()


def object_mask(scores, labels):
    """Of each patch: is it of the object? scores (logits) and labels (0 ... 1), [B, N]."""
    return functional.binary_cross_entropy_with_logits(scores.float(), labels)


def attention_target(labels):
    """[B, N], rows add up to 1: the object takes OBJECT_SHARE of the attention, evenly, and never less
    than CONTRAST times as much of a patch as the rest does; the rest is spread over the others.
    """
    area = labels.mean(dim=1, keepdim=True)
    share = (CONTRAST * area / (CONTRAST * area + 1 - area)).clamp(min=OBJECT_SHARE)
    inside = labels / labels.sum(dim=1, keepdim=True).clamp(min=1e-6)
    outside = (1 - labels) / (1 - labels).sum(dim=1, keepdim=True).clamp(min=1e-6)
    return share * inside + (1 - share) * outside


def object_attention(attention, labels):
    """How far CLS is from looking at the object: Kullback and Leibler's divergence of the heads' mean
    from the target. attention [B, H, N], labels [B, N]. Crops without an object, or full of it, do
    not count.
    """
    area = labels.mean(dim=1)
    counts = ((area > LEAST_AREA) & (area < MOST_AREA)).float()
    seen = attention.mean(dim=1)
    seen = seen / seen.sum(dim=1, keepdim=True)
    target = attention_target(labels)
    divergence = (target * (target.clamp(min=1e-9).log() - seen.clamp(min=1e-9).log())).sum(dim=1)
    return (divergence * counts).sum() / counts.sum().clamp(min=1)

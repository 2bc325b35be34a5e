# SPDX-License-Identifier: Apache-2.0
"""What changes in the course of a training, as functions of the share of it that is done."""

import math
from dataclasses import dataclass


def cosine(start, end, share):
    """From `start` to `end`, slow at both ends."""
    return end + (start - end) * 0.5 * (1 + math.cos(math.pi * min(max(share, 0.0), 1.0)))


def warmed(peak, end, share, warmup):
    """Straight up to `peak` in the first `warmup` of the training, then down by a cosine."""
    if share < warmup:
        return peak * share / warmup
    return cosine(peak, end, (share - warmup) / (1 - warmup))


@dataclass
class Phase:
    """Sides of the crops, up to a share of the training."""

    until: float
    global_side: int
    local_side: int


def parse_phases(text, patch):
    """"0.6:160:64,0.9:224:96,1:288:96": until, side of global crops, side of local ones."""
    phases = []
    for part in text.split(","):
        until, global_side, local_side = part.split(":")
        phases.append(Phase(float(until), int(global_side), int(local_side)))
    for phase in phases:
        if phase.global_side % patch or phase.local_side % patch:
            raise ValueError(f"phases '{text}': sides must be multiples of the patch, {patch}")
    if phases[-1].until < 1 or any(a.until >= b.until for a, b in zip(phases, phases[1:])):
        raise ValueError(f"phases '{text}': must ascend and end at 1")
    return phases


def phase_at(phases, share):
    return next((phase for phase in phases if share < phase.until), phases[-1])

# SPDX-License-Identifier: Apache-2.0
"""The prepared photos, where the device can reach them, in an order that a resumed training keeps.
"""

import numpy as np
import torch


class Photos:
    """uint8 [n, side, side, 3] of prepare.py."""

    def __init__(self, path, device):
        stored = np.load(path, mmap_mode="r")
        if stored.dtype != np.uint8 or stored.ndim != 4 or stored.shape[3] != 3:
            raise ValueError(f"{path}: not an array of prepare.py's, uint8 [n, side, side, 3]")
        self.device = torch.device(device)
        self.stored = stored
        self.there = None  # all of them on the device, where they fit well
        if self.device.type == "cuda":
            free, _ = torch.cuda.mem_get_info(self.device)
            if stored.nbytes < free // 4:
                self.there = torch.from_numpy(np.array(stored)).to(self.device)

    def __len__(self):
        return len(self.stored)

    def batch(self, step, size, seed):
        """[size, 3, side, side] in 0 ... 1: the step-th batch of an endless series of shuffles."""
        per_epoch = len(self) // size
        epoch, place = divmod(step, per_epoch)
        order = np.random.default_rng([seed, epoch]).permutation(len(self))
        chosen = np.sort(order[place * size:(place + 1) * size])
        if self.there is not None:
            pixels = self.there[torch.from_numpy(chosen).to(self.device)]
        else:
            pixels = torch.from_numpy(self.stored[chosen]).to(self.device)
        return pixels.permute(0, 3, 1, 2).float() / 255

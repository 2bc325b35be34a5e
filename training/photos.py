# SPDX-License-Identifier: Apache-2.0
"""The prepared photos, where the device can reach them, in an order that a resumed training keeps.
"""

import numpy as np
import torch


class Photos:
    """uint8 [n, side, side, 3] of prepare.py, and label.py's object masks, uint8 [n, h, w], if any."""

    def __init__(self, path, device, labels=None):
        self.device = torch.device(device)
        self.stored = self.opened(path, 4)
        self.labels = self.opened(labels, 3) if labels else None
        if labels and len(self.labels) != len(self.stored):
            raise ValueError(f"{labels}: {len(self.labels)} masks for {len(self.stored)} photos")
        if self.device.type == "cuda":
            free, _ = torch.cuda.mem_get_info(self.device)
            if self.stored.nbytes < free // 4:
                self.stored = self.stored.to(self.device)
                self.labels = self.labels.to(self.device) if labels else None

    @staticmethod
    def opened(path, rank):
        array = np.load(path, mmap_mode="c")
        if array.dtype != np.uint8 or array.ndim != rank:
            raise ValueError(f"{path}: not an array of {rank} dimensions and bytes")
        return torch.from_numpy(array)

    def __len__(self):
        return len(self.stored)

    def batch(self, step, size, seed):
        """[size, 3, side, side] and [size, 1, h, w] or None, in 0 ... 1: the step-th batch of an
        endless series of shuffles.
        """
        per_epoch = len(self) // size
        epoch, place = divmod(step, per_epoch)
        if (epoch, seed) != getattr(self, "shuffled", None):
            self.shuffled = (epoch, seed)
            self.order = torch.from_numpy(np.random.default_rng([seed, epoch]).permutation(len(self)))
        chosen = self.order[place * size:(place + 1) * size].sort().values.to(self.stored.device)
        return self.taken(self.stored, chosen).permute(0, 3, 1, 2), (
            None if self.labels is None else self.taken(self.labels, chosen)[:, None])

    def taken(self, array, chosen):
        numbers = torch.half if self.device.type == "cuda" else torch.float
        return array[chosen].to(self.device).to(numbers) / 255

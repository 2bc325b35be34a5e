# SPDX-License-Identifier: Apache-2.0
"""Masks that follow the edges of their photos: the fast bilateral solver (Barron and Poole, 2016), for
whole batches at once on the device.

Pixels that are near each other and alike in colour share a vertex of a five-dimensional grid. On
these few vertices a mask is sought that stays near the given one and changes little between
neighbours. The grids of all photos of a batch lie beside each other in one long list of vertices.
"""

import torch

YUV = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5],
                    [0.5, -0.418688, -0.081312]])
AXES = 5           # x, y, and the three colours
REACH = 1 << 7     # cells along an axis: no photo has more
BALANCING = 10     # rounds
ITERATIONS = 25    # of conjugate gradients
RESIDUAL = 1e-5


class BilateralGrid:
    """The grid of a batch of photos, uint8 [B, h, w, 3]. Cells measure `space` pixels, `luma` and
    `chroma` levels."""

    def __init__(self, photos, space=16, luma=16, chroma=8, smoothness=128):
        count, height, width, _ = photos.shape
        device = photos.device
        yuv = photos.float() @ YUV.to(device).T
        yuv[..., 1:] += 128
        steps = torch.stack([
            torch.arange(width, device=device).expand(count, height, width) // space,
            torch.arange(height, device=device)[:, None].expand(count, height, width) // space,
            (yuv[..., 0] / luma).long(), (yuv[..., 1] / chroma).long(), (yuv[..., 2] / chroma).long()])
        key = torch.arange(count, device=device)[:, None, None].expand(count, height, width)
        for step in steps:
            key = key * REACH + step + 1  # +1: no cell's neighbour is another row's
        self.shape = (count, height, width)
        vertices, self.vertex = torch.unique(key.flatten(), return_inverse=True)
        self.photo = vertices // REACH ** AXES
        self.neighbours = [self.found(vertices, vertices + sign * REACH ** axis)
                           for axis in range(AXES) for sign in (-1, 1)]
        self.balance(smoothness)

    @staticmethod
    def found(vertices, wanted):
        """Where each wanted vertex is, and 1, or 0 where there is none."""
        place = torch.searchsorted(vertices, wanted).clamp(max=len(vertices) - 1)
        return place, (vertices[place] == wanted).double()

    def splat(self, pixels):
        sums = torch.zeros(len(self.photo), dtype=torch.double, device=pixels.device)
        return sums.index_add_(0, self.vertex, pixels.flatten().double())

    def slice(self, values):
        return values[self.vertex].view(self.shape)

    def blur(self, values):
        result = 2 * AXES * values
        for place, there in self.neighbours:
            result = result + there * values[place]
        return result

    def balance(self, smoothness):
        """Scales the blur so that it keeps constants, and each vertex its number of pixels."""
        pixels = self.splat(torch.ones(self.shape, device=self.photo.device))
        scale = torch.ones_like(pixels)
        for _ in range(BALANCING):
            scale = (scale * pixels / self.blur(scale)).sqrt()
        self.scale, self.smoothness = scale, smoothness
        self.mass = scale * self.blur(scale)

    def per_photo(self, products):
        """Sums over the vertices of each photo, at each vertex."""
        sums = torch.zeros(self.shape[0], dtype=torch.double, device=products.device)
        return sums.index_add_(0, self.photo, products)[self.photo]

    @torch.no_grad()
    def solve(self, masks, confidence=0.999):
        """masks [B, h, w] in 0 ... 1 -> the same, along the photos' edges."""
        weight = confidence * self.splat(torch.ones_like(masks))
        target = confidence * self.splat(masks)

        def matrix(x):
            smooth = self.mass * x - self.scale * self.blur(self.scale * x)
            return self.smoothness * smooth + weight * x

        diagonal = self.smoothness * (self.mass - 2 * AXES * self.scale ** 2) + weight
        x = target / weight
        residual = target - matrix(x)
        limit = (RESIDUAL ** 2) * self.per_photo(target ** 2)
        preconditioned = residual / diagonal
        direction = preconditioned
        energy = self.per_photo(residual * preconditioned)
        for _ in range(ITERATIONS):
            going = (self.per_photo(residual ** 2) > limit).double()
            image = matrix(direction)
            step = going * energy / self.per_photo(direction * image).clamp(min=1e-300)
            x = x + step * direction
            residual = residual - step * image
            preconditioned = residual / diagonal
            next_energy = self.per_photo(residual * preconditioned)
            direction = preconditioned + next_energy / energy.clamp(min=1e-300) * direction
            energy = next_energy
        return self.slice(x).float()


def refined(photos, masks, **sizes):
    """uint8 [B, h, w, 3] and masks [B, h, w] of 0 and 1 -> masks of 0 and 1 along the edges, each as
    large as it was: the level that is cut at is the one that keeps the area."""
    soft = BilateralGrid(photos, **sizes).solve(masks).flatten(1)
    area = masks.flatten(1).mean(dim=1)
    place = ((1 - area) * soft.shape[1]).long().clamp(0, soft.shape[1] - 1)
    levels = soft.sort(dim=1).values.gather(1, place[:, None])
    return (soft >= levels).view_as(masks).float() * (area > 0)[:, None, None]

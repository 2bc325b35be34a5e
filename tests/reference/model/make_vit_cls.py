"""The seeded ViT of src/model/vit_cls_forward.h, written a second time from its description, in numpy and double precision.

Random numbers come from the 64-bit Mersenne Twister (Nishimura and Matsumoto, 2004) written out below, since numpy has only the 32-bit one;
the order of draws is that of src/model/random_model.h. For each case of CASES:

  CASE.image.npy     [H, W, C]       values in [−1, 1]
  CASE.logits.npy    [num_classes]
  CASE.tokens.npy    [N + 1, D]      after the final norm

and numbers.npy, [2, 8]: the first eight uniform() and the first eight normal() of seed 5489, whose first word, 14514284786278117030, is
that of Nishimura's and Matsumoto's own test output.

usage: make_vit_cls.py            (writes beside itself)
needs: numpy scipy; made with numpy 2.4, scipy 1.17
"""
import math
import pathlib

import numpy as np
from scipy.special import erf

HERE = pathlib.Path(__file__).parent

# seed, (H, W, C), patch_size, d_model, num_heads, d_ff, num_layers, num_classes; the same in tests/model/vit_cls_forward_test.cpp
CASES = {
    "worked": (1, (4, 4, 3), 2, 8, 2, 16, 2, 3),
    "gray": (7, (6, 9, 1), 3, 12, 3, 20, 3, 5),
    "four_channels": (2**64 - 1, (8, 4, 4), 2, 16, 1, 24, 1, 2),
}


class SeededNumbers:
    def __init__(self, seed):
        self.state = [seed]
        for i in range(1, 312):
            last = self.state[-1]
            self.state.append((6364136223846793005 * (last ^ (last >> 62)) + i) % 2**64)
        self.at = 312

    def word(self):
        if self.at == 312:
            s = self.state
            for i in range(312):
                x = (s[i] & 0xFFFFFFFF80000000) | (s[(i + 1) % 312] & 0x7FFFFFFF)
                s[i] = s[(i + 156) % 312] ^ (x >> 1) ^ (0xB5026F5AA96619E9 if x & 1 else 0)
            self.at = 0
        x = self.state[self.at]
        self.at += 1
        x ^= (x >> 29) & 0x5555555555555555
        x ^= (x << 17) & 0x71D67FFFEDA60000
        x ^= (x << 37) & 0xFFF7EEE000000000
        return x ^ (x >> 43)

    def uniform(self):
        return (self.word() >> 11) / 2**53

    def normal(self):
        while True:
            v = 2 * math.sqrt(2 / math.e) * (self.uniform() - 0.5)
            u = 1 - self.uniform()
            if (v / u) ** 2 <= -4 * math.log(u):
                return v / u


def layer(numbers, inputs, outputs):
    bound = math.sqrt(6 / (inputs + outputs))
    draws = [bound * (2 * numbers.uniform() - 1) for _ in range(inputs * outputs)]
    return np.float32(draws).astype(float).reshape(outputs, inputs).T


def tokens(numbers, count, width):
    return np.float32([0.02 * numbers.normal() for _ in range(count * width)]).astype(float).reshape(count, width)


def norm(x):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-6)


def attention(x, query, key, value, heads):
    split = lambda y: y.reshape(len(y), heads, -1).swapaxes(0, 1)
    q, k, v = split(x @ query), split(x @ key), split(x @ value)
    weights = np.exp(q @ k.swapaxes(1, 2) / math.sqrt(q.shape[-1]))
    return (weights / weights.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(x.shape)


def gelu(x):
    return x / 2 * (1 + erf(x / math.sqrt(2)))


def vit_cls_forward(seed, image, patch_size, d_model, num_heads, d_ff, num_layers, num_classes):
    numbers = SeededNumbers(seed)
    height, width, channels = image.shape
    rows, columns = height // patch_size, width // patch_size
    patches = image.reshape(rows, patch_size, columns, patch_size, channels).transpose(0, 2, 4, 1, 3).reshape(rows * columns, -1)
    x = patches @ layer(numbers, patches.shape[1], d_model)
    cls = tokens(numbers, 1, d_model)
    x = np.concatenate([cls, x], axis=0)
    x = x + tokens(numbers, rows * columns + 1, d_model)
    for _ in range(num_layers):
        query, key, value, projection = (layer(numbers, d_model, d_model) for _ in range(4))
        fc1, fc2 = layer(numbers, d_model, d_ff), layer(numbers, d_ff, d_model)
        x = x + attention(norm(x), query, key, value, num_heads) @ projection
        x = x + gelu(norm(x) @ fc1) @ fc2
    x = norm(x)
    return x, x[0] @ layer(numbers, d_model, num_classes)


def save(name, values):
    np.save(HERE / f"{name}.npy", np.ascontiguousarray(values, dtype="<f4"))


assert SeededNumbers(5489).word() == 14514284786278117030
for name, (seed, shape, *sizes) in CASES.items():
    image = np.random.default_rng(len(name)).uniform(-1, 1, shape).astype("<f4")
    x, logits = vit_cls_forward(seed, image.astype(float), *sizes)
    save(f"{name}.image", image)
    save(f"{name}.tokens", x)
    save(f"{name}.logits", logits)
uniform, normal = SeededNumbers(5489), SeededNumbers(5489)
save("numbers", [[uniform.uniform() for _ in range(8)], [normal.normal() for _ in range(8)]])

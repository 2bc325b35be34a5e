# SPDX-License-Identifier: Apache-2.0
"""Attention and tokens against what PyTorch, timm and transformers computed (tests/reference)."""

import unittest

import numpy as np
import vitviz
from references import CLASSIFIER, REFERENCE, SMALL_MODEL

ATTENTION = 1e-5  # the promise; measured 5e-7
TOKENS = 1e-4  # the promise; measured 5e-6


def weights_in(folder):
    """The checkpoint of a family's folder; None where it has several, or none."""
    if (folder / "config.json").exists():
        return folder
    files = [path for path in folder.iterdir() if path.suffix in (".safetensors", ".pth", ".pt", ".npz", ".gguf")]
    return files[0] if len(files) == 1 else None


class Numbers(unittest.TestCase):
    def check(self, model, folder, grid):
        seen = model.look(np.load(folder / f"{grid}.input.npy"))
        want = np.load(folder / f"{grid}.attention.npy")
        blocks, heads, patches = want.shape
        self.assertEqual(seen.attention.shape[:2], (blocks, heads))
        np.testing.assert_allclose(seen.attention.reshape(want.shape), want, atol=ATTENTION, rtol=0)
        tokens = np.load(folder / f"{grid}.tokens.npy")
        np.testing.assert_allclose(seen.tokens, tokens, atol=TOKENS, rtol=0)

    def test_timm(self):
        model = vitviz.load(SMALL_MODEL)
        for grid in ("grid6x6", "grid5x9", "grid4x9", "grid13x3"):
            with self.subTest(grid):
                self.check(model, REFERENCE / "vit", grid)

    def test_every_family(self):
        compared = 0
        for folder in sorted((REFERENCE / "families").iterdir()):
            grids = sorted(path.name.split(".")[0] for path in folder.glob("grid*.attention.npy"))
            weights = weights_in(folder) if folder.is_dir() else None
            if weights is None:
                continue
            for grid in grids:
                # Small models have widths of which nobody knows the number of heads.
                heads = np.load(folder / f"{grid}.attention.npy").shape[1]
                with self.subTest(folder.name, grid=grid):
                    self.check(vitviz.load(weights, heads=heads), folder, grid)
                    compared += 1
        self.assertGreater(compared, 30)

    def test_logits(self):
        seen = vitviz.load(CLASSIFIER).look(np.load(REFERENCE / "s4_timm_augreg" / "in0.input.npy"))
        likeliest = seen.classes(3)
        self.assertEqual(likeliest[0].index, int(seen.logits.argmax()))
        self.assertAlmostEqual(
            likeliest[0].probability, float(np.exp(seen.logits.max()) / np.exp(seen.logits).sum()), places=5
        )
        self.assertIsNone(vitviz.load(SMALL_MODEL).look(np.zeros((3, 48, 48), np.float32)).logits)


if __name__ == "__main__":
    unittest.main()

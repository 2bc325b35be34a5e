# SPDX-License-Identifier: Apache-2.0
"""Models of PyTorch, timm and transformers, taken over without a file. Those that are not installed
are skipped."""

import importlib.util
import unittest

import numpy as np
import vitviz


def is_there(name):
    return importlib.util.find_spec(name) is not None


@unittest.skipUnless(is_there("torch") and is_there("timm"), "timm is not installed")
class Timm(unittest.TestCase):
    def test_models(self):
        import timm
        import torch

        for name, options in (
            ("vit_tiny_patch16_224", {}),
            ("vit_tiny_patch16_224", {"img_size": 64, "num_classes": 0}),
            ("deit_tiny_distilled_patch16_224", {}),
            ("vit_small_patch14_reg4_dinov2", {"img_size": 112}),
        ):
            with self.subTest(name, **options):
                torch.manual_seed(1)
                theirs = timm.create_model(name, **options).eval()
                side = options.get("img_size", 224)
                photo = torch.randn(1, 3, side, side)
                with torch.no_grad():
                    tokens = theirs.forward_features(photo)[0].numpy()
                seen = vitviz.from_timm(theirs).look(photo)
                np.testing.assert_allclose(seen.tokens, tokens, atol=1e-4)
                half = vitviz.from_timm(theirs.half()).look(photo)
                np.testing.assert_allclose(half.tokens, tokens, atol=0.1)


@unittest.skipUnless(is_there("torch") and is_there("transformers"), "transformers is not installed")
class Transformers(unittest.TestCase):
    def test_models(self):
        import torch
        import transformers

        small = dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=3, intermediate_size=96, image_size=64)
        for config, model in (
            (transformers.ViTConfig(patch_size=16, **small), transformers.ViTModel),
            (transformers.ViTConfig(patch_size=16, num_labels=7, **small), transformers.ViTForImageClassification),
            (transformers.Dinov2Config(patch_size=16, **small), transformers.Dinov2Model),
            (transformers.CLIPVisionConfig(patch_size=16, **small), transformers.CLIPVisionModel),
        ):
            with self.subTest(model.__name__):
                torch.manual_seed(1)
                theirs = model(config).eval()
                theirs.set_attn_implementation("eager")
                photo = torch.randn(1, 3, 64, 64)
                with torch.no_grad():
                    attention = theirs(photo, output_attentions=True).attentions
                seen = vitviz.from_transformers(theirs).look(photo)
                want = np.stack([block[0, :, 0, 1:].numpy() for block in attention])
                np.testing.assert_allclose(seen.attention.reshape(want.shape), want, atol=1e-5)


@unittest.skipUnless(is_there("torch"), "PyTorch is not installed")
class StateDict(unittest.TestCase):
    def test_what_is_no_model(self):
        import torch

        with self.assertRaises(vitviz.ModelError):
            vitviz.from_state_dict({"weight": torch.zeros(3, 3)})
        with self.assertRaises(vitviz.ModelError):
            vitviz.from_state_dict({})


if __name__ == "__main__":
    unittest.main()

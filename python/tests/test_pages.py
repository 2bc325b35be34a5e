# SPDX-License-Identifier: Apache-2.0
"""What docs/ says of PyTorch, and the example of a training loop, do what they say. Both are skipped where
their packages are not installed."""

import contextlib
import importlib.util
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def are_there(*names):
    return all(importlib.util.find_spec(name) is not None for name in names)


def programs_of(page):
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(), re.DOTALL)


def promised(program):
    """What the comments behind print() say that it prints."""
    return re.findall(r"^ *print\(.*\) +# (.*)$", program, re.MULTILINE)


class Pages(unittest.TestCase):
    @unittest.skipUnless(are_there("torch", "torchvision", "timm", "transformers", "scipy"), "a package is missing")
    def test_attention_in_pytorch(self):
        known, count = {}, 0
        for program in programs_of("attention-in-pytorch.md"):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(program, known)
            self.assertEqual(printed.getvalue().splitlines(), promised(program), program)
            count += len(promised(program))
        self.assertGreater(count, 15)

    @unittest.skipUnless(are_there("torch", "timm", "PIL"), "a package is missing")
    def test_training(self):
        from PIL import Image

        with tempfile.TemporaryDirectory() as folder:
            program = ROOT / "examples" / "training" / "train.py"
            words = [program, "--out", folder, "--photos", 64, "--epochs", 1]
            said = subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, text=True).stdout
            self.assertRegex(said, r"^epoch 1: loss \d\.\d+, accuracy [01]\.\d+$")
            with Image.open(pathlib.Path(folder) / "attention.png") as picture:
                self.assertEqual(picture.size, (6 * 132 - 4, 3 * 132 - 4))  # photos, before, after one epoch


if __name__ == "__main__":
    unittest.main()

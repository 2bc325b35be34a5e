#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Leaves each tensor of each checkpoint out once and lists what is accepted without a note.

    python3 scripts/leave_one_out.py build/release/vitviz tests/reference/families      (needs numpy)

A checkpoint that lacks a tensor must be refused, or the loss told in a note, unless the tensor has
no part in what is drawn: then the map is the same without it, which is looked at. Exit status 1
where a map changes without a note.
"""

import collections
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from tensor_files import tensors_in

ROOT = Path(__file__).resolve().parent.parent
PHOTO = ROOT / "assets" / "photos" / "dogs.jpg"

# What a user would have to say of a small model, tried in this order until it is read.
HELP = ([], ["--heads", "3"], ["--heads", "3", "--mean", "0.5", "--std", "0.5"])
SUFFIXES = {".safetensors", ".npz", ".pth", ".pt", ".bin", ".tar"}


class Model:
    """A checkpoint and how the program understands it."""

    def __init__(self, program, path, folder):
        self.program, self.path, self.copy = program, path, folder / path.name
        for beside in path.parent.glob("*.json"):
            shutil.copy(beside, folder)
        shutil.copy(path, self.copy)
        for self.options in HELP:
            self.whole = self.inspect()
            if self.whole:
                break
        self.map = self.draw() if self.whole else None

    def inspect(self):
        """What the program says of the copy; None where it refuses it."""
        command = [self.program, "inspect", "--json", *self.options, self.copy]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode not in (0, 4):
            sys.exit(f"{self.path}: exit {result.returncode}: {result.stderr}")
        return json.loads(result.stdout) if result.returncode == 0 else None

    def draw(self):
        """The map of a photo; None where the copy is refused."""
        with tempfile.TemporaryDirectory() as out:
            command = [self.program, "-m", self.copy, *self.options, "--size", "96", "--raw", "map"]
            command += ["--view", "none", "--precision", "f32", "-o", out, PHOTO]
            result = subprocess.run(command, capture_output=True, check=False)
            if result.returncode == 4:
                return None
            result.check_returncode()
            return np.load(next(Path(out).glob("*.npy")))

    def without(self, content):
        """'refused', 'noted', 'silent: the same map' or 'silent: another map'."""
        self.copy.write_bytes(content)
        rest = self.inspect()
        if rest is None:
            return "refused"
        if rest["assumptions"] != self.whole["assumptions"]:
            return "noted"
        drawn = self.draw()
        if drawn is None:
            return "refused"
        same = drawn.shape == self.map.shape and np.array_equal(drawn, self.map)
        return "silent: the same map" if same else "silent: ANOTHER MAP"


def try_all(program, path, outcomes):
    with tempfile.TemporaryDirectory() as folder:
        tensors = tensors_in(path)
        model = Model(program, path, Path(folder))
        if not tensors or not model.whole:
            print(f"left alone: {path}")
            return 0
        for name, make in tensors.items():
            outcomes[model.without(make())][model.whole["family"]].append(name)
        return len(tensors)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program = Path(sys.argv[1]).resolve()
    files = sorted(
        path for folder in sys.argv[2:] for path in Path(folder).rglob("*") if path.suffix in SUFFIXES
    )
    outcomes = collections.defaultdict(lambda: collections.defaultdict(list))
    models = sum(try_all(program, path, outcomes) > 0 for path in files)
    for outcome, families in sorted(outcomes.items()):
        print(f"\n{outcome}: {sum(map(len, families.values()))}")
        for family, names in sorted(families.items()) if outcome.startswith("silent") else ():
            in_any_block = [re.sub(r"(?<=[./])\d+(?=[./])", "#", name) for name in names]
            counted = collections.Counter(in_any_block).items()
            listed = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in sorted(counted))
            print(f"  {family}: {listed}")
    runs = sum(len(names) for families in outcomes.values() for names in families.values())
    print(f"\n{runs} tensors of {models} checkpoints left out")
    sys.exit(1 if outcomes.get("silent: ANOTHER MAP") else 0)


if __name__ == "__main__":
    main()

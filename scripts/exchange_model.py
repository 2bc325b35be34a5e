#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts another model into vitviz and makes anew whatever depends on its numbers.

usage: scripts/exchange_model.py vitviz.safetensors     (needs torch, timm, safetensors, numpy, pillow)

Replaces assets/model/vitviz.safetensors, builds, computes tests/reference/embedded with timm, and
draws the tests' golden pictures and the documentation's. Look at these before you commit them. What tests
say of the model in words stands in tests/program/built_in_model.h.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command, **environment):
    print("+", *command, flush=True)
    subprocess.run([*map(str, command)], cwd=ROOT, check=True, env={**os.environ, **environment})


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    embedded = ROOT / "assets" / "model" / "vitviz.safetensors"
    if Path(sys.argv[1]).resolve() != embedded:
        shutil.copyfile(sys.argv[1], embedded)
    for preset in ("release", "dev"):
        if not (ROOT / "build" / preset / "build.ninja").exists():
            run("cmake", "--preset", preset)
        run("cmake", "--build", "--preset", preset)
    run(sys.executable, ROOT / "tests" / "reference" / "embedded" / "make_embedded.py")
    run("ctest", "--preset", "dev", "-R", "built-in model: golden", VITVIZ_WRITE_GOLDEN="1")
    run(sys.executable, ROOT / "scripts" / "make_pictures.py", ROOT / "build" / "release" / "vitviz")
    run("ctest", "--preset", "dev")


if __name__ == "__main__":
    main()

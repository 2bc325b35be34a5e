"""Turns the arrays of a fixture (input.npy, expected.npz for each of its inputs) into the .npy files that tests/model reads.

usage: export_fixture.py FIXTURE_FOLDER OUT_FOLDER
"""
import pathlib
import shutil
import sys

import numpy as np

fixture, out = map(pathlib.Path, sys.argv[1:])
shutil.copy(fixture / "model.safetensors", out)
for folder in sorted(fixture.glob("in*")):
    np.save(out / f"{folder.name}.input.npy", np.load(folder / "input.npy").astype("<f4"))
    expected = np.load(folder / "expected.npz")
    np.save(out / f"{folder.name}.attention.npy", expected["attention"].astype("<f4"))
    np.save(out / f"{folder.name}.tokens.npy", expected["tokens_last"].astype("<f4"))

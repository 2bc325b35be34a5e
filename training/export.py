#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The trained network -> the file that vitviz embeds.

usage: export.py RUN/state.pt OUT.safetensors --name vitviz-v1 [--default-size 320]

Writes fp16 weights under timm's names, with heads, patch, prefix tokens, normalisation and sizes in
the metadata, and prints size, arithmetic and SHA-256. To embed it: put it in the place of
assets/model/vitviz.safetensors and build. `vitviz -m OUT.safetensors` reads it without.
"""

import argparse
import pickle
import sys
from pathlib import Path

import torch

from vit import Shape, VisionTransformer
from weights import export


def trained(path):
    """The averaged network of a training, the teacher's where there is no average yet."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, EOFError, RuntimeError) as error:
        raise ValueError(f"{path}: not a state that train.py saved") from error
    shape = Shape(**{name: state["options"][name] for name in vars(Shape())})
    vit = VisionTransformer(shape)
    if state["averaged"]:
        vit.load_state_dict(state["average"])
    else:
        start = "vit."
        vit.load_state_dict({name.removeprefix(start): tensor
                             for name, tensor in state["teacher"].items()
                             if name.startswith(start)})
    return vit


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("state", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="what vitviz calls the model")
    parser.add_argument("--default-size", type=int, default=320,
                        help="short side that vitviz shows the network unless asked")
    options = parser.parse_args()
    try:
        print(export(trained(options.state), options.out, options.name, options.default_size))
    except (ValueError, OSError) as error:
        sys.exit(f"export.py: {error}")


if __name__ == "__main__":
    main()

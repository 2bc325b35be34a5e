#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The snapshots of a training -> the file that vitviz embeds.

usage: finish.py OUT.safetensors SNAPSHOT.safetensors... --name vitviz-v1

The weights of the snapshots are averaged: early ones mark objects more generously, late ones know
more about photos.

Writes fp16 weights under timm's names, with heads, patch, prefix tokens, normalisation and sizes in
the metadata, and prints size, arithmetic and SHA-256. To embed it: put it in the place of
assets/model/vitviz.safetensors and build. `vitviz -m OUT.safetensors` reads it without.
"""

import argparse
import sys
from pathlib import Path

from vit import Shape, VisionTransformer
from weights import DEFAULT_SIZE, export, load_start, read, shape_of

def averaged(paths):
    vit = VisionTransformer(shape_of(paths[0], Shape))
    load_start(vit, paths[0])
    means = {name: sum(read(path)[0][name].float() for path in paths) / len(paths)
             for name in read(paths[0])[0]}
    vit.load_state_dict(means, strict=False)
    return vit.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("snapshots", type=Path, nargs="+")
    parser.add_argument("--name", required=True, help="what vitviz calls the model")
    parser.add_argument("--default-size", type=int, default=DEFAULT_SIZE,
                        help="short side that vitviz shows the network unless asked")
    parser.add_argument("--mask-bias", type=float, default=0.0,
                        help="added to the mask head's: larger masks, where labels were too small")
    options = parser.parse_args()
    try:
        vit = averaged(options.snapshots)
        vit.mask_head.bias.data += options.mask_bias
        print(export(vit, options.out, options.name, options.default_size))
    except (ValueError, OSError) as error:
        sys.exit(f"finish.py: {error}")


if __name__ == "__main__":
    main()

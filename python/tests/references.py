# SPDX-License-Identifier: Apache-2.0
"""Where the reference data of the repository lies."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "reference"
PHOTO = ROOT / "assets" / "photos" / "dandelion.jpg"
SMALL_MODEL = REFERENCE / "vit" / "synthetic.safetensors"
CLASSIFIER = REFERENCE / "s4_timm_augreg" / "model.safetensors"

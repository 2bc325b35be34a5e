# SPDX-License-Identifier: Apache-2.0
"""Where Vision Transformers look.

>>> import vitviz
>>> model = vitviz.load("dino_deitsmall8_pretrain.pth")  # or vitviz.load(): the model inside
>>> seen = model.look("cat.jpg", size=480)
>>> seen.attention.shape  # [blocks, heads, rows, cols]
>>> seen.overlay().save("cat.overlay.png")
>>> seen.mask("tokencut").pixels
"""

from typing import Dict

from . import _vitviz
from ._analysis import Analysis, Mask, RankedClass
from ._errors import ArgumentError, Error, ModelError, PhotoError, StoppedError
from ._from_memory import from_state_dict, from_timm, from_transformers
from ._model import Model, load

__version__ = _vitviz.version()
__all__ = [
    "Analysis",
    "ArgumentError",
    "Error",
    "Mask",
    "Model",
    "ModelError",
    "PhotoError",
    "RankedClass",
    "StoppedError",
    "from_state_dict",
    "from_timm",
    "from_transformers",
    "load",
    "maps",
    "masks",
    "views",
]


def maps() -> Dict[str, str]:
    """The maps there are, each with a line of help."""
    return dict(_vitviz.maps())


def masks() -> Dict[str, str]:
    """The methods by which masks are found, each with a line of help."""
    return dict(_vitviz.masks())


def views() -> Dict[str, str]:
    """The views there are, each with a line of help."""
    return dict(_vitviz.views())

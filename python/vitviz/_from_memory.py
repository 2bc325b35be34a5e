# SPDX-License-Identifier: Apache-2.0
"""Models of PyTorch, taken over without a file."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from . import _vitviz
from ._errors import ModelError
from ._model import Model, load_options

_TYPES = {
    "torch.float32": "F32",
    "torch.float16": "F16",
    "torch.bfloat16": "BF16",
    "torch.float64": "F64",
    "torch.int64": "I64",
    "torch.int32": "I32",
    "torch.int16": "I16",
    "torch.int8": "I8",
    "torch.uint8": "U8",
    "torch.bool": "BOOL",
}


def from_state_dict(
    state_dict: Mapping[str, Any],
    *,
    name: str = "state_dict",
    config: Optional[Mapping[str, Any]] = None,
    preprocessor: Optional[Mapping[str, Any]] = None,
    **options: Any,
) -> Model:
    """A model from tensors of PyTorch, under the names that a checkpoint would have.

    Args:
        state_dict: as ``model.state_dict()`` returns it; the weights are copied.
        name: what the model is called.
        config: what would stand in its ``config.json``.
        preprocessor: what would stand in its ``preprocessor_config.json``.
        options: as :func:`vitviz.load` takes them.
    """
    return Model(
        _vitviz.from_tensors(
            [_tensor(key, tensor) for key, tensor in state_dict.items()],
            json.dumps(config) if config else "",
            json.dumps(preprocessor) if preprocessor else "",
            name,
            load_options(**options),
        )
    )


def from_timm(model: Any, **options: Any) -> Model:
    """A model of timm, as it is now: ``vitviz.from_timm(timm.create_model("vit_small_patch16_224"))``.

    Where the model's class is not one that timm's checkpoints have (a wrapper, changed layers), give
    ``from_state_dict()`` its tensors instead.
    """
    settings: Dict[str, Any] = {}
    pretrained = dict(getattr(model, "pretrained_cfg", None) or {})
    for key in ("num_classes", "num_features", "global_pool"):
        value = getattr(model, key, None)
        if isinstance(value, (int, str)):
            settings[key] = value
    settings["architecture"] = pretrained.get("architecture", "")
    settings["pretrained_cfg"] = _plain(pretrained)
    settings["model_args"] = {}
    options.setdefault("heads", _heads_of(model))
    options.setdefault("grid", _grid_of(model))
    name = options.pop("name", settings["architecture"] or type(model).__name__)
    return from_state_dict(model.state_dict(), name=name, config=settings, **options)


def from_transformers(model: Any, processor: Any = None, **options: Any) -> Model:
    """A model of transformers, as it is now.

    Args:
        model: ``ViTModel``, ``Dinov2ForImageClassification``, ``CLIPVisionModel``, ….
        processor: its image processor; without one, mean and deviation are what the family has.
        options: as :func:`vitviz.load` takes them.
    """
    settings = json.loads(model.config.to_json_string(use_diff=False))
    settings["architectures"] = [type(model).__name__]
    preparation = json.loads(processor.to_json_string()) if processor is not None else None
    name = options.pop("name", None) or settings.get("_name_or_path") or type(model).__name__
    return from_state_dict(
        model.state_dict(), name=name, config=settings, preprocessor=preparation, **options
    )


def _tensor(key: str, tensor: Any) -> Tuple[str, str, List[int], Any]:
    import torch

    kind = _TYPES.get(str(tensor.dtype))
    if kind is None:
        raise ModelError(f"{key}: is of the type {tensor.dtype}", "convert the model to float32 first")
    tensor = tensor.detach().cpu().contiguous()
    shape = list(tensor.shape)
    return key, kind, shape, tensor.reshape(-1).view(torch.uint8).numpy()


def _heads_of(model: Any) -> Optional[int]:
    blocks = getattr(model, "blocks", None)
    return getattr(getattr(blocks[0], "attn", None), "num_heads", None) if blocks else None


def _grid_of(model: Any) -> Optional[Tuple[int, int]]:
    grid = getattr(getattr(model, "patch_embed", None), "grid_size", None)
    return (int(grid[0]), int(grid[1])) if isinstance(grid, Sequence) and len(grid) == 2 else None


def _plain(settings: Mapping[str, Any]) -> Dict[str, Any]:
    """What JSON can hold of it."""
    kept = (bool, int, float, str, list, tuple)
    return {key: value for key, value in settings.items() if isinstance(value, kept)}

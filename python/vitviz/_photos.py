# SPDX-License-Identifier: Apache-2.0
"""Whatever somebody calls a photo, as the library takes it."""

from __future__ import annotations

import os
from typing import Any, Sequence, Tuple, Union

from . import _vitviz
from ._errors import ArgumentError

#: A path, the bytes of a file, a PIL image, an array of 8-bit pixels ``[height, width]``,
#: ``[height, width, 3]`` or ``[height, width, 4]``, or a float array or tensor
#: ``[3, height, width]`` (or ``[1, 3, height, width]``) that is resized and normalised already.
PhotoLike = Union[str, "os.PathLike[str]", bytes, Any]


#: The numbers that are black and white, "percentile" (2 and 98), or ("percentile", 0.5, 99.5).
WindowLike = Union[None, str, Tuple[float, float], Tuple[str, float, float]]


def photo_options(
    upright: bool, to_srgb: bool, window: WindowLike, channels: Sequence[int]
) -> _vitviz.PhotoOptions:
    options = _vitviz.PhotoOptions()
    options.upright = upright
    options.to_srgb = to_srgb
    options.channels = list(channels)
    if window is not None:
        options.set_window(*_ends_of(window))
    return options


def _ends_of(window: Any) -> Tuple[float, float, bool]:
    if window == "percentile":
        return 2.0, 98.0, True
    if isinstance(window, (tuple, list)) and len(window) == 3 and window[0] == "percentile":
        return float(window[1]), float(window[2]), True
    if isinstance(window, (tuple, list)) and len(window) == 2:
        return float(window[0]), float(window[1]), False
    raise ArgumentError(
        f"window {window!r}: is no window",
        "give (lowest, highest), 'percentile', or ('percentile', 0.5, 99.5)",
    )


def photo_of(photo: PhotoLike, options: _vitviz.PhotoOptions) -> _vitviz.Photo:
    if isinstance(photo, _vitviz.Photo):
        return photo
    if isinstance(photo, (str, os.PathLike)):
        return _vitviz.Photo.read(photo, options)
    if isinstance(photo, (bytes, bytearray, memoryview)):
        return _vitviz.Photo.decode(bytes(photo), "the photo", options)
    return _of_array(_array_of(photo))


def _array_of(photo: Any) -> Any:
    import numpy as np

    if hasattr(photo, "convert") and hasattr(photo, "getbands"):  # a PIL image
        has_alpha = "A" in photo.getbands() or "transparency" in photo.info
        photo = photo.convert("RGBA" if has_alpha else "RGB")
    if hasattr(photo, "detach"):  # a tensor of PyTorch
        photo = photo.detach().cpu()
        if not str(photo.dtype).endswith("uint8"):
            photo = photo.float()
        photo = photo.numpy()
    array = np.asarray(photo)
    if array.dtype == object or array.dtype.kind in "SU":
        raise TypeError(f"a photo is a path, bytes, a PIL image, an array or a tensor, not {type(photo).__name__}")
    return array


def _of_array(array: Any) -> _vitviz.Photo:
    import numpy as np

    if array.dtype == np.uint8:
        return _vitviz.Photo.from_rgb(np.ascontiguousarray(_rgb_of(array)))
    if array.dtype.kind != "f":
        raise ArgumentError(
            f"photo: has numbers of type {array.dtype}",
            "give pixels as uint8, or the network's input as floats",
        )
    if array.ndim == 4 and array.shape[0] == 1:
        array = array[0]
    if array.ndim != 3 or array.shape[0] != 3:
        raise ArgumentError(
            f"photo: has the shape {list(array.shape)}",
            "floats are the network's input: [3, height, width], resized and normalised",
        )
    return _vitviz.Photo.prepared(np.ascontiguousarray(array, dtype=np.float32))


def _rgb_of(array: Any) -> Any:
    import numpy as np

    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim == 2:
        return np.repeat(array[:, :, None], 3, axis=2)
    if array.ndim == 3 and array.shape[2] == 3:
        return array
    if array.ndim == 3 and array.shape[2] == 4:  # on white, as the program reads transparent files
        opacity = array[:, :, 3:].astype(np.uint32)
        return ((array[:, :, :3] * opacity + 255 * (255 - opacity) + 127) // 255).astype(np.uint8)
    raise ArgumentError(
        f"photo: has the shape {list(array.shape)}",
        "pixels are [height, width], [height, width, 3] or [height, width, 4]",
    )

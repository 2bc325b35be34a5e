# SPDX-License-Identifier: Apache-2.0
"""Models, ready to look at photos."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from . import _vitviz
from ._analysis import Analysis
from ._errors import ArgumentError
from ._photos import PhotoLike, WindowLike, photo_of, photo_options


class Model:
    """A Vision Transformer. Made by :func:`vitviz.load`, :func:`vitviz.from_timm`, ….

    Any number of threads may look through one at the same time.
    """

    def __init__(self, model: _vitviz.Model) -> None:
        self._model = model

    @property
    def info(self) -> _vitviz.ModelInfo:
        """What the model is: name, family, blocks, heads, width, patch, classes, labels, …"""
        return self._model.info

    def look(
        self,
        photo: PhotoLike,
        *,
        size: Union[None, int, str, Tuple[int, int]] = None,
        crop: Optional[Tuple[int, int, int, int]] = None,
        queries: Sequence[Tuple[int, int]] = (),
        to_the_end: bool = True,
        threads: int = 0,
        upright: bool = True,
        to_srgb: bool = True,
        window: WindowLike = None,
        channels: Sequence[int] = (),
    ) -> Analysis:
        """Runs the network on a photo, without the interpreter's lock; Ctrl-C ends it.

        Args:
            photo: a path, the bytes of a file, a PIL image, 8-bit pixels ``[height, width, 3]``, or
                a float tensor ``[3, height, width]`` that is resized and normalised already.
            size: the shorter side of what the network sees, in pixels; or width and height; or
                ``"native"``, the photo's own. What suits the model when None.
            crop: x, y, width and height of the part that is looked at.
            queries: places (x, y) whose patches stand in the place of CLS.
            to_the_end: whether the network runs to its final tokens and classes, or only to the
                last block's attention.
            threads: 0 is one for each processor.
            upright: whether a file is turned as its EXIF note says. PIL images are as they are.
            to_srgb: whether a file's colours are converted as its ICC profile says.
            window: of a file of floats or many bits, the numbers (lowest, highest) that become
                black and white, ``"percentile"`` (2 and 98), or ``("percentile", 0.5, 99.5)``.
            channels: of a file of many, those that are seen: one, or three as red, green and blue,
                counted from 1.
        """
        exact, short_side = _size_of(size)
        seen = self._model.look(
            photo_of(photo, photo_options(upright, to_srgb, window, channels)),
            exact,
            short_side,
            crop,
            list(queries),
            to_the_end,
            threads,
        )
        return Analysis(seen, self.info.classes > 0)

    def look_many(
        self, photos: Iterable[PhotoLike], *, workers: int = 0, on_error: str = "raise", **options
    ) -> Iterator[Union[Analysis, Exception]]:
        """Looks at photos one after the other and keeps all cores busy: an iterator of analyses in
        the order of the photos. Each is computed by one thread; only a few wait to be taken, so
        that any number of photos takes the memory of a few.

        Args:
            photos: as :meth:`look` takes them; any iterable.
            workers: how many photos at the same time; 0 is one for each processor.
            on_error: ``"raise"`` ends the iteration with the exception of a photo; ``"return"``
                gives the exception in the place of its analysis, and goes on.
            options: as :meth:`look` takes them, but for ``threads``.
        """
        if on_error not in ("raise", "return"):
            raise ArgumentError(f"on_error {on_error!r}: there is no such", "choose 'raise' or 'return'")
        if "threads" in options:
            raise TypeError("look_many() has workers instead of threads")
        workers = workers or len(os.sched_getaffinity(0))
        return self._look_many(iter(photos), workers, on_error == "return", options)

    def _look_many(self, photos, workers, returns_errors, options):
        with ThreadPoolExecutor(workers, "vitviz") as crew:
            waiting = deque()
            try:
                for photo in photos:
                    waiting.append(crew.submit(self.look, photo, threads=1, **options))
                    if len(waiting) > 2 * workers:
                        yield _taken(waiting.popleft(), returns_errors)
                while waiting:
                    yield _taken(waiting.popleft(), returns_errors)
            finally:
                for future in waiting:
                    future.cancel()

    def __repr__(self) -> str:
        info = self.info
        return (
            f"<vitviz.Model {info.name}: {info.family}, {info.blocks} blocks of {info.heads} heads, "
            f"patches of {info.patch} × {info.patch} pixels>"
        )


def _taken(future, returns_errors: bool) -> Union[Analysis, Exception]:
    try:
        return future.result()
    except Exception as error:
        if returns_errors:
            return error
        raise


def _size_of(size) -> Tuple[Optional[Tuple[int, int]], Optional[int]]:
    """(width, height) or None, and the shorter side or None; 0 is the photo's own size."""
    if size is None:
        return None, None
    if size == "native":
        return None, 0
    if isinstance(size, (tuple, list)) and len(size) == 2:
        return (int(size[0]), int(size[1])), None
    if isinstance(size, int) and not isinstance(size, bool) and size > 0:
        return None, size
    raise ArgumentError(
        f"size {size!r}: is no size",
        "give the shorter side in pixels, (width, height), or 'native'",
    )


def load(
    model: Union[None, str, "os.PathLike[str]"] = None,
    *,
    heads: Optional[int] = None,
    mean: Optional[Sequence[float]] = None,
    std: Optional[Sequence[float]] = None,
    grid: Optional[Tuple[int, int]] = None,
    ignore: Sequence[str] = (),
    precision: str = "f32",
    threads: int = 0,
) -> Model:
    """Loads a checkpoint as it was released (.pth, .pt, .bin, .safetensors, .npz, .gguf), a folder as
    the Hugging Face hub has it, or the name of a model that ``vitviz models get`` has fetched. Without
    a name it is the model inside vitviz.

    Args:
        heads, mean, std, grid, ignore: what the checkpoint leaves unsaid (``vitviz --help``); each
            overrides what it says.
        precision: ``"f32"``, ``"bf16"`` or ``"auto"``, what is faster on this processor.
        threads: that read it; 0 is one for each processor.
    """
    return Model(_vitviz.load(model, load_options(heads, mean, std, grid, ignore, precision, threads)))


def load_options(
    heads: Optional[int] = None,
    mean: Optional[Sequence[float]] = None,
    std: Optional[Sequence[float]] = None,
    grid: Optional[Tuple[int, int]] = None,
    ignore: Sequence[str] = (),
    precision: str = "f32",
    threads: int = 0,
) -> _vitviz.LoadOptions:
    known: List[str] = ["f32", "bf16", "auto"]
    if precision not in known:
        raise ArgumentError(f"precision {precision!r}: there is no such", "choose f32, bf16 or auto")
    return _vitviz.load_options(
        heads, mean, std, grid, list(ignore), getattr(_vitviz.Precision, precision), threads
    )

# SPDX-License-Identifier: Apache-2.0
"""What a model saw in a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, NamedTuple, Optional, Tuple, Union

from . import _vitviz
from ._errors import ArgumentError

if TYPE_CHECKING:
    import numpy as np
    import PIL.Image
    from numpy.typing import NDArray


class RankedClass(NamedTuple):
    """One of the classes that the model's classifier finds likeliest."""

    index: int
    label: str  #: empty where nobody names the classes
    probability: float


class Mask(NamedTuple):
    """Where an object is, at the photo's own size."""

    pixels: NDArray[np.uint8]  #: ``[height, width]``: 1 where the object is, else 0
    method: str  #: by which it was found
    box: Optional[Tuple[int, int, int, int]]  #: x, y, width and height; None where nothing is


class Analysis:
    """What one forward pass left of a photo.

    Arrays are read-only views of the numbers, without a copy; they stay valid by themselves. What
    needs more of the network than that pass kept (a rollout, tokens of a block, keys of another
    block than the last) runs it once more. Any number of threads may use one object.

    In a notebook it shows itself as an overlay.
    """

    def __init__(self, seen: _vitviz.Analysis, has_classes: bool) -> None:
        self._seen = seen
        self._has_classes = has_classes

    @property
    def size(self) -> Tuple[int, int]:
        """Width and height of the part that is looked at, as PIL has them."""
        return self._seen.width, self._seen.height

    @property
    def grid(self) -> Tuple[int, int]:
        """Rows and columns of patches."""
        return self._seen.grid

    @property
    def notes(self) -> List[str]:
        """What nobody would expect of the photo, the model or its map."""
        return self._seen.notes

    @property
    def attention(self) -> NDArray[np.float32]:
        """``[blocks, heads, rows, cols]``: the softmax weights from CLS to the patches.

        Of a model without CLS, the mean over all patches. Not renormalised: a map sums to less than
        1, because CLS and the registers keep the rest.
        """
        return self._seen.attention(0)

    def attention_of(self, query: int) -> NDArray[np.float32]:
        """The same from the patch of one of the queries that ``look`` was given, from 0."""
        return self._seen.attention(query)

    @property
    def tokens(self) -> NDArray[np.float32]:
        """``[tokens, width]`` after the final norm: CLS first, then registers, then patches."""
        return self._seen.tokens()

    def tokens_of(self, block: int, normed: bool = False) -> NDArray[np.float32]:
        """``[tokens, width]`` as a block leaves them, counted from 0 or from the end."""
        return self._seen.tokens_of(block, normed)

    @property
    def logits(self) -> Optional[NDArray[np.float32]]:
        """``[classes]``; None of a model without a classifier."""
        return self._seen.logits() if self._has_classes else None

    def classes(self, most: int = 5) -> List[RankedClass]:
        """The likeliest classes, likeliest first; none without a classifier."""
        return [RankedClass(*one) for one in self._seen.classes(most)]

    def map(
        self,
        name: str = "attention",
        *,
        block: Optional[int] = None,
        head: Union[str, int] = "mean",
        query: int = 0,
        normed: Optional[bool] = None,
        rollout_start: int = 0,
    ) -> NDArray[np.float32]:
        """``[rows, cols]``: a number per patch.

        Args:
            name: one of ``vitviz.maps()``.
            block: counted from 0, or from the end; what suits the model when None.
            head: ``"mean"``, ``"max"`` or ``"min"`` of all heads, or one of them from 0.
            query: of those that ``look`` was given, from 0.
            normed: of maps of tokens, whether after the model's final norm.
            rollout_start: the first block that a rollout counts.
        """
        return self._seen.map(_map_choice(name, block, head, query, normed, rollout_start))

    def rollout(
        self, *, block: Optional[int] = None, head: Union[str, int] = "mean", rollout_start: int = 0
    ) -> NDArray[np.float32]:
        """``[rows, cols]``: the attention of all blocks together (Abnar and Zuidema, 2020)."""
        return self.map("rollout", block=block, head=head, rollout_start=rollout_start)

    def mask(
        self,
        method: str = "",
        *,
        keep: Optional[float] = None,
        features: str = "",
        threshold: Optional[float] = None,
        objects: Optional[int] = None,
        refine: str = "",
        clean: bool = False,
        **map: Any,
    ) -> Mask:
        """The object, as one mask of the photo's own size.

        Args:
            method: one of ``vitviz.masks()``; what suits the model when empty.
            keep: share of the map that ``"mass"`` keeps.
            features: ``"q"``, ``"k"``, ``"v"`` or ``"x"``, by which patches are compared.
            threshold: of ``"tokencut"`` and ``"maskcut"``.
            objects: that ``"maskcut"`` looks for, at most.
            refine: ``"none"``, ``"bilateral"`` or ``"guided"``.
            clean: whether holes are filled and specks dropped.
            map: which map, as :meth:`map` takes it: ``block=``, ``head=``, …
        """
        options = _mask_options(method, keep, features, threshold, objects, refine, clean)
        return _mask_of(self._seen.mask(options, _map_of(map)))

    def masks(
        self,
        most: int = 3,
        method: str = "maskcut",
        *,
        keep: Optional[float] = None,
        features: str = "",
        threshold: Optional[float] = None,
        refine: str = "",
        clean: bool = False,
        **map: Any,
    ) -> List[Mask]:
        """Each object by itself, ``most`` of them; arguments as in :meth:`mask`."""
        objects = most if method == "maskcut" else None
        options = _mask_options(method, keep, features, threshold, objects, refine, clean)
        return [_mask_of(mask) for mask in self._seen.masks(most, options, _map_of(map))]

    def picture(self, view: str = "overlay", **options: Any) -> PIL.Image.Image:
        """A view of it, one of ``vitviz.views()``, as a PIL image of the photo's own size.

        Options are those of :meth:`png`.
        """
        import PIL.Image

        if view == "cutout":  # the one that is transparent
            import io

            return PIL.Image.open(io.BytesIO(self.png(view, **options)))
        return PIL.Image.fromarray(self._seen.picture(view, _picture_options(options)))

    def overlay(self, **options: Any) -> PIL.Image.Image:
        """The photo, coloured by the map."""
        return self.picture("overlay", **options)

    def png(self, view: str = "overlay", **options: Any) -> bytes:
        """A view as the bytes of a PNG file.

        Options:
            colormap (str): ``"inferno"``, ``"viridis"``, ``"magma"``, ``"turbo"`` or ``"gray"``.
            opacity (float): of an overlay's colours, from 0 to 1.
            range (tuple): the numbers of the first and the last colour.
            gamma (float), upsample (str), guided (bool), boxes (bool), legend (bool), scale (float)
            method, keep, features, threshold, objects, refine, clean: as in :meth:`mask`.
            map (str): the name of the map; block, head, query, normed, rollout_start: as in :meth:`map`.
        """
        return self._seen.png(view, _picture_options(options))

    def _repr_png_(self) -> bytes:
        return self.png("overlay")

    def __repr__(self) -> str:
        rows, cols = self.grid
        return f"<vitviz.Analysis of {self.size[0]} × {self.size[1]} pixels, {rows} × {cols} patches>"


_MAP_OPTIONS = ("block", "head", "query", "normed", "rollout_start")
_MASK_OPTIONS = ("method", "keep", "features", "threshold", "objects", "refine", "clean")
_PICTURE_OPTIONS = ("colormap", "opacity", "gamma", "upsample", "guided", "boxes", "legend", "scale")


def _set_all(options: Any, values: dict) -> Any:
    for name, value in values.items():
        try:
            setattr(options, name, value)
        except TypeError:
            raise TypeError(f"{name}: {value!r} is of the wrong type") from None
    return options


def _map_choice(
    name: str, block: Optional[int], head: Union[str, int], query: int, normed: Optional[bool], rollout_start: int
) -> _vitviz.MapChoice:
    values = dict(name=name, block=block, head=head, query=query, normed=normed, rollout_start=rollout_start)
    return _set_all(_vitviz.MapChoice(), values)


def _map_of(options: dict) -> _vitviz.MapChoice:
    """Of keyword arguments: ``map`` is its name."""
    options = dict(options)
    name = options.pop("map", "attention")
    _refuse_unknown(options, _MAP_OPTIONS)
    return _set_all(_vitviz.MapChoice(), {"name": name, **options})


def _mask_options(
    method: str,
    keep: Optional[float],
    features: str,
    threshold: Optional[float],
    objects: Optional[int],
    refine: str,
    clean: bool,
) -> _vitviz.MaskOptions:
    values = (method, keep, features, threshold, objects, refine, clean)
    return _set_all(_vitviz.MaskOptions(), dict(zip(_MASK_OPTIONS, values)))


def _mask_of(mask: _vitviz.Mask) -> Mask:
    return Mask(mask.take_pixels(), mask.method, mask.box)


def _picture_options(options: dict) -> _vitviz.PictureOptions:
    _refuse_unknown(options, ("map", "range", *_MAP_OPTIONS, *_MASK_OPTIONS, *_PICTURE_OPTIONS))
    picture = _vitviz.PictureOptions()
    picture.map = _map_of({name: options[name] for name in ("map", *_MAP_OPTIONS) if name in options})
    mask = {name: options[name] for name in _MASK_OPTIONS if name in options}
    picture.mask = _set_all(_vitviz.MaskOptions(), mask)
    if options.get("range") is not None:
        try:
            picture.lowest, picture.highest = options["range"]
        except (TypeError, ValueError):
            raise ArgumentError(f"range {options['range']!r}: is no pair of numbers") from None
    return _set_all(picture, {name: options[name] for name in _PICTURE_OPTIONS if name in options})


def _refuse_unknown(options: dict, known: Tuple[str, ...]) -> None:
    for name in options:
        if name not in known:
            raise TypeError(f"there is no option {name!r}; there are {', '.join(sorted(known))}")

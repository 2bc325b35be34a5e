# SPDX-License-Identifier: Apache-2.0
"""What an actor does: photos in, rows of a Parquet file out."""

import json
import posixpath
import uuid
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import vitviz
from pyarrow import fs

UNFINISHED = "_unfinished"  # what begins with _ is passed over by whoever reads a folder of Parquet files
COLUMNS = [
    ("path", pa.string()),
    ("width", pa.int32()),
    ("height", pa.int32()),
    ("rows", pa.int32()),  # of patches
    ("cols", pa.int32()),
    ("notes", pa.list_(pa.string())),
    ("classes", pa.list_(pa.struct([("index", pa.int32()), ("label", pa.string()), ("probability", pa.float32())]))),
    ("map", pa.list_(pa.float32())),  # [rows * cols]
    ("entropy", pa.float64()),
    ("concentration", pa.float64()),
    ("mask_counts", pa.list_(pa.int32())),
    ("mask_area", pa.int32()),
    ("mask_box", pa.list_(pa.int32())),  # x, y, width, height; null where there is no object
    ("error", pa.string()),  # null where all went well; else all but the path is null
]


def schema_of(settings: dict) -> pa.Schema:
    pictures = [(view, pa.binary()) for view in settings["views"]]  # each a PNG file
    return pa.schema(COLUMNS + pictures, metadata={"vitviz": json.dumps(settings)})


def spread_of(values: np.ndarray) -> dict:
    """Entropy in bits of a map as a distribution over patches; and the share of its sum that the strongest
    tenth of the patches holds, rounded up. None of a map without a sum."""
    values = values.ravel().astype(np.float64)
    total = values.sum()
    if not total > 0:
        return {}
    shares = np.sort(values / total)[::-1]
    positive = shares[shares > 0]
    strongest = shares[: -(-shares.size // 10)]
    return {"entropy": float(-(positive * np.log2(positive)).sum()), "concentration": float(strongest.sum())}


def coco_counts(pixels: np.ndarray) -> np.ndarray:
    """Run lengths as COCO has them: down one column after the other; the first run is of zeros."""
    column_by_column = pixels.ravel(order="F")
    changes = np.flatnonzero(np.diff(column_by_column, prepend=np.uint8(0)))
    return np.diff(changes, prepend=0, append=column_by_column.size)


class Look:
    """An actor: loads the model once, and turns each batch of paths into an unfinished part."""

    def __init__(self, photos: fs.FileSystem, results: fs.FileSystem, unfinished: str, settings: dict, cpus: int):
        self.photos, self.results, self.unfinished, self.settings = photos, results, unfinished, settings
        self.model = vitviz.load(settings["model"], threads=cpus)
        self.crew = ThreadPoolExecutor(cpus)

    def __call__(self, batch: pa.Table) -> pa.Table:
        rows = list(self.crew.map(self.row_of, batch["item"].to_pylist()))
        part = pa.Table.from_pylist(rows, schema=schema_of(self.settings))
        name = f"{uuid.uuid4().hex}.parquet"  # done twice, a batch has two names: the driver hears of one
        pq.write_table(part, posixpath.join(self.unfinished, name), filesystem=self.results, compression="zstd")
        return pa.table({"name": [name], "failed": [sum("error" in row for row in rows)]})

    def row_of(self, path: str) -> dict:
        try:
            with self.photos.open_input_stream(path) as file:
                photo = file.read()
            return {"path": path, **self.sight_of(photo)}
        except (vitviz.Error, OSError) as error:
            return {"path": path, "error": str(error)}

    def sight_of(self, photo: bytes) -> dict:
        # A thread for each photo; the photos of a batch are what runs side by side.
        seen = self.model.look(photo, size=self.settings["size"], threads=1)
        mask = seen.mask(self.settings["mask"])
        height, width = mask.pixels.shape
        rows, cols = seen.grid
        values = seen.map()
        sight = dict(width=width, height=height, rows=rows, cols=cols, notes=seen.notes, map=values.ravel())
        sight |= spread_of(values)
        sight["classes"] = [one._asdict() for one in seen.classes()]
        sight["mask_counts"] = coco_counts(mask.pixels)
        sight["mask_area"] = int(mask.pixels.sum())
        sight["mask_box"] = mask.box
        return sight | {view: seen.png(view) for view in self.settings["views"]}

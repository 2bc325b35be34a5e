# SPDX-License-Identifier: Apache-2.0
"""Writes the .npz files for tests/io/npz_test.cpp and zip_archive_test.cpp. Needs NumPy.

Element i of every array, counted row-major, is i - 3: exact in all the formats.
"""
import io
import zipfile
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
EPOCH = (1980, 1, 1, 0, 0, 0)


def counting(shape, dtype):
    return (np.arange(int(np.prod(shape))) - 3).reshape(shape).astype(dtype)


def npy(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version, allow_pickle=True)
    return file.getvalue()


def bfloat16(shape):
    upper = counting(shape, np.float32).view(np.uint32) >> 16
    return upper.astype(np.uint16).view("V2")


def write(name, method, entries):
    with zipfile.ZipFile(FOLDER / name, "w") as archive:
        for entry, content in entries.items():
            archive.writestr(zipfile.ZipInfo(entry, EPOCH), content, method)


ARRAYS = {
    "params/kernel.npy": npy(counting((2, 3), "<f4")),
    "params/fortran.npy": npy(np.asfortranarray(counting((2, 3, 4), "<f4"))),
    "params/fortran_half.npy": npy(np.asfortranarray(counting((5, 2), "<f2")), (2, 0)),
    "half.npy": npy(counting((7,), "<f2"), (3, 0)),
    "bfloat16.npy": npy(bfloat16((2, 2))),
    "double.npy": npy(counting((2,), "<f8")),
    "count.npy": npy(counting((), "<i8")),
    "none.npy": npy(counting((0, 4), "<f4")),
    "mask.npy": npy(counting((1, 5), "<f4") > 0),
    "label.npy": npy(np.array(["tench"])),
    "object.npy": npy(np.array([{}], dtype=object)),
    "record.npy": npy(np.zeros(1, dtype=[("x", "<f4")])),
    "notes.txt": b"no array",
}
write("stored.npz", zipfile.ZIP_STORED, ARRAYS)
write("deflated.npz", zipfile.ZIP_DEFLATED, ARRAYS)
write("big_endian.npz", zipfile.ZIP_STORED, {"a.npy": npy(counting((2,), ">f4"))})
write("bzip2.zip", zipfile.ZIP_BZIP2, {"a.npy": npy(counting((2,), "<f4"))})
write("bomb.npz", zipfile.ZIP_DEFLATED, {"a.npy": npy(np.zeros(17 << 20, np.float32))})

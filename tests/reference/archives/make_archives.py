# SPDX-License-Identifier: Apache-2.0
"""Packs the same few members as Python packs them, in each format.

    python3 tests/reference/archives/make_archives.py
"""

import io
import pathlib
import tarfile
import zipfile

FOLDER = pathlib.Path(__file__).parent
LONG = "f" * 90 + "/" + "f" * 90 + "/0002.jpg"


def add(archive, name, content=b"", **fields):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    for field, value in fields.items():
        setattr(member, field, value)
    archive.addfile(member, io.BytesIO(content))


def make_tar(name, form):
    with tarfile.open(FOLDER / f"{name}.tar", "w", format=form) as archive:
        archive.copybufsize = 512
        add(archive, "./0001.jpg", b"first")
        add(archive, "./0001.cls", b"7")
        add(archive, LONG, b"second")
        add(archive, "a", type=tarfile.DIRTYPE)
        add(archive, "grün.png", b"x" * 600)
        add(archive, "linked.jpg", type=tarfile.LNKTYPE, linkname="./0001.jpg")


def make_zip(name, method):
    with zipfile.ZipFile(FOLDER / f"{name}.zip", "w", method) as archive:
        for member, content in [("0001.jpg", "first"), ("a/", ""), ("a/grün.png", "x" * 600),
                                ("a/empty", "")]:
            archive.writestr(zipfile.ZipInfo(member), content, method)


for name, form in [("ustar", tarfile.USTAR_FORMAT), ("gnu", tarfile.GNU_FORMAT),
                   ("pax", tarfile.PAX_FORMAT)]:
    make_tar(name, form)
make_zip("stored", zipfile.ZIP_STORED)
make_zip("deflated", zipfile.ZIP_DEFLATED)

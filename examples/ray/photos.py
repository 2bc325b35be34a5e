# SPDX-License-Identifier: Apache-2.0
"""Which photos a folder, a pattern or a list stands for, on any file system that Arrow knows."""

import posixpath
from pathlib import PurePosixPath

from pyarrow import fs

ENDINGS = tuple(".jpg .jpeg .png .webp .tif .tiff .bmp .gif .ppm .pgm .pbm .pnm .heic .avif .jxl".split())


def place_of(text: str) -> tuple[fs.FileSystem, str]:
    """The file system of a URI, or of this machine, and the path there."""
    if "://" in text:
        return fs.FileSystem.from_uri(text)
    return fs.LocalFileSystem(), posixpath.abspath(text)


def is_photo(info: fs.FileInfo) -> bool:
    return info.is_file and info.path.lower().endswith(ENDINGS) and not info.base_name.startswith(".")


def list_photos(photos: fs.FileSystem, path: str) -> list[str]:
    """Paths of a folder with all below it, of the lines of a .txt file, of one photo, or by a pattern."""
    kind = photos.get_file_info(path).type
    if kind == fs.FileType.Directory:
        return [info.path for info in photos.get_file_info(fs.FileSelector(path, recursive=True)) if is_photo(info)]
    if kind == fs.FileType.File and path.endswith(".txt"):
        with photos.open_input_stream(path) as file:
            lines = file.read().decode().splitlines()
        return [posixpath.normpath(posixpath.join(posixpath.dirname(path), line)) for line in lines if line.strip()]
    if kind == fs.FileType.File:
        return [path]
    folder = posixpath.dirname(path[: min((path.index(sign) for sign in "*?[" if sign in path), default=0)])
    if not folder:
        return []
    below = photos.get_file_info(fs.FileSelector(folder, recursive=True, allow_not_found=True))
    pattern = "/" + path.lstrip("/")
    return [info.path for info in below if is_photo(info) and PurePosixPath("/", info.path).match(pattern)]

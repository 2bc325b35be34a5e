"""Finishes a wheel that auditwheel has repaired.

The command `vitviz` is put into it. auditwheel would put a script in Python before a program, which
takes longer to start than the program runs; so the program is added when the libraries have their
final names. It finds them beside the module, wherever pip put both.

Libraries that are loaded later get back the names by which they are asked for. The copyright notices
of all libraries inside are added where there is a folder of them.

usage: finish_wheel.py REPAIRED.whl FOLDER_OF_THE_COMMAND COPYRIGHTS OUT_FOLDER
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LOADED_LATER = ("libtiff", "libzip")
NEWEST = 20  # the latest minor version of Python 3 in whose folders the command looks


def run(*command) -> str:
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def patchelf(file: pathlib.Path, *change) -> None:
    run("patchelf", *change, file)


def give_back_its_name(late: str, libraries: pathlib.Path) -> None:
    (file,) = libraries.glob(f"{late}-*")
    plain = re.sub(r"-[0-9a-f]+(\.so\.[0-9]+).*", r"\1", file.name)
    (vitviz,) = libraries.glob("libvitviz-*")
    patchelf(vitviz, "--remove-needed", file.name)
    for other in libraries.iterdir():
        patchelf(other, "--replace-needed", file.name, plain)
    renamed = file.rename(libraries / plain)
    patchelf(renamed, "--set-soname", plain)


def library_folders(wheel: str) -> str:
    """Where pip puts the libraries, as seen from the folder of the command."""
    first = int(re.search(r"-cp3(\d+)-", wheel).group(1))
    versions = range(first, NEWEST + 1) if "abi3" in wheel else [first]
    return ":".join(
        f"$ORIGIN/../lib/python3.{version}/{packages}/vitviz.libs"
        for packages in ("site-packages", "dist-packages")
        for version in versions
    )


def add_command(command: pathlib.Path, unpacked: pathlib.Path, folders: str) -> None:
    (library,) = (unpacked / "vitviz.libs").glob("libvitviz-*")
    name, version = unpacked.name.split("-")[:2]
    scripts = unpacked / f"{name}-{version}.data" / "scripts"
    scripts.mkdir(parents=True)
    added = scripts / "vitviz"
    shutil.copy(command, added)
    (linked,) = (line for line in run("patchelf", "--print-needed", added).split() if line.startswith("libvitviz.so"))
    patchelf(added, "--replace-needed", linked, library.name, "--set-rpath", folders)
    added.chmod(0o755)


def main() -> None:
    repaired, command_folder, copyrights, out = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        run("wheel", "unpack", repaired, "--dest", folder)
        (unpacked,) = pathlib.Path(folder).iterdir()
        for late in LOADED_LATER:
            give_back_its_name(late, unpacked / "vitviz.libs")
        add_command(command_folder / "vitviz", unpacked, library_folders(repaired.name))
        if copyrights.is_dir():
            (facts,) = unpacked.glob("*.dist-info")
            shutil.copytree(copyrights, facts / "licenses", dirs_exist_ok=True)
        run("wheel", "pack", unpacked, "--dest-dir", out)


main()

"""Puts the command `vitviz` into a wheel that auditwheel has repaired.

auditwheel would put a script in Python before a program in a wheel, which takes longer to start than
the program runs. So the program is added when the libraries have their final names: it finds them
beside the module, wherever pip put both.

usage: add_command.py REPAIRED.whl FOLDER_OF_THE_COMMAND OUT_FOLDER
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

NEWEST = 20  # the latest minor version of Python 3 in whose folders the command looks


def folders(wheel: str) -> str:
    """Where pip puts the libraries, from the folder of the command."""
    first = int(re.search(r"-cp3(\d+)-", wheel).group(1))
    versions = range(first, NEWEST + 1) if "abi3" in wheel else [first]
    lib = [f"$ORIGIN/../lib/python3.{version}/site-packages/vitviz.libs" for version in versions]
    debian = [f"$ORIGIN/../lib/python3.{version}/dist-packages/vitviz.libs" for version in versions]
    return ":".join(lib + debian)


def main() -> None:
    repaired, command_folder, out = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        run("wheel", "unpack", str(repaired), "--dest", folder)
        (unpacked,) = pathlib.Path(folder).iterdir()
        (library,) = (unpacked / "vitviz.libs").glob("libvitviz-*")
        name, version = unpacked.name.split("-")[:2]
        scripts = unpacked / f"{name}-{version}.data" / "scripts"
        scripts.mkdir(parents=True)
        command = scripts / "vitviz"
        shutil.copy(command_folder / "vitviz", command)
        needed = subprocess.run(["patchelf", "--print-needed", command], check=True, capture_output=True, text=True)
        (linked,) = (line for line in needed.stdout.split() if line.startswith("libvitviz.so"))
        run("patchelf", "--replace-needed", linked, library.name, "--set-rpath", folders(repaired.name), str(command))
        command.chmod(0o755)
        run("wheel", "pack", str(unpacked), "--dest-dir", str(out))


def run(*command: str) -> None:
    subprocess.run(command, check=True)


main()

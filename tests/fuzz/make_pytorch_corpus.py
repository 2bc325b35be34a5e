# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds in corpus/pickle, corpus/pytorch and corpus/pytorch_legacy. Needs only Python.

good_* are accepted, bad_* refused: tests/io/pytorch_hostile_test.cpp holds the readers to it. What
PyTorch itself writes is in tests/reference/pytorch, which serves as seeds, too.
"""
import io
import pickle
import struct
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"


def write(folder, name, data):
    (FOLDER / folder).mkdir(parents=True, exist_ok=True)
    (FOLDER / folder / name).write_bytes(data)


def text(value):
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def integer(value):
    return b"\x8a\x08" + struct.pack("<q", value)


def row(values):
    return b"(" + b"".join(map(integer, values)) + b"t"


def tensor(offset=0, shape=(2, 2), strides=(2, 1), count=4, key="0", kind="FloatStorage", build="_rebuild_tensor_v2"):
    storage = b"(" + text("storage") + b"ctorch\n%s\n" % kind.encode() + text(key) + text("cpu") + integer(count) + b"tQ"
    return (b"ctorch._utils\n%s\n(" % build.encode() + storage + integer(offset) + row(shape) + row(strides)
            + b"\x89ccollections\nOrderedDict\n)RtR")


def state(*tensors):
    items = b"".join(text("w%d" % i) + value for i, value in enumerate(tensors))
    return b"\x80\x02}(" + items + b"u."


def archive(data, storage=bytes(16), order=b"little", method=zipfile.ZIP_STORED, root="archive", extra=()):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in [("data.pkl", data), ("byteorder", order), ("data/0", storage), ("version", b"3\n"), *extra]:
            packed.writestr(zipfile.ZipInfo(f"{root}/{name}"), content, compress_type=method)
    return file.getvalue()


def legacy(data, keys=("0",), storages=struct.pack("<q", 4) + bytes(16), magic=0x1950A86A20F9469CFC6C, version=1001):
    system = {"protocol_version": version, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}
    parts = [pickle.dumps(part, protocol=2) for part in (magic, version, system)]
    return b"".join(parts) + data + pickle.dumps(list(keys), protocol=2) + storages


class Evil:
    def __reduce__(self):
        import os
        return os.system, ("exit 1",)


VALUES = {"a": [1, 2.5, None, True, (1,), (1, 2), {"b": b"c"}], "big": 1 << 80, "text": "größe", "set": {1}}
for protocol in range(6):
    write("pickle", f"protocol{protocol}", pickle.dumps(VALUES, protocol=protocol))
write("pickle", "evil", pickle.dumps(Evil(), protocol=2))
write("pickle", "tensor", state(tensor()))
write("pickle", "cycle", b"]q\x00h\x00a.")
write("pickle", "script", b"\x80\x02c__torch__.a\nModule\n)\x81}(" + text("w") + tensor() + b"ub.")
write("pickle", "instance", b"(K\x01imodule\nname\n}b.")

GOOD = {
    "one": tensor(),
    "transposed": tensor(strides=(1, 2)),
    "expanded": tensor(shape=(3, 2), strides=(0, 1)),
    "type": tensor(kind="HalfStorage", shape=(2,), strides=(1,)),
    "unknown_type": tensor(kind="QInt8Storage"),
    "evil": pickle.dumps(Evil(), protocol=2)[2:-1],
}
BAD = {
    "offset": tensor(offset=1),
    "negative": tensor(offset=-1),
    "overflow": tensor(shape=(1 << 62, 1 << 62), strides=(1 << 62, 1 << 62)),
    "repeated": tensor(shape=(1 << 40,), strides=(0,)),
    "key": tensor(key="1"),
    "count": tensor(count=1 << 62),
    "strides": tensor(strides=(1,)),
}
for name, value in GOOD.items():
    write("pytorch", f"good_{name}", archive(state(value)))
    if name not in ("unknown_type", "evil"):
        write("pytorch_legacy", f"good_{name}", legacy(state(value)))
for name, value in BAD.items():
    write("pytorch", f"bad_{name}", archive(state(value)))
    write("pytorch_legacy", f"bad_{name}", legacy(state(value)))
write("pytorch_legacy", "good_evil", legacy(state(GOOD["one"], GOOD["evil"])))
write("pytorch", "good_deflated", archive(state(tensor()), method=zipfile.ZIP_DEFLATED))
write("pytorch", "good_script", archive(b"\x80\x02c__torch__.a\nModule\n)\x81}(" + text("w") + tensor() + b"ub.",
                                       extra=[("constants.pkl", b"\x80\x02).")]))
write("pytorch", "bad_order", archive(state(tensor()), order=b"big"))
write("pytorch", "bad_empty", archive(b""))
write("pytorch", "bad_short_storage", archive(state(tensor()), storage=bytes(15)))
write("pytorch", "bad_root", archive(state(tensor()), root="a/b"))
write("pytorch_legacy", "bad_magic", legacy(state(tensor()), magic=1))
write("pytorch_legacy", "bad_version", legacy(state(tensor()), version=1002))
write("pytorch_legacy", "bad_keys", legacy(state(tensor()), keys=("0", "1")))
write("pytorch_legacy", "bad_size", legacy(state(tensor()), storages=struct.pack("<q", 1 << 62) + bytes(16)))

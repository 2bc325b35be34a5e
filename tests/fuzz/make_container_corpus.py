# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds in corpus/npz, corpus/gguf and corpus/flat_json. Needs only Python.

good_* are accepted, bad_* refused: tests/io/container_corpus_test.cpp holds the readers to it.
"""
import io
import struct
import zipfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(container, name, content):
    folder = CORPUS / container
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def npy(descr, shape, data, fortran="False", version=1):
    header = "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n" % (descr, fortran, shape)
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header.encode() + data


def archive(entries, method=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in entries:
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, method)
    return file.getvalue()


def patched(content, signature, offset, value):
    at = content.index(signature) + offset
    return content[:at] + value + content[at + len(value):]


def write_npz():
    one = ("a.npy", npy("'<f4'", "(1,)", bytes(4)))
    two = ("b.npy", npy("'<f2'", "(2, 3)", bytes(12), fortran="True", version=3))
    write("npz", "good_stored", archive([one, two]))
    write("npz", "good_deflated", archive([one, two], zipfile.ZIP_DEFLATED))
    write("npz", "good_record", archive([one, ("r.npy", npy("[('x', '<f4')]", "(1,)", b""))]))
    write("npz", "bad_product", archive([("a.npy", npy("'<f4'", "(%d, 9)" % (2**63 - 1), b""))]))
    write("npz", "bad_shape", archive([("a.npy", npy("'<f4'", "(-1,)", b""))]))
    write("npz", "bad_short", archive([("a.npy", npy("'<f4'", "(2,)", bytes(4)))]))
    write("npz", "bad_header", archive([("a.npy", npy("'<f4'", "(1", bytes(4)))]))
    write("npz", "bad_twice", archive([one, ("b.npy", one[1])]).replace(b"b.npy", b"a.npy"))
    write("npz", "bad_none", archive([("a.txt", b"x")]))
    stored = archive([one])
    write("npz", "bad_encrypted", patched(stored, b"PK\1\2", 8, b"\1"))
    write("npz", "bad_size", patched(stored, b"PK\1\2", 20, b"\xff\xff\xff\0\xff\xff\xff\0"))
    write("npz", "bad_offset", patched(stored, b"PK\1\2", 42, b"\xff\xff"))
    deflated = archive([one], zipfile.ZIP_DEFLATED)
    write("npz", "bad_checksum", patched(deflated, b"PK\1\2", 16, b"\0\0\0\0"))
    write("npz", "bad_ratio", patched(deflated, b"PK\1\2", 24, b"\0\0\0\1"))


def text(value):
    return struct.pack("<Q", len(value)) + value


def tensor(name, dimensions, kind, offset):
    return (text(name) + struct.pack("<I", len(dimensions)) +
            struct.pack("<%dQ" % len(dimensions), *dimensions) + struct.pack("<IQ", kind, offset))


def gguf(pairs, tensors, data=b"", counts=None, version=3):
    counts = counts or (len(tensors), len(pairs))
    head = b"GGUF" + struct.pack("<IQQ", version, *counts) + b"".join(pairs) + b"".join(tensors)
    return head + bytes(-len(head) % 32) + data


def write_gguf():
    pair = text(b"k") + struct.pack("<II", 4, 7)
    strings = text(b"l") + struct.pack("<IIQ", 9, 8, 2) + text(b"a") + text(b"bc")
    numbers = text(b"m") + struct.pack("<IIQ", 9, 6, 2) + bytes(8)
    one = tensor(b"a", [2], 0, 0)
    q8 = tensor(b"q", [32, 1], 8, 32)
    write("gguf", "good_empty", gguf([], []))
    write("gguf", "good_pairs", gguf([pair, strings, numbers], [one, q8], bytes(66)))
    write("gguf", "good_scalar", gguf([], [tensor(b"a", [], 30, 0)], bytes(2), version=2))
    write("gguf", "bad_version", gguf([], [], version=1))
    write("gguf", "bad_big_endian", gguf([], [], version=3 << 24))
    write("gguf", "bad_count", gguf([], [], counts=(2**63, 0)))
    write("gguf", "bad_pairs", gguf([], [], counts=(0, 2**64 - 1)))
    write("gguf", "bad_text", gguf([struct.pack("<Q", 2**64 - 1) + bytes(16)], []))
    write("gguf", "bad_kind", gguf([text(b"k") + struct.pack("<IQ", 13, 0)], []))
    write("gguf", "bad_list", gguf([text(b"k") + struct.pack("<IIQ", 9, 12, 2**61)], []))
    write("gguf", "bad_nested", gguf([text(b"k") + struct.pack("<IIQ", 9, 9, 1)], []))
    write("gguf", "bad_key_twice", gguf([pair, pair], []))
    align = text(b"general.alignment")
    write("gguf", "bad_alignment", gguf([align + struct.pack("<II", 4, 0)], []))
    write("gguf", "bad_alignment_kind", gguf([align + struct.pack("<IQ", 10, 64)], []))
    write("gguf", "bad_twice", gguf([], [one, tensor(b"a", [2], 0, 32)], bytes(64)))
    write("gguf", "bad_overlap", gguf([], [one, tensor(b"b", [2], 0, 0)], bytes(32)))
    write("gguf", "bad_unaligned", gguf([], [tensor(b"a", [2], 0, 4)], bytes(32)))
    write("gguf", "bad_product", gguf([], [tensor(b"a", [2**32, 2**32], 0, 0)], bytes(8)))
    write("gguf", "bad_dimension", gguf([], [tensor(b"a", [2**64 - 1], 24, 0)], bytes(8)))
    write("gguf", "bad_dimensions", gguf([], [tensor(b"a", [1] * 5, 0, 0)], bytes(4)))
    write("gguf", "bad_offset", gguf([], [tensor(b"a", [1], 0, 2**64 - 32)], bytes(4)))
    write("gguf", "bad_row", gguf([], [tensor(b"a", [31], 8, 0)], bytes(34)))
    write("gguf", "bad_type", gguf([], [tensor(b"a", [32], 2, 0)], bytes(64)))
    write("gguf", "bad_truncated", gguf([], [one], bytes(7)))


def write_flat_json():
    write("flat_json", "good_empty", b"{}")
    write("flat_json", "good_all", b'{"a":{"b":[1,2.5,-3e-12],"c":["x",[1]]},"d":[1,true,null,{}],'
          b'"\\u00fc":false,"n":null,"t":"\\n"}')
    write("flat_json", "good_long", b'{"' + b"k" * 600 + b'":{"a":1},"v":"' + b"v" * 5000 + b'"}')
    write("flat_json", "bad_list", b"[1]")
    write("flat_json", "bad_number", b"1")
    write("flat_json", "bad_end", b'{"a":[1')
    write("flat_json", "bad_more", b"{}{}")
    write("flat_json", "bad_deep", b'{"a":' + b"[" * 64)
    write("flat_json", "bad_zero", b'{"a":1}\0')
    write("flat_json", "bad_infinity", b'{"a":1e999}')
    write("flat_json", "bad_utf8", b'{"\xff":1}')


write_npz()
write_gguf()
write_flat_json()

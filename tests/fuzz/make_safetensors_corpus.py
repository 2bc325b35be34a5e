# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds in corpus/safetensors, from which the fuzzer starts. Needs only Python.

good_* are accepted, bad_* refused: tests/io/safetensors_corpus_test.cpp holds the reader to it.
"""
import struct
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus" / "safetensors"
ONE = b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'


def write(name, header, data=b"", length=None):
    length = len(header) if length is None else length
    (FOLDER / name).write_bytes(struct.pack("<Q", length) + header + data)


def tensor(name, dtype, shape, begin, end):
    text = '"%s":{"dtype":"%s","shape":%s,"data_offsets":[%d,%d]}' % (name, dtype, shape, begin, end)
    return text.encode()


def two(first, second):
    return b"{" + first + b"," + second + b"}"


FOLDER.mkdir(parents=True, exist_ok=True)
write("good_empty", b"{}")
write("good_one", ONE, b"\0\0\x80\x3f")
write("good_two", two(tensor("b", "F16", [2, 2], 1, 9), tensor("a", "BOOL", [], 0, 1)), bytes(9))
write("good_metadata", b'{"__metadata__":{"format":"pt","\\u00fc":"\\""}}   ')
write("good_unknown_field", ONE[:-2] + b',"x":[{"y":[1.5,-1,null,true]}]}}', bytes(4))
write("bad_truncated", ONE, b"\0\0")
write("bad_trailing", ONE, bytes(5))
write("bad_length", ONE, bytes(4), length=2**64 - 1)
write("bad_overlap", two(tensor("a", "U8", [3], 0, 3), tensor("b", "U8", [3], 1, 4)), bytes(4))
write("bad_hole", two(tensor("a", "U8", [1], 0, 1), tensor("b", "U8", [1], 3, 4)), bytes(4))
write("bad_twice", two(tensor("a", "U8", [1], 0, 1), tensor("a", "U8", [1], 1, 2)), bytes(2))
write("bad_product", b"{" + tensor("a", "BF16", [2**63 - 1, 2, 3], 0, 4) + b"}", bytes(4))
write("bad_type", b"{" + tensor("a", "F31", [1], 0, 4) + b"}", bytes(4))
write("bad_nesting", b'{"a":{"x":' + b"[" * 64)
write("bad_utf8", b'{"\xff":{}}')
write("bad_metadata", b'{"__metadata__":{"a":1}}')
(FOLDER / "bad_zip").write_bytes(b"PK\3\4" + bytes(12))

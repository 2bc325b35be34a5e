# SPDX-License-Identifier: Apache-2.0
"""Writes the broken model files in the folders beside it: one kind of damage each, by cut downloads,
wrong tools, or an attacker. messages.txt says what vitviz answers to each of them.

The same bytes on every run, by Python's standard library alone:
  python3 tests/data/broken/make_broken.py
"""
import io
import json
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("safetensors", "model", "sharded", "pytorch", "legacy", "torchscript", "npz", "gguf", "hub", "other")
EPOCH = (1980, 1, 1, 0, 0, 0)
WIDTH, HIDDEN, PATCH = 4, 6, 2


def write(path, content):
    path = HERE / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def patched(content, signature, offset, value):
    """`content` with `value` written over what lies `offset` bytes after `signature`."""
    at = content.index(signature) + offset
    return content[:at] + value + content[at + len(value):]


# ---- The model that is broken: a ViT of one block, four patches and two heads, in timm's names.

SHAPES = {
    "cls_token": (1, 1, WIDTH), "pos_embed": (1, 5, WIDTH),
    "patch_embed.proj.weight": (WIDTH, 3, PATCH, PATCH), "patch_embed.proj.bias": (WIDTH,),
    "blocks.0.norm1.weight": (WIDTH,), "blocks.0.norm1.bias": (WIDTH,),
    "blocks.0.attn.qkv.weight": (3 * WIDTH, WIDTH), "blocks.0.attn.qkv.bias": (3 * WIDTH,),
    "blocks.0.attn.proj.weight": (WIDTH, WIDTH), "blocks.0.attn.proj.bias": (WIDTH,),
    "blocks.0.norm2.weight": (WIDTH,), "blocks.0.norm2.bias": (WIDTH,),
    "blocks.0.mlp.fc1.weight": (HIDDEN, WIDTH), "blocks.0.mlp.fc1.bias": (HIDDEN,),
    "blocks.0.mlp.fc2.weight": (WIDTH, HIDDEN), "blocks.0.mlp.fc2.bias": (WIDTH,),
    "norm.weight": (WIDTH,), "norm.bias": (WIDTH,),
}
SIZES = {"F64": 8, "F32": 4, "F16": 2, "I32": 4, "U8": 1}


def count(shape):
    result = 1
    for side in shape:
        result *= side
    return result


def values(shape, dtype="F32"):
    """Small numbers that differ."""
    letter = {"F64": "d", "F32": "f", "F16": "e", "I32": "i", "U8": "B"}[dtype]
    numbers = [(i % 7 if letter in "iB" else (i % 7 - 3) / 8) for i in range(count(shape))]
    return struct.pack("<%d%s" % (len(numbers), letter), *numbers)


def tiny(changed=None, without=(), blocks=1):
    """{name: (dtype, shape, bytes)} of the model; `changed` maps names to the same, or a shape."""
    model = {name: ("F32", shape, values(shape)) for name, shape in SHAPES.items()}
    for block in range(1, blocks):
        model.update({name.replace(".0.", f".{block}.", 1): tensor for name, tensor in list(model.items())
                      if name.startswith("blocks.0.")})
    for name, tensor in (changed or {}).items():
        is_shape = all(isinstance(side, int) for side in tensor)
        model[name] = ("F32", tensor, values(tensor)) if is_shape else tensor
    return {name: tensor for name, tensor in model.items() if not name.startswith(tuple(without) or "-")}


def typed(name, dtype):
    return {name: (dtype, SHAPES[name], values(SHAPES[name], dtype))}


# ---- safetensors

def header_and_data(header, data=b"", length=None):
    header = header if isinstance(header, bytes) else json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def safetensors(model, metadata=None):
    header, data = {}, b""
    if metadata != {}:
        header["__metadata__"] = metadata or {"num_heads": "2"}
    for name, (dtype, shape, content) in model.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    return header_and_data(header, data)


def entry(dtype="F32", shape=(2,), offsets=(0, 8)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


def write_safetensors():
    def case(name, content):
        write(f"safetensors/{name}.safetensors", content)

    whole = safetensors(tiny())
    header_end = 8 + struct.unpack("<Q", whole[:8])[0]
    case("intact", whole)
    case("cut_in_length", whole[:5])
    case("cut_in_header", whole[:500])
    case("cut_in_data", whole[:header_end + 400])
    case("cut_by_one_byte", whole[:-1])
    case("bytes_added", whole + b"\r\n")
    case("header_of_2_64_bytes", header_and_data({"a": entry()}, bytes(8), length=2**64 - 1))
    case("header_of_too_many_bytes", header_and_data({"a": entry()}, bytes(8), length=100_000_001))
    case("header_beyond_the_file", header_and_data({"a": entry()}, bytes(8), length=5000))
    case("header_of_no_bytes", header_and_data(b"", bytes(8)))
    case("header_is_a_list", header_and_data([entry()], bytes(8)))
    case("json_without_a_comma", header_and_data(b'{"a":{"dtype":"F32" "shape":[2],"data_offsets":[0,8]}}', bytes(8)))
    case("json_ends_early", header_and_data(b'{"a":{"dtype":"F32","shape":[2],', bytes(8)))
    case("json_twice", header_and_data(b"{}{}"))
    case("json_of_deep_lists", header_and_data(b'{"a":{"x":' + b"[" * 2000))
    case("json_with_a_zero_byte", header_and_data(b'{"a\0":{}}'))
    case("json_is_no_utf8", header_and_data(b'{"\xc3\x28":{}}'))
    case("no_tensors", header_and_data({}))
    case("tensor_twice", header_and_data(b'{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},'
                                         b'"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}', bytes(2)))
    case("field_twice", header_and_data(b'{"a":{"dtype":"U8","dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8)))
    case("metadata_of_numbers", header_and_data({"__metadata__": {"epoch": 3}}))
    case("tensor_is_a_text", header_and_data({"a": "F32"}))
    case("tensor_without_offsets", header_and_data({"a": {"dtype": "F32", "shape": [2]}}, bytes(8)))
    for name, changed in {
            "dtype_unknown": {"dtype": "F31"}, "dtype_is_a_number": {"dtype": 1},
            "shape_negative": {"shape": (-2,)}, "shape_of_2_63": {"shape": (2**63,)}, "shape_of_fractions": {"shape": (1.5,)},
            "shape_of_1000_dimensions": {"shape": (1,) * 1000},
            "shape_overflows": {"shape": (2**62, 2**62, 16)}, "shape_does_not_fit_offsets": {"shape": (3,)},
            "offsets_reversed": {"offsets": (8, 0)}, "offsets_negative": {"offsets": (-8, 0)},
            "offsets_are_three": {"offsets": (0, 8, 8)},
            "offsets_beyond_the_file": {"shape": (10**9,), "offsets": (0, 4 * 10**9)}}.items():
        case(name, header_and_data({"a": entry(**changed)}, bytes(8)))
    case("tensors_overlap", header_and_data({"a": entry(), "b": entry(offsets=(4, 12))}, bytes(12)))
    case("tensors_with_a_gap", header_and_data({"a": entry(), "b": entry(offsets=(12, 20))}, bytes(20)))
    case("name_with_control_characters", header_and_data({"\x1b[2J\x07\n": entry(dtype="F31")}, bytes(8)))
    case("name_of_4000_bytes", header_and_data({"x" * 4000: entry(dtype="F31")}, bytes(8)))


# ---- Models that are understood as files, but not as a ViT

def write_models():
    def case(name, model, metadata=None):
        write(f"model/{name}.safetensors", safetensors(model, metadata))

    fc2, norm = "blocks.0.mlp.fc2.bias", "norm.weight"
    nan = struct.pack("<4f", 0, 1, float("nan"), 1)
    case("nan", tiny({norm: ("F32", (WIDTH,), nan)}))
    case("infinite_f16", tiny({norm: ("F16", (WIDTH,), struct.pack("<4H", 0, 0x7C00, 0, 0))}))
    case("one_tensor_missing", tiny(without=[fc2]))
    case("half_a_block_missing", tiny(blocks=2, without=["blocks.1.attn", "blocks.1.mlp"]))
    case("block_missing_between", tiny(blocks=3, without=["blocks.1."]))
    case("most_missing", tiny(blocks=3, without=["blocks.0.attn", "blocks.1.attn", "blocks.1.mlp", "blocks.2.attn",
                                                 "blocks.2.mlp", "norm"]))
    case("no_blocks", tiny(without=["blocks."]))
    case("no_patch_embedding", tiny(without=["patch_embed."]))
    case("no_positions", tiny(without=["pos_embed"]))
    case("no_cls", tiny(without=["cls_token"]))
    case("wrong_shape", tiny({"blocks.0.attn.proj.weight": (WIDTH, WIDTH + 1)}))
    case("transposed", tiny({"blocks.0.mlp.fc1.weight": (WIDTH, HIDDEN)}))
    case("scalar", tiny({"blocks.0.norm1.weight": ()}))
    case("no_elements", tiny({"blocks.0.norm1.weight": (0,)}))
    case("integers", tiny(typed("blocks.0.attn.qkv.weight", "I32")))
    case("doubles", tiny(typed("blocks.0.attn.qkv.weight", "F64")))
    case("quantised", tiny({**typed("blocks.0.attn.qkv.weight", "U8"), "blocks.0.attn.qkv.weight_scale": (12,)}))
    case("lora_added", tiny({"blocks.0.attn.qkv.lora_A.weight": (2, WIDTH), "blocks.0.attn.qkv.lora_B.weight": (12, 2)}))
    case("patches_not_square", tiny({"patch_embed.proj.weight": (WIDTH, 3, 2, 3)}))
    case("patches_of_four_channels", tiny({"patch_embed.proj.weight": (WIDTH, 4, 2, 2)}))
    case("patches_without_width", tiny({"patch_embed.proj.weight": (0, 3, 2, 2)}))
    case("width_too_large", tiny({"patch_embed.proj.weight": ("F32", (2**40, 0, 2, 2), b"")}))
    case("positions_not_square", tiny({"pos_embed": (1, 7, WIDTH)}))
    case("positions_too_narrow", tiny({"pos_embed": (1, 5, WIDTH - 1)}))
    case("positions_flat", tiny({"pos_embed": (5 * WIDTH,)}))
    case("heads_unknown", tiny(), {})
    case("heads_do_not_divide", tiny(), {"num_heads": "3"})
    case("heads_are_a_word", tiny(), {"num_heads": "two"})
    case("heads_are_a_billion", tiny(), {"num_heads": "1000000000"})
    case("mean_of_two", tiny(), {"num_heads": "2", "image_mean": "0.5,0.5"})
    case("std_of_zero", tiny(), {"num_heads": "2", "image_std": "0.5,0.5,0"})
    case("no_vision_transformer", {"conv1.weight": ("F32", (1, 3, 1, 1), values((1, 3, 1, 1)))})


# ---- Sharded sets

def write_sharded():
    names = sorted(SHAPES)
    shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    parts = [tiny(without=[n for n in names[i::2]]) for i in (1, 0)]

    def case(name, weight_map=None, files=None, index=None):
        weight_map = {n: shards[i] for i in (0, 1) for n in parts[i]} if weight_map is None else weight_map
        if index is None:
            index = json.dumps({"metadata": {"total_size": 1}, "weight_map": weight_map}).encode()
        write(f"sharded/{name}/model.safetensors.index.json", index)
        write(f"sharded/{name}/config.json", b'{"num_attention_heads": 2}')
        for file, content in (files or {}).items():
            write(f"sharded/{name}/{file}", content)

    both = {shards[i]: safetensors(parts[i], {}) for i in (0, 1)}
    case("intact", files=both)
    case("shard_missing", files={shards[0]: both[shards[0]]})
    case("shards_missing", {f"t{i}": f"model-{i:05}-of-00020.safetensors" for i in range(1, 21)}, {"README.md": b"# Model\n"})
    case("shard_cut", files={**both, shards[1]: both[shards[1]][:-9]})
    case("shard_is_a_web_page", files={**both, shards[1]: b"<!DOCTYPE html><title>Sign in</title>\n"})
    case("shard_above", {"a": "../intact/" + shards[0]})
    case("shard_absolute", {"a": "/etc/passwd"})
    case("shard_is_the_folder", {"a": "."})
    case("shard_without_a_name", {"a": ""})
    case("shard_is_the_index", {"a": "model.safetensors.index.json"})
    case("tensor_not_in_shard", {**{n: shards[i] for i in (0, 1) for n in parts[i]}, "head.weight": shards[0]}, both)
    case("tensor_in_two_shards", files={**both, shards[1]: safetensors({**parts[1], **dict([next(iter(parts[0].items()))])}, {})})
    case("index_cut", index=json.dumps({"weight_map": {n: shards[0] for n in parts[0]}}).encode()[:120])
    case("index_without_map", index=b'{"metadata": {"total_size": 3}}')
    case("index_is_a_list", index=b"[1, 2, 3]")
    case("map_of_numbers", {"norm.weight": 1})


# ---- Pickles, as opcodes

def text(value):
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def integer(value):
    return b"\x8a\x08" + struct.pack("<q", value)


def row(values):
    return b"(" + b"".join(map(integer, values)) + b"t"


def called(function, *arguments):
    module, name = function.rsplit(".", 1)
    return b"c%s\n%s\n(" % (module.encode(), name.encode()) + b"".join(arguments) + b"tR"


def storage(key, size, kind="FloatStorage"):
    return b"(" + text("storage") + b"ctorch\n%s\n" % kind.encode() + text(key) + text("cpu") + integer(size) + b"tQ"


def tensor(shape=(2, 2), strides=(2, 1), offset=0, size=4, key="0", kind="FloatStorage"):
    return called("torch._utils._rebuild_tensor_v2", storage(key, size, kind), integer(offset), row(shape), row(strides),
                  b"\x89", b"ccollections\nOrderedDict\n)R")


def dictionary(items):
    return b"}(" + b"".join(text(key) + value for key, value in items.items()) + b"u"


def pickled(value):
    return b"\x80\x02" + value + b"."


def row_major(shape):
    return tuple(count(shape[i + 1:]) for i in range(len(shape)))


def state_dict(model):
    kinds = {"F64": "DoubleStorage", "F32": "FloatStorage", "I32": "IntStorage", "U8": "ByteStorage"}
    return dictionary({name: tensor(shape, row_major(shape), 0, count(shape), str(i), kinds[dtype])
                       for i, (name, (dtype, shape, _)) in enumerate(model.items())})


# Each would leave a file behind where it is run.
SYSTEM = called("posix.system", text("touch executed-by-system"))
EVAL = called("builtins.eval", text("open('executed-by-eval', 'w')"))
RUNPY = called("runpy._run_code", text("open('executed-by-runpy', 'w')"), b"}")


# ---- ZIP archives

def archive(entries, method=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in entries:
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, method, 9)
    return file.getvalue()


def torch_zip(data, storages=None, root="archive/", extra=(), method=zipfile.ZIP_STORED):
    storages = {"0": bytes(16)} if storages is None else storages
    files = [("data.pkl", data), *extra, *((f"data/{key}", content) for key, content in storages.items()), ("version", b"3\n")]
    return archive([(root + name, content) for name, content in files], method)


def torch_model(model, **arguments):
    data = pickled(dictionary({"num_heads": integer(2), "model": state_dict(model)}))
    return torch_zip(data, {str(i): content for i, (_, _, content) in enumerate(model.values())}, **arguments)


def write_pytorch():
    def case(name, content):
        write(f"pytorch/{name}.pth", content)

    def value(name, *values):
        case(name, torch_zip(pickled(dictionary({"w" if i == 0 else f"w{i}": v for i, v in enumerate(values)}))))

    whole = torch_model(tiny())
    case("intact", whole)
    case("cut_in_half", whole[:len(whole) // 2])
    case("cut_by_10_bytes", whole[:-10])
    case("bytes_in_front", b"\n\n" + whole)
    case("nan", torch_model(tiny({"norm.bias": ("F32", (WIDTH,), struct.pack("<4f", float("inf"), 0, 0, 0))})))
    case("integers", torch_model(tiny(typed("norm.bias", "I32"))))
    case("no_data_pkl", archive([("archive/data/0", bytes(16)), ("archive/version", b"3\n")]))
    case("data_pkl_too_deep", torch_zip(pickled(dictionary({"w": tensor()})), root="a/b/"))
    case("data_pkl_empty", torch_zip(b""))
    case("data_pkl_cut", torch_zip(pickled(dictionary({"w": tensor()}))[:60]))
    case("storage_missing", torch_zip(pickled(dictionary({"w": tensor()})), storages={}))
    case("storage_short", torch_zip(pickled(dictionary({"w": tensor()})), storages={"0": bytes(15)}))
    case("storage_key_above", torch_zip(pickled(dictionary({"w": tensor(key="../../../../etc/passwd")}))))
    case("byteorder_big", torch_zip(pickled(dictionary({"w": tensor()})), extra=[("byteorder", b"big")]))
    case("byteorder_unknown", torch_zip(pickled(dictionary({"w": tensor()})), extra=[("byteorder", b"middle")]))
    value("size_negative", tensor(shape=(-2, -2)))
    value("stride_negative", tensor(strides=(-2, 1)))
    value("offset_negative", tensor(offset=-1))
    value("offset_beyond_storage", tensor(offset=1))
    value("stride_of_zero_repeats", tensor(shape=(2**40,), strides=(0,)))
    value("storage_claims_too_much", tensor(size=2**62))
    value("storage_quantised", tensor(kind="QInt8Storage"))
    value("arguments_too_few", called("torch._utils._rebuild_tensor_v2", storage("0", 4)))
    case("payload_os_system", torch_zip(pickled(SYSTEM)))
    value("payload_eval", EVAL)
    value("payload_as_size", called("torch._utils._rebuild_tensor_v2", storage("0", 4), SYSTEM, row((2,)), row((1,))))
    case("payload_beside_weights", torch_zip(
        pickled(dictionary({"num_heads": integer(2), "hook": RUNPY, "model": state_dict(tiny())})),
        {str(i): content for i, (_, _, content) in enumerate(tiny().values())}))
    case("payload_as_state", torch_zip(pickled(b"c__main__\nNet\n)\x81" + dictionary({"__setstate__": SYSTEM}) + b"b")))
    value("calls_nested", b"cbuiltins\nlist\n" * 300 + b"(tR" + b"\x85R" * 299)
    # Forty dicts, each twice in the next: 2^40 ways to the same tensor.
    doubled = tensor() + b"".join(b"q%c0}(" % i + text("a") + b"h%c" % i + text("b") + b"h%cu" % i for i in range(40))
    case("dicts_doubled_40_times", torch_zip(pickled(doubled)))
    # A memo of 120 tuples, each ten times the one before.
    tuples = b")q\0" + b"".join(b"0(" + b"h%c" % i * 10 + b"tq%c" % (i + 1) for i in range(120))
    case("tuples_of_10_120_items", torch_zip(pickled(tuples)))
    case("dicts_nested_200_deep", torch_zip(pickled((b"}" + text("a")) * 200 + tensor() + b"s" * 200)))
    case("lists_nested_2000_deep", torch_zip(pickled(b"]" * 2000 + b"a" * 1999)))
    case("dict_in_itself", torch_zip(pickled(b"}q\0" + text("a") + b"h\0s")))
    case("opcode_unknown", torch_zip(b"\x80\x02\xff."))
    case("stack_empty", torch_zip(b"\x80\x020."))
    case("memo_index_of_2_32", torch_zip(b"\x80\x02Nr\xff\xff\xff\xff."))
    case("memo_entry_missing", torch_zip(b"\x80\x02h\x07."))
    case("text_of_4_gigabytes", torch_zip(b"\x80\x02X\xff\xff\xff\xffabc."))
    case("name_is_no_utf8", torch_zip(pickled(b"}X\2\0\0\0\xc3\x28" + tensor() + b"s")))
    case("name_of_5000_bytes", torch_zip(pickled(dictionary({"x" * 5000: tensor()}))))
    value("no_tensors", integer(1), text("a note"))
    case("whole_model_without_weights", torch_zip(pickled(b"c__main__\nNet\n)\x81}(" + text("training") + b"\x88ub")))


def write_zip_damage():
    def case(name, content):
        write(f"pytorch/zip_{name}.pth", content)

    one = pickled(dictionary({"w": tensor()}))
    stored, deflated = torch_zip(one), torch_zip(one, method=zipfile.ZIP_DEFLATED)
    directory, local = b"PK\1\2", b"PK\3\4"
    case("entry_encrypted", patched(stored, directory, 8, b"\1"))
    case("entry_by_lzma", patched(stored, directory, 10, struct.pack("<H", 14)))
    case("entry_twice", archive([("archive/data.pkl", one), ("archive/data.pkX", one)]).replace(b"pkX", b"pkl"))
    case("entry_claims_4_gigabytes", patched(deflated, directory, 24, struct.pack("<I", 2**32 - 2)))
    case("entry_claims_more_than_stored", patched(stored, directory, 24, struct.pack("<I", 2**30)))
    case("entry_checksum_wrong", patched(deflated, directory, 16, bytes(4)))
    case("entry_deflate_damaged", patched(deflated, local, 30 + len("archive/data.pkl"), b"\xff" * 8))
    case("entry_offset_beyond_file", patched(stored, directory, 42, struct.pack("<I", 2**31)))
    case("entry_name_climbs", torch_zip(one, root="../"))
    case("entry_name_absolute", torch_zip(one, root="/"))
    case("entry_name_with_control_characters", archive([("\x1b[2J/data.pkl", one)]))
    case("directory_offset_beyond_file", patched(stored, b"PK\5\6", 16, struct.pack("<I", 2**31)))
    case("directory_counts_65535", patched(stored, b"PK\5\6", 8, b"\xff\xff\xff\xff"))
    case("directory_alone", stored[stored.index(b"PK\5\6"):])
    # Ten entries that share the compressed bytes of one.
    many = archive([("archive/data.pkl", one), ("archive/data/0", bytes(900_000))], zipfile.ZIP_DEFLATED)
    shared = many[many.rindex(directory):many.index(b"PK\5\6")]
    copies = b"".join(shared.replace(b"data/0", b"data/%d" % i) for i in range(10))
    end = many[many.index(b"PK\5\6"):]
    start = many.index(directory)
    whole = many[:many.rindex(directory)] + copies
    end = end[:8] + struct.pack("<HHII", 11, 11, len(whole) - start, start) + end[20:]
    case("entries_overlap", whole + end)


# ---- PyTorch before 1.6

MAGIC = b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"


def legacy(value, keys=("0",), storages=struct.pack("<q", 4) + bytes(16), magic=MAGIC, version=1001, little=True):
    system = dictionary({"protocol_version": integer(version), "little_endian": b"\x88" if little else b"\x89"})
    parts = (magic, integer(version), system, value, b"](" + b"".join(map(text, keys)) + b"e")
    return b"".join(map(pickled, parts)) + storages


def write_legacy():
    def case(name, content):
        write(f"legacy/{name}.pth", content)

    one = dictionary({"w": tensor()})
    model = tiny()
    whole = legacy(dictionary({"num_heads": integer(2), "model": state_dict(model)}), [str(i) for i in range(len(model))],
                   b"".join(struct.pack("<q", len(data) // 4) + data for _, _, data in model.values()))
    case("intact", whole)
    case("cut_in_magic", whole[:9])
    case("cut_in_object", whole[:900])
    case("cut_in_keys", whole[:whole.index(b"](X") + 20])
    case("cut_in_storages", whole[:-100])
    case("cut_by_one_byte", whole[:-1])
    case("magic_wrong", legacy(one, magic=integer(1)))
    case("version_1002", legacy(one, version=1002))
    case("big_endian", legacy(one, little=False))
    case("storage_counts_3", legacy(one, storages=struct.pack("<q", 3) + bytes(16)))
    case("storage_counts_2_62", legacy(dictionary({"w": tensor(size=2**62)}), storages=struct.pack("<q", 2**62) + bytes(16)))
    case("storage_missing", legacy(one, keys=()))
    case("storage_unknown", legacy(one, keys=("0", "1")))
    case("view_beyond_storage", legacy(one.replace(
        integer(4) + b"tQ", integer(4) + b"(" + text("1") + integer(3) + integer(2) + b"ttQ", 1)))
    case("object_is_a_payload", legacy(SYSTEM, keys=(), storages=b""))
    case("other_pickle", pickled(dictionary({"coef": row((1, 2, 3))})))
    case("other_pickle_of_a_payload", pickled(SYSTEM))


# ---- TorchScript

def write_torchscript():
    def module(items):
        return pickled(b"c__torch__.net\nNet\n)\x81" + dictionary(items) + b"b")

    def case(name, *arguments, **named):
        write(f"torchscript/{name}.pt", torch_zip(*arguments, **named))

    code, constants = ("code/__torch__/net.py", b"class Net(Module):\n  pass\n"), ("constants.pkl", b"\x80\x02).")
    one = module({"w": tensor()})
    whole = torch_zip(one, extra=[code, constants])
    write("torchscript/cut.pt", whole[:len(whole) - 200])
    write("torchscript/mobile.ptl", struct.pack("<I", 24) + b"PTMF" + bytes(40))
    case("code_missing", one, extra=[constants])
    case("constants_missing", one, extra=[code])
    case("storage_missing", one, {}, extra=[code, constants])
    case("module_without_weights", module({"training": b"\x89"}), extra=[code, constants])


# ---- NumPy's archives

def npy(shape="(2,)", data=bytes(8), descr="'<f4'", fortran="False", version=1, length=None):
    header = "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n" % (descr, fortran, shape)
    size = struct.pack("<H" if version == 1 else "<I", len(header) if length is None else length)
    return b"\x93NUMPY" + bytes([version, 0]) + size + header.encode() + data


def jax(changed=None, without=()):
    """The model in the names and shapes of Google's checkpoints: {name: .npy file}."""
    block, attention = "Transformer/encoderblock_0/", "Transformer/encoderblock_0/MultiHeadDotProductAttention_1/"
    shapes = {"cls": (1, 1, 4), "embedding/kernel": (2, 2, 3, 4), "embedding/bias": (4,),
              "Transformer/posembed_input/pos_embedding": (1, 5, 4), attention + "out/kernel": (2, 2, 4),
              attention + "out/bias": (4,), block + "MlpBlock_3/Dense_0/kernel": (4, 6), block + "MlpBlock_3/Dense_0/bias": (6,),
              block + "MlpBlock_3/Dense_1/kernel": (6, 4), block + "MlpBlock_3/Dense_1/bias": (4,)}
    for part in ("query", "key", "value"):
        shapes.update({f"{attention}{part}/kernel": (4, 2, 2), f"{attention}{part}/bias": (2, 2)})
    for norm in (block + "LayerNorm_0", block + "LayerNorm_2", "Transformer/encoder_norm"):
        shapes.update({norm + "/scale": (4,), norm + "/bias": (4,)})
    model = {name: npy(str(shape), values(shape)) for name, shape in shapes.items()}
    model.update(changed or {})
    return {name: file for name, file in model.items() if not name.startswith(tuple(without) or "-")}


def npz(arrays, method=zipfile.ZIP_STORED):
    return archive([(name + ".npy", content) for name, content in arrays.items()], method)


def write_npz():
    def case(name, content):
        write(f"npz/{name}.npz", content)

    def array(name, **arguments):
        case(name, npz({"a": npy(**arguments)}))

    whole, directory = npz(jax()), b"PK\1\2"
    case("intact", whole)
    case("cut", whole[:-600])
    case("checksum_wrong", patched(npz(jax(), zipfile.ZIP_DEFLATED), directory, 16, bytes(4)))
    case("arrays_missing", npz(jax(without=["Transformer/encoderblock_0/MlpBlock_3"])))
    case("array_misshaped", npz(jax({"Transformer/encoder_norm/scale": npy("(5,)", values((5,)))})))
    case("array_of_nan", npz(jax({"cls": npy("(1, 1, 4)", struct.pack("<4f", float("nan"), 0, 0, 0))})))
    case("no_arrays", archive([("README.txt", b"arrays were here\n")]))
    case("no_vision_transformer", npz({"params/Dense_0/kernel": npy()}))
    array("header_runs_code", shape="(__import__('os').system('touch executed-by-header'),)")
    array("header_is_cut", length=20)
    array("header_beyond_the_file", length=5000)
    array("header_of_4_gigabytes", version=2, length=2**32 - 1)
    array("header_of_version_9", version=9)
    case("header_of_text", npz({"a": b"1.0 2.0 3.0\n"}))
    array("shape_negative", shape="(-2,)")
    array("shape_overflows", shape="(9223372036854775807, 9223372036854775807)")
    array("shape_of_33_dimensions", shape="(%s)" % ("1, " * 33), data=bytes(4))
    array("shape_takes_more_than_there_is", shape="(3,)")
    array("shape_takes_less_than_there_is", shape="(1,)")
    array("fortran_order_is_a_word", fortran="Maybe")
    array("big_endian", descr="'>f4'")
    array("python_objects", descr="'|O'", data=pickled(SYSTEM))
    array("complex_numbers", descr="'<c8'", shape="(1,)")
    case("array_twice", archive([("a.npy", npy()), ("b.npy", npy())]).replace(b"b.npy", b"a.npy"))
    # 60 MiB of zeros in 62 KB: just below what an archive may unpack to, in an array that is used.
    case("bomb", npz(jax({"Transformer/encoder_norm/scale": npy("(4,)", bytes(16)),
                                         "embedding/kernel": npy("(512, 512, 3, 40)", bytes(62_914_560), "'<f2'")}),
                                     zipfile.ZIP_DEFLATED))


# ---- GGUF

def counted(value):
    return struct.pack("<Q", len(value)) + value


def pair(key, kind, value):
    return counted(key) + struct.pack("<I", kind) + value


def gguf_tensor(name, dimensions, kind=0, offset=0):
    return counted(name) + struct.pack("<I%dQIQ" % len(dimensions), len(dimensions), *dimensions, kind, offset)


def gguf(pairs, tensors, data=b"", counts=None, version=3):
    counts = counts or (len(tensors), len(pairs))
    head = b"GGUF" + struct.pack("<IQQ", version, *counts) + b"".join(pairs) + b"".join(tensors)
    return head + bytes(-len(head) % 32) + data


def gguf_model(model):
    tensors, data = [], b""
    for name, (_, shape, content) in model.items():
        tensors.append(gguf_tensor(name.encode(), tuple(reversed(shape)), 0, len(data)))
        data += content + bytes(-len(content) % 32)
    return gguf([pair(b"num_heads", 4, struct.pack("<I", 2))], tensors, data)


def write_gguf():
    def case(name, content):
        write(f"gguf/{name}.gguf", content)

    whole, one = gguf_model(tiny()), gguf_tensor(b"a", (2,))
    case("intact", whole)
    case("cut_in_header", whole[:700])
    case("cut_in_data", whole[:-200])
    case("version_99", gguf([], [], version=99))
    case("big_endian", gguf([], [], version=3 << 24))
    case("tensors_2_63", gguf([], [], counts=(2**63, 0)))
    case("pairs_2_64", gguf([], [], counts=(0, 2**64 - 1)))
    case("key_of_2_64_bytes", gguf([struct.pack("<Q", 2**64 - 1) + bytes(16)], []))
    case("key_twice", gguf([pair(b"k", 4, bytes(4))] * 2, []))
    case("text_of_2_64_bytes", gguf([pair(b"k", 8, struct.pack("<Q", 2**64 - 1) + bytes(16))], []))
    case("list_of_2_61_numbers", gguf([pair(b"k", 9, struct.pack("<IQ", 12, 2**61))], []))
    case("list_of_2_64_texts", gguf([pair(b"k", 9, struct.pack("<IQ", 8, 2**64 - 1))], []))
    case("list_of_lists", gguf([pair(b"k", 9, struct.pack("<IQ", 9, 1) * 40)], []))
    case("value_of_kind_13", gguf([pair(b"k", 13, bytes(8))], []))
    case("alignment_0", gguf([pair(b"general.alignment", 4, struct.pack("<I", 0))], []))
    case("alignment_24", gguf([pair(b"general.alignment", 4, struct.pack("<I", 24))], []))
    case("alignment_is_a_text", gguf([pair(b"general.alignment", 8, counted(b"32"))], []))
    case("tensor_twice", gguf([], [one, gguf_tensor(b"a", (2,), 0, 32)], bytes(40)))
    case("tensors_overlap", gguf([], [one, gguf_tensor(b"b", (2,))], bytes(8)))
    case("tensor_unaligned", gguf([], [gguf_tensor(b"a", (2,), 0, 4)], bytes(32)))
    case("tensor_quantised_q4_k", gguf([], [gguf_tensor(b"a", (256,), 12)], bytes(144)))
    case("tensor_of_5_dimensions", gguf([], [gguf_tensor(b"a", (1,) * 5)], bytes(4)))
    case("tensor_of_2_64_elements", gguf([], [gguf_tensor(b"a", (2**32, 2**32))], bytes(8)))
    case("tensor_of_31_in_q8_0", gguf([], [gguf_tensor(b"a", (31,), 8)], bytes(34)))
    case("offset_beyond_the_file", gguf([], [gguf_tensor(b"a", (2,), 0, 2**40)], bytes(8)))
    case("no_tensors", gguf([pair(b"general.architecture", 8, counted(b"llama"))], []))
    case("no_vision_transformer", gguf([pair(b"general.architecture", 8, counted(b"llama"))],
                                       [gguf_tensor(b"blk.0.attn_k.weight", (2,))], bytes(8)))


# ---- Folders of the Hugging Face hub

def write_hub():
    def case(name, files):
        for file, content in files.items():
            write(f"hub/{name}/{file}", content)

    model = {"model.safetensors": safetensors(tiny(), {})}
    case("intact", {**model, "config.json": b'{"num_attention_heads": 2}'})
    case("without_weights", {"config.json": b"{}", "README.md": b"# A model\n", "vocab.txt": b"a\n"})
    case("two_models", {"first.pth": b"x", "second.pth": b"x"})
    case("weights_cut", {"model.safetensors": model["model.safetensors"][:-77]})
    case("weights_are_a_pointer", {"model.safetensors": POINTER, "config.json": b"{}"})
    case("cache_folder", {"snapshots/0123/config.json": b"{}", "refs/main": b"0123"})
    case("tensorflow_only", {"tf_model.h5": b"\x89HDF\r\n\x1a\n" + bytes(24), "config.json": b"{}"})
    for name, config in {"config_cut": b'{"num_attention_heads": 2, "hidden_a', "config_is_a_list": b"[2]",
                         "config_is_empty": b"", "config_is_a_pointer": POINTER, "config_with_a_zero_byte": b'{"a": 1}\0',
                         "config_too_deep": b'{"a":' * 40 + b"1" + b"}" * 40, "config_is_no_utf8": b'{"a": "\xff"}',
                         "heads_are_a_text": b'{"num_attention_heads": "many"}',
                         "heads_are_negative": b'{"num_attention_heads": -2}',
                         "heads_are_2_64": b'{"num_attention_heads": 18446744073709551616}',
                         "activation_unknown": b'{"num_attention_heads": 2, "hidden_act": "relu6"}'}.items():
        case(name, {**model, "config.json": config})
    case("mean_of_one_number", {**model, "config.json": b'{"num_attention_heads": 2}',
                                "preprocessor_config.json": b'{"image_mean": [0.5]}'})


# ---- Files of other kinds that people name

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0123456789abcdef" * 4 + b"\nsize 346284714\n"


def png():
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", b"\x78\x01\x63\x60\x00\x00\x00\x02\x00\x01") + chunk(b"IEND", b""))


def tar():
    header = b"pickle".ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"00000000000\0" * 2
    return (header.ljust(257, b" ") + b"ustar\x0000").ljust(1024, b"\0")


def write_other():
    def case(name, content):
        write(f"other/{name}", content)

    case("empty.pth", b"")
    case("zeros.pth", bytes(1000))
    case("ones.pth", b"\xff" * 1000)
    case("random.bin", bytes((i * 197 + i // 256 * 41 + 113) % 251 for i in range(1000)))
    case("git_lfs_pointer.pth", POINTER)
    case("web_page.pth", b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n")
    case("web_page_after_blank_lines.safetensors", b"\n\n  <html lang=en>\n<p>Please sign in.\n")
    case("error_in_xml.pth", b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')
    case("error_in_json.safetensors", b'{"error": "Access to model is restricted."}')
    case("text.safetensors", b"Entry not found")
    case("config.json", b'{"model_type": "vit", "num_attention_heads": 12}')
    case("notes.txt", "Die Gewichte liegen auf dem großen Rechner.\n".encode())
    case("script.py", b"import torch\n\nmodel = torch.hub.load('facebookresearch/dino:main', 'dino_vits16')\n")
    case("photo.png", png())
    case("photo.jpg", bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9"))
    case("photo.webp", b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(14))
    case("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    case("film.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2")
    case("article.pdf", b"%PDF-1.5\n%\xd0\xd4\xc5\xd8\n")
    case("model.h5", b"\x89HDF\r\n\x1a\n" + bytes(40))
    case("model.keras", archive([("metadata.json", b"{}"), ("model.weights.h5", b"\x89HDF\r\n\x1a\n")]))
    case("model.onnx", b"\x08\x08\x12\x07pytorch\x1a\x052.1.0:\x10\x0a\x04Conv\x12\x08identity")
    case("model.tflite", b"\x1c\0\0\0TFL3" + bytes(24))
    case("model.msgpack", b"\x81\xa6params\x81\xa5Dense\x80")
    case("model.ggml.bin", b"lmgg" + struct.pack("<7I", 768, 12, 12, 1000, 16, 224, 1))
    case("saved_model.pb", b"\x08\x01\x12\x0c\x0a\x0a\x0a\x08\x0a\x04Add\x12")
    case("ckpt-1000.index", bytes(40) + b"\x57\xfb\x80\x8b\x24\x75\x47\xdb")
    case("ckpt-1000.data-00000-of-00001", values((24,)))
    case("array.npy", npy())
    case("weights.tar", tar())
    case("weights.pth.gz", b"\x1f\x8b\x08\0\0\0\0\0\2\xff\x03\0" + bytes(8))
    case("weights.bz2", b"BZh91AY&SY" + bytes(12))
    case("weights.xz", b"\xfd7zXZ\0\0\4" + bytes(12))
    case("weights.zip", archive([("dino/model.pth", b"weights")]))
    case("photos.zip", archive([("photo.jpg", b"\xff\xd8\xff")]))
    case("empty.zip", archive([]))


for folder in FOLDERS:
    shutil.rmtree(HERE / folder, ignore_errors=True)
write_safetensors()
write_models()
write_sharded()
write_pytorch()
write_zip_damage()
write_legacy()
write_torchscript()
write_npz()
write_gguf()
write_hub()
write_other()

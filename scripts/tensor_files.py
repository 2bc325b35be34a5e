# SPDX-License-Identifier: Apache-2.0
"""Files of named tensors, each without one of them: safetensors, .npz, and PyTorch's three kinds.

tensors_in(path) → {name: bytes of the file without that tensor, made when asked for}. Nothing of a
checkpoint is executed: a pickle's globals are replaced by stand-ins that remember their names.
"""

import copyreg
import io
import json
import pickle
import zipfile

LEGACY_MAGIC = 0x1950A86A20F9469CFC6C


def tensors_in(path):
    """{} for a file of another kind."""
    content = path.read_bytes()
    if path.suffix == ".safetensors":
        return of_safetensors(content)
    if path.suffix == ".npz":
        return of_archive(content)
    if content[:2] == b"PK":
        return of_pytorch_archive(content)
    if path.suffix in (".pth", ".pt", ".tar", ".bin") and content[:1] == b"\x80":
        return of_legacy(content)
    return {}


# safetensors: 8 bytes that count the header's, the header, all numbers without a gap.
def of_safetensors(content):
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])

    def without(left_out):
        kept, numbers = {}, []
        for name, entry in sorted(header.items(), key=lambda item: item[1].get("data_offsets", [0])):
            if name == "__metadata__":
                kept[name] = entry
            elif name != left_out:
                first, last = entry["data_offsets"]
                begin = sum(map(len, numbers))
                numbers.append(content[start + first : start + last])
                kept[name] = entry | {"data_offsets": [begin, begin + last - first]}
        text = json.dumps(kept).encode()
        text += b" " * (-len(text) % 8)
        return len(text).to_bytes(8, "little") + text + b"".join(numbers)

    return {name: lambda n=name: without(n) for name in header if name != "__metadata__"}


def names_in(content):
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def of_archive(content):
    def without(left_out):
        return rezipped(content, {left_out: None})

    return {name.removesuffix(".npy"): lambda n=name: without(n) for name in names_in(content)}


def rezipped(content, changed):
    """The archive with members replaced, or left out where None replaces them."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            data = changed.get(member.filename, old.read(member))
            if data is not None:
                new.writestr(member.filename, data, member.compress_type)
    return result.getvalue()


# PyTorch's archives, TorchScript's too: the tensors' names are in the member data.pkl.
def of_pytorch_archive(content):
    member = next(name for name in names_in(content) if name.endswith("data.pkl"))
    pickled = zipfile.ZipFile(io.BytesIO(content)).read(member)

    def without(place):
        return rezipped(content, {member: dumped_without(pickled, place)})

    return {name: lambda p=place: without(p) for name, place in places_in(load(pickled)).items()}


# Before archives: the pickles of a magic number, a version, the system, the object and the list of
# storages, and then the storages.
def of_legacy(content):
    stream, ends = io.BytesIO(content), []
    for _ in range(5):
        loaded = Unpickler(stream).load()
        if not ends and loaded != LEGACY_MAGIC:
            return {}
        ends.append(stream.tell())
    begin, end = ends[2], ends[3]
    pickled = content[begin:end]

    def without(place):
        return content[:begin] + dumped_without(pickled, place) + content[end:]

    return {name: lambda p=place: without(p) for name, place in places_in(load(pickled)).items()}


class Storage:
    """What a pickle refers to as stored outside of it."""

    def __init__(self, reference):
        self.reference = reference


class StandIn:
    """An object of some class or function of the pickle, and how it was made."""

    def __new__(cls, *arguments):
        made = super().__new__(cls)
        made.arguments, made.called, made.state = arguments, False, None
        return made

    def __init__(self, *_):
        self.called = True  # as a function, not only created

    def __setstate__(self, state):
        self.state = state

    def __reduce__(self):
        called = (type(self), self.arguments)
        created = (copyreg.__newobj__, (type(self), *self.arguments))
        how = called if self.called else created
        return how if self.state is None else (*how, self.state)


class Unpickler(pickle.Unpickler):
    stand_ins = {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return super().find_class(module, name)
        if (module, name) not in self.stand_ins:
            place = {"__module__": module, "__qualname__": name}
            self.stand_ins[module, name] = type(name, (StandIn,), place)
        return self.stand_ins[module, name]

    def persistent_load(self, reference):
        return Storage(reference)


class Pickler(pickle._Pickler):  # the one in Python: that in C imports what it names
    def persistent_id(self, obj):
        return obj.reference if isinstance(obj, Storage) else None

    def save_global(self, obj, name=None):
        if not (isinstance(obj, type) and issubclass(obj, StandIn)):
            return super().save_global(obj, name)
        self.write(f"c{obj.__module__}\n{obj.__qualname__}\n".encode())
        self.memoize(obj)


def load(pickled):
    return Unpickler(io.BytesIO(pickled)).load()


def is_tensor(thing):
    return isinstance(thing, StandIn) and type(thing).__name__.startswith("_rebuild_")


def items_of(thing):
    """A dictionary's entries, or an object's attributes; {} for anything else."""
    if isinstance(thing, StandIn) and isinstance(thing.state, dict):
        return thing.state
    return thing if isinstance(thing, dict) else {}


def places_in(thing, above=()):
    """{name: the keys that lead to the tensor}, where nested names are joined by '/'."""
    found = {}
    for key, value in items_of(thing).items():
        place = (*above, key)
        if is_tensor(value):
            found["/".join(map(str, place))] = place
        elif len(place) < 32:
            found |= places_in(value, place)
    return found


def dumped_without(pickled, place):
    whole = load(pickled)
    inner = whole
    for key in place[:-1]:
        inner = items_of(inner)[key]
    del items_of(inner)[place[-1]]
    result = io.BytesIO()
    Pickler(result, protocol=2).dump(whole)
    return result.getvalue()

"""What a forward pass tells of a model in numbers: the measurements of docs/inside.md, straight from their definitions, in float64.

Every function takes what forward.run() returns and gives the table's value columns [rows, columns], rows in the order of their keys; NaN is a
missing value. `cls` says whether the first prefix token is a CLS token.
"""
import numpy as np

TOP_KEYS, TOP_DIMENSIONS, TOP_PATCHES, TOP_CLASSES, OUTLIER_DEVIATIONS = 10, 5, 5, 5, 10
NONE = np.nan


def attention(p, cls):
    """block, head, query (cls, patches) | entropy, distance, distance_renormalised, share_cls, share_registers, share_top10."""
    rows, cols = p["grid"]
    n = rows * cols
    places = np.array([(r, c) for r in range(rows) for c in range(cols)], float) * p["patch"]
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1)
    table = []
    for a in p["attention"].reshape(-1, *p["attention"].shape[2:]):  # block by block, head by head
        each = []
        for i, row in enumerate(a):
            patches = row[p["prefix"]:]
            share = patches / patches.sum()
            entropy = -sum(x * np.log(x) for x in share if x > 0) / np.log(n)
            far = patches @ apart[i - p["prefix"]] if i >= p["prefix"] else NONE
            registers = row[cls:p["prefix"]]
            each.append([entropy, far, far / patches.sum(), row[0] if cls else NONE, registers.sum() if len(registers) else NONE,
                         np.sort(patches)[::-1][:TOP_KEYS].sum()])
        if cls:
            table.append(each[0])
        table.append(np.mean(each[p["prefix"]:], axis=0))
    return np.array(table)


def heads(p):
    """block, head_a, head_b (a < b) | those three, cosine."""
    table = []
    for block, a in enumerate(p["attention"]):
        for i in range(len(a)):
            for j in range(i + 1, len(a)):
                table.append([block, i, j, (a[i] * a[j]).sum() / np.sqrt((a[i] ** 2).sum() * (a[j] ** 2).sum())])
    return np.array(table).reshape(-1, 4)


def cosine(a, b):
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return a @ b / lengths if lengths > 0 else 0.0


def tokens(p, cls):
    """block, state (input, norm1, attention, norm2, mlp; after the last block final) | cls_patch_mean, cls_patch_std, patch_patch_mean, patch_patch_std."""
    table = []
    for state in [*p["states"].reshape(-1, *p["states"].shape[2:]), p["final"]]:
        patches = state[p["prefix"]:]
        to_cls = [cosine(state[0], t) for t in patches] if cls else [NONE]
        pairs = [cosine(patches[i], patches[j]) for i in range(len(patches)) for j in range(len(patches)) if i != j] or [NONE]
        table.append([np.mean(to_cls), np.std(to_cls), np.mean(pairs), np.std(pairs)])
    return np.array(table)


def outlying(norms):
    middle = np.median(norms)
    return [i for i, x in enumerate(norms) if x > middle + OUTLIER_DEVIATIONS * np.median(np.abs(norms - middle))]


def norms(p, cls):
    """block | cls, registers, patches_mean, patches_median, patches_min, patches_max, outliers."""
    table = []
    for z in p["states"][:, 4]:
        all_norms = np.linalg.norm(z, axis=-1)
        registers, patches = all_norms[cls:p["prefix"]], all_norms[p["prefix"]:]
        table.append([all_norms[0] if cls else NONE, registers.mean() if len(registers) else NONE, patches.mean(), np.median(patches), patches.min(), patches.max(),
                      len(outlying(patches))])
    return np.array(table)


def outliers(p):
    """block, row, col | those three, norm."""
    table = []
    for block, z in enumerate(p["states"][:, 4]):
        patches = np.linalg.norm(z[p["prefix"]:], axis=-1)
        table += [[block, i // p["grid"][1], i % p["grid"][1], patches[i]] for i in outlying(patches)]
    return np.array(table, float).reshape(-1, 4)


def largest(values, count):
    """The indices of the largest, ties in favour of the smaller index."""
    return np.argsort(-np.asarray(values), kind="stable")[:count]


def dimensions(p, cls):
    """block (first, middle, last; each once), token (−1 for CLS, else the patch), rank | those three, dimension, value, gain."""
    blocks, table = len(p["states"]), []
    for block in sorted({0, blocks // 2, blocks - 1}):
        z = p["states"][block, 0]
        patches = z[p["prefix"]:]
        shown = [(-1, z[0])] if cls else []
        shown += [(i, patches[i]) for i in largest(np.abs(patches).max(-1), TOP_PATCHES)]
        for token, entries in shown:
            table += [[block, token, rank, d, entries[d], p["gains"][block][d]] for rank, d in enumerate(largest(np.abs(entries), TOP_DIMENSIONS))]
    return np.array(table, float)


def readout(p, cls, final_norm):
    """block | cosine, cosine_normed, cls_norm, mean_norm; no rows without CLS."""
    table = []
    if not cls:
        return np.zeros((0, 4))
    for z in p["states"][:, 4]:
        mean, normed = z[p["prefix"]:].mean(0), final_norm(z)
        table.append([cosine(z[0], mean), cosine(normed[0], normed[p["prefix"]:].mean(0)), np.linalg.norm(z[0]), np.linalg.norm(mean)])
    return np.array(table)


def classes(logits):
    """rank | index of the class, probability."""
    e = np.exp(logits - logits.max())
    return np.array([[i, e[i] / e.sum()] for i in largest(logits, TOP_CLASSES)])


def all_tables(p, cls, final_norm):
    return {"attention": attention(p, cls), "heads": heads(p), "tokens": tokens(p, cls), "norms": norms(p, cls), "outliers": outliers(p),
            "dimensions": dimensions(p, cls), "readout": readout(p, cls, final_norm)}

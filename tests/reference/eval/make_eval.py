"""Scores of made-up photos by plain NumPy, written from the definitions and not from the program.

Seven photos of 40 x 56 pixels. Photos 2 and 5 have void pixels, 3 has no object, 4 nothing but its object, the map of 6 is even.

  maps.npy           [7, 40, 56]     float32, the maps, from 0 to 1; that of photo 5 has 8 bits
  truths.npy         [7, 40, 56]     uint8, 0 background, 255 void, else the object's id
  heads.npy          [7, 3, 40, 56]  uint8, three masks
  saliency.npy       [7, 5]          own maximum of F_beta, IoU, accuracy, MAE, S-measure
  curves.npy         [7, 255]        F_beta at k / 255
  overlaps.npy       [objects, 4]    photo, id, best mask, its Jaccard index
  segments.npy       [7, 3]          pixel accuracy, mIoU, average precision, with the mask above the mean
  data_set.npy       [9, 3]          the data set's value, low and high end of its 95 % interval: five of saliency, jaccard, three of segments

usage: make_eval.py            (writes beside itself)
needs: numpy; made with numpy 2.4
"""
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
H, W = 40, 56
VOID = 255
EPS = np.finfo(float).eps
RESAMPLES, SEED = 1000, 1


def photos():
    random = np.random.default_rng(20)
    y, x = np.mgrid[0:H, 0:W]

    def blob(cy, cx, size):
        return np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / size ** 2)

    def disk(cy, cx, radius):
        return (y - cy) ** 2 + (x - cx) ** 2 < radius ** 2

    maps, truths = [], []
    maps.append(blob(18, 30, 12) * 0.9 + 0.05 * random.random((H, W)))
    truths.append(disk(20, 27, 9) * 7)
    maps.append(random.random((H, W)))
    truths.append(random.integers(0, 2, (H, W)))
    two = disk(12, 14, 8) * 1
    two[disk(28, 40, 10)] = 3
    two[disk(28, 40, 12) & ~disk(28, 40, 9)] = VOID
    maps.append(np.clip(blob(11, 15, 9) + 0.7 * blob(30, 38, 10), 0, 1))
    truths.append(two)
    maps.append(blob(20, 20, 15) * 0.4)
    truths.append(np.zeros((H, W), int))
    maps.append(0.5 + 0.5 * blob(20, 20, 25))
    truths.append(np.full((H, W), 2))
    corner = (y < 17) & (x < 23)
    maps.append(np.round(255 * np.clip(corner * 0.8 + 0.3 * random.random((H, W)) - 0.1, 0, 1)) / 255)
    truths.append(np.where((y == 17) & (x < 40), VOID, corner * 200))
    maps.append(np.full((H, W), 0.3))
    truths.append(disk(33, 50, 11) * 1)
    maps = np.stack(maps).astype(np.float32)
    truths = np.stack(truths).astype(np.uint8)
    heads = np.stack([np.stack([m > 0.5, m > 0.15, random.random((H, W)) > 0.6]) for m in maps]).astype(np.uint8)
    return maps, truths, heads


def is_object(truth):
    return (truth != 0) & (truth != VOID)


def f_curve(values, objects):
    curve = []
    for k in range(255):
        mask = values > np.float32(k / 255)
        hits = np.sum(mask & objects)
        precision = hits / mask.sum() if mask.any() else 1.0
        recall = hits / objects.sum() if objects.any() else 1.0
        below = 0.3 * precision + recall
        curve.append(1.3 * precision * recall / below if below > 0 else 0.0)
    return np.array(curve)


def s_object(values):
    mean = values.mean()
    deviation = values.std(ddof=1) if len(values) > 1 and np.ptp(values) > 0 else 0.0
    return 2 * mean / (mean ** 2 + 1 + deviation + EPS)


def ssim(values, objects):
    x, y = values.mean(), objects.mean()
    dx = values - x if np.ptp(values) > 0 else np.zeros(len(values))
    dy = objects - y if np.ptp(objects) > 0 else np.zeros(len(values))
    n = len(values) - 1 + EPS
    alpha = 4 * x * y * np.sum(dx * dy) / n
    beta = (x * x + y * y) * (np.sum(dx * dx) + np.sum(dy * dy)) / n
    if alpha != 0:
        return alpha / (beta + EPS)
    return 1.0 if beta == 0 else 0.0


def s_measure(saliency, truth):
    valid, objects, saliency = truth != VOID, is_object(truth).astype(float), saliency.astype(float)
    share = objects[valid].mean()
    if share == 0:
        return 1 - saliency[valid].mean()
    if share == 1:
        return saliency[valid].mean()
    by_object = share * s_object(saliency[objects == 1]) + (1 - share) * s_object(1 - saliency[valid & (objects == 0)])
    rows, cols = np.nonzero(objects)
    y, x = int(np.floor(rows.mean() + 1.5)), int(np.floor(cols.mean() + 1.5))
    by_region = 0.0
    for part in [np.s_[:y, :x], np.s_[:y, x:], np.s_[y:, :x], np.s_[y:, x:]]:
        inside = valid[part]
        if inside.any():
            by_region += inside.sum() / valid.sum() * ssim(saliency[part][inside], objects[part][inside])
    return max(0.0, 0.5 * by_object + 0.5 * by_region)


def average_precision(values, objects):
    scores = np.concatenate([values, np.float32(1) - values])
    right = np.concatenate([objects, ~objects])
    total, recall_before = 0.0, 0.0
    for threshold in sorted(set(scores.tolist()), reverse=True):
        above = scores >= threshold
        recall = (right & above).sum() / right.sum()
        total += (recall - recall_before) * (right & above).sum() / above.sum()
        recall_before = recall
    return total


def ratio(part, whole):
    return part / whole if whole > 0 else 1.0


def overlaps(photo, heads, truth):
    rows = []
    valid = truth != VOID
    for o in np.unique(truth):
        if o in (0, VOID):
            continue
        jaccard = [np.sum((h > 0) & (truth == o)) / np.sum(((h > 0) & valid) | (truth == o)) for h in heads]
        rows.append([photo, o, int(np.argmax(jaccard)), max(jaccard)])
    return rows


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) >> 32) * count >> 32


def with_interval(parts, score):
    """The scores of all photos, with percentiles of those of resampled photos."""
    draws = SplitMix64(SEED)
    drawn = [score(parts[[draws.below(len(parts)) for _ in parts]]) for _ in range(RESAMPLES)]
    return np.column_stack([score(parts), *np.percentile(drawn, [2.5, 97.5], axis=0)])


def main():
    maps, truths, heads = photos()
    saliency, curves, found, segments, counts = [], [], [], [], []
    for photo, (saliency_map, truth) in enumerate(zip(maps, truths)):
        valid = truth != VOID
        values, objects = saliency_map[valid], is_object(truth)[valid]
        mask = values > 0.5
        curves.append(f_curve(values, objects))
        saliency.append([curves[-1].max(), ratio(np.sum(mask & objects), np.sum(mask | objects)), np.mean(mask == objects),
                         np.mean(np.abs(values.astype(float) - objects)), s_measure(saliency_map, truth)])
        found += overlaps(photo, heads[photo], truth)
        mask = values > saliency_map.mean(dtype=float)
        count = [np.sum(mask == objects), mask.size, np.sum(~mask & ~objects), np.sum(~mask | ~objects),
                 np.sum(mask & objects), np.sum(mask | objects), average_precision(values, objects)]
        counts.append(count)
        segments.append([count[0] / count[1], (ratio(*count[2:4]) + ratio(*count[4:6])) / 2, count[6]])
    saliency, curves, found, counts = map(np.array, (saliency, curves, found, counts))
    per_photo = np.array([[found[found[:, 0] == p, 3].mean()] for p in np.unique(found[:, 0])])

    def of_segments(rows):
        c = rows.sum(axis=0)
        return np.array([c[0] / c[1], (ratio(c[2], c[3]) + ratio(c[4], c[5])) / 2, c[6] / len(rows)])

    def of_saliency(rows):
        return np.concatenate([[rows[:, :255].mean(axis=0).max()], rows[:, 256:].mean(axis=0)])

    data_set = np.concatenate([with_interval(np.column_stack([curves, saliency]), of_saliency),
                               with_interval(per_photo, lambda rows: rows.mean(axis=0)),
                               with_interval(counts, of_segments)])
    for name, array in {"maps": maps, "truths": truths, "heads": heads}.items():
        np.save(HERE / f"{name}.npy", array)
    for name, array in {"saliency": saliency, "curves": curves, "overlaps": found, "segments": segments, "data_set": data_set}.items():
        np.save(HERE / f"{name}.npy", np.asarray(array, dtype=np.float32))


if __name__ == "__main__":
    main()

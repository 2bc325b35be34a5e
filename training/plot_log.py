#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The training curve of a log as a picture.

usage: plot_log.py RUN/log.jsonl [OTHER/log.jsonl ...] curve.png
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the choice of the backend)

PANELS = (("dino", "DINO's loss"), ("ibot", "iBOT's loss"), ("iou", "IoU of the attention's mask, %"),
          ("iou_mask_head", "IoU of the mask head, %"))


def main():
    *logs, out = sys.argv[1:]
    if not logs:
        sys.exit(__doc__.strip())
    runs = {Path(log).parent.name or log:
            [json.loads(line) for line in Path(log).read_text(encoding="utf-8").splitlines()]
            for log in logs}
    panels = [panel for panel in PANELS if any(panel[0] in line for run in runs.values() for line in run)]
    figure, axes = pyplot.subplots(1, len(panels), figsize=(5 * len(panels), 3.6), squeeze=False)
    for axis, (name, label) in zip(axes[0], panels):
        for run, lines in runs.items():
            known = [line for line in lines if name in line]
            axis.plot([line["minutes"] for line in known], [line[name] for line in known], label=run)
        axis.set_xlabel("minutes")
        axis.set_ylabel(label)
        axis.grid(alpha=0.3)
    axes[0][-1].legend()
    figure.tight_layout()
    figure.savefig(out, dpi=150)


if __name__ == "__main__":
    main()

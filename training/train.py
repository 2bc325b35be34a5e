#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains vitviz's embedded model without labels, on one GPU or on the CPU.

usage: train.py PHOTOS.npy RUN [--labels LABELS.npy] [--minutes 25 | --epochs 100] [options]

PHOTOS.npy is prepare.py's, LABELS.npy label.py's. The folder RUN receives, every few minutes, a line
of log.jsonl, state.pt, and a snapshot, STEP.safetensors. The same command again goes on where RUN
ended. Then:

       finish.py PHOTOS.npy LABELS.npy vitviz.safetensors RUN/*.safetensors --name vitviz-v1
       plot_log.py RUN/log.jsonl curve.png
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

from learner import Learner
from photos import Photos
from schedule import cosine, parse_phases, phase_at, warmed
from vit import Shape, VisionTransformer
from watch import measure, read_folder
from weights import export, load_start

WARMUP = 0.05        # of the training: the learning rate rises
SHARPENING = 0.1     # the teacher's temperature rises
AVERAGING = 0.9      # from here on the teacher's weights are averaged
MOST_MEASURED = 100  # photos


def parse_arguments(words=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--labels", type=Path, help="label.py's object masks")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, help="ends by the clock, pauses not counted")
    length.add_argument("--epochs", type=float, default=100.0)
    network = parser.add_argument_group("network")
    for name, value in vars(Shape()).items():
        network.add_argument(f"--{name.replace('_', '-')}", type=int, default=value)
    network.add_argument("--start", type=Path, help="safetensors of timm's names to begin with")
    network.add_argument("--drop-path", type=float, default=0.05)
    recipe = parser.add_argument_group("recipe")
    recipe.add_argument("--batch", type=int, default=256)
    recipe.add_argument("--lr", type=float, default=1e-3, help="highest, for a batch of 256")
    recipe.add_argument("--momentum", type=float, default=0.994, help="of the teacher, at first")
    recipe.add_argument("--locals", type=int, default=8, help="local crops of each photo")
    recipe.add_argument("--phases", default="0.6:160:64,0.9:224:96,1:288:96",
                        help="until which share of the training: sides of global, local crops")
    recipe.add_argument("--prototypes", type=int, default=4096)
    recipe.add_argument("--dino", type=float, default=1.0, help="weight of the CLS tokens")
    recipe.add_argument("--ibot", type=float, default=1.0, help="weight of the hidden patches")
    recipe.add_argument("--koleo", type=float, default=0.1, help="weight of KoLeo")
    recipe.add_argument("--calm", type=float, default=1.0, help="weight of patches of large norm")
    recipe.add_argument("--mask", type=float, default=1.0, help="weight of the object masks")
    recipe.add_argument("--gaze", type=float, default=1.0, help="weight of CLS's look at the object")
    recipe.add_argument("--no-bf16", dest="bf16", action="store_false")
    running = parser.add_argument_group("running")
    running.add_argument("--watch", type=Path, help="folder of images/ and masks/ to measure on")
    running.add_argument("--every", type=float, default=2.0, help="minutes between measurements")
    running.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    running.add_argument("--compile", action="store_true", help="torch.compile the blocks")
    running.add_argument("--seed", type=int, default=0)
    return parser.parse_args(words)


def settings_at(share, options):
    """What one step of the training needs to know of its place in the whole."""
    peak = options.lr * options.batch / 256
    return {"lr": warmed(peak, 0.01 * peak, share, WARMUP),
            "decay": cosine(0.04, 0.2, share),
            "momentum": cosine(options.momentum, 1.0, share),
            "temperature": cosine(0.04, 0.07, share / SHARPENING),
            "averaging": share >= AVERAGING}


class Log:
    """A line of JSON for each measurement, in the file and in short on the screen."""

    def __init__(self, path):
        self.path = path

    def write(self, entry):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        words = " ".join(f"{name} {value:.4g}" for name, value in entry.items())
        print(words, flush=True)


def begin(options):
    torch.manual_seed(options.seed)
    if options.device.startswith("cuda"):
        torch.backends.cuda.matmul.allow_tf32 = True
    shape = Shape(**{name: getattr(options, name) for name in vars(Shape())})
    learner = Learner(shape, options, options.device)
    state = options.run / "state.pt"
    if state.exists():
        learner.resume(state)
        print(f"goes on after step {learner.step}")
    elif options.start:
        vit = VisionTransformer(shape)
        fresh = load_start(vit, options.start)
        print(f"begins with {options.start}; random: {', '.join(fresh) or 'nothing'}")
        learner.start_from(vit)
    return learner


class Means:
    """Of the losses since the last line of the log. They are added up on the device and looked at now
    and then, since each look waits for it."""

    EVERY = 20  # steps between looks

    def __init__(self):
        self.sums, self.count = {}, 0

    def add(self, found, step):
        self.count += 1
        for name, value in found.items():
            self.sums[name] = self.sums.get(name, 0.0) + value
        if self.count % self.EVERY == 0 and not torch.isfinite(self.sums["loss"]):
            raise FloatingPointError(f"step {step}: the loss is not finite; "
                                     "the last saved state is unharmed, try a lower --lr")

    def taken(self):
        means = {name: float(value) / self.count for name, value in self.sums.items()}
        self.__init__()
        return means


def train(options):
    photos = Photos(options.photos, options.device, options.labels)
    options.batch = min(options.batch, len(photos))
    phases = parse_phases(options.phases, options.patch)
    watched = read_folder(options.watch)[:MOST_MEASURED] if options.watch else []
    options.run.mkdir(parents=True, exist_ok=True)
    learner, log = begin(options), Log(options.run / "log.jsonl")
    steps = options.epochs * (len(photos) // options.batch)
    share = lambda: (learner.seconds / 60 / options.minutes if options.minutes
                     else learner.step / steps)
    means, said = Means(), learner.seconds

    def tell():
        entry = {"step": learner.step, "minutes": learner.seconds / 60, "share": min(share(), 1.0),
                 **means.taken()}
        if watched:
            entry.update(measure(learner.best(), watched))
        log.write(entry)
        export(learner.best(), options.run / f"{learner.step:06}.safetensors", options.run.name)
        learner.save(options.run / "state.pt")

    while share() < 1:
        begun = time.monotonic()
        images, labels = photos.batch(learner.step, options.batch, options.seed)
        found = learner.learn(images, labels, phase_at(phases, share()),
                              settings_at(share(), options))
        means.add(found, learner.step)
        learner.seconds += time.monotonic() - begun
        if learner.seconds - said >= 60 * options.every:
            tell()
            said = learner.seconds
    if means.count:
        tell()


if __name__ == "__main__":
    try:
        train(parse_arguments())
    except (ValueError, OSError, FloatingPointError) as error:
        sys.exit(f"train.py: {error}")
    except KeyboardInterrupt:
        sys.exit("train.py: stopped; the same command goes on from the last saved state")

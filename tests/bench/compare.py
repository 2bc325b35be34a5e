#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs vitviz and what users would pick instead by turns, and prints the documentation's tables.

usage: compare.py [--rounds N] [--vitviz PROGRAM] [--update docs/speed.md]

Needs what contestant.py needs. Every contestant runs once in each round, in a process of its own;
a figure is the median of its rounds. `--update` puts the table between the page's marks.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CASES = [("vit_small_patch16_224", 224, 20), ("vit_small_patch16_224", 480, 7),
         ("vit_small_patch8_224", 480, 3)]
CONTESTANTS = [("vitviz", "f32"), ("onnxruntime", "f32"), ("openvino", "f32"), ("pytorch", "f32"),
               ("vitviz", "bf16"), ("openvino", "bf16"), ("pytorch", "bf16")]
NAMES = {"vitviz": "**vitviz**", "onnxruntime": "ONNX Runtime", "openvino": "OpenVINO",
         "pytorch": "timm, PyTorch"}
GROWTH = [224, 448, 672, 896, 1120]  # sides, in pixels, of S/8
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(program, engine, precision, architecture, size, repeat):
    if engine == "vitviz":
        return run([program, "bench", "--json", "--arch", architecture, "--size", str(size),
                    "--precision", precision, "--repeat", str(repeat)])
    return run([sys.executable, HERE / "contestant.py", engine, precision, architecture, str(size),
                str(repeat)])


def measure_all(program, rounds):
    """{(engine, precision, case): [result of each round]}"""
    results = {}
    for _ in range(rounds):
        for case in CASES:
            for engine, precision in CONTESTANTS:
                result = measure(program, engine, precision, *case)
                results.setdefault((engine, precision, case), []).append(result)
                print(engine, precision, case, result["median_s"], file=sys.stderr)
    return results


def median(results, key):
    return statistics.median(result[key] for result in results)


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text()).group(1)
    flags = pathlib.Path("/proc/cpuinfo").read_text()
    kinds = [name for name in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if name in flags]
    return f"{model}, {len(os.sched_getaffinity(0))} threads, {', '.join(kinds)}"


def versions():
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}"
                     for name in ("onnxruntime", "openvino", "torch", "timm"))


def table(results):
    lines = [f"On {machine()} ({platform.system()}); {versions()}. Milliseconds of one pass, median, "
             "and peak memory of the process.", "",
             "| | " + " | ".join(f"{'S/16' if 'patch16' in case[0] else 'S/8'} at {case[1]}"
                                 for case in CASES) + " |",
             "|---|" + "---:|" * len(CASES)]
    for engine, precision in CONTESTANTS:
        cells = []
        for case in CASES:
            rounds = results[engine, precision, case]
            milliseconds = 1000 * median(rounds, "median_s")
            cells.append(f"{milliseconds:.0f} ms, {median(rounds, 'peak_rss_mb'):.0f} MB")
        lines.append(f"| {NAMES[engine]} {precision} | " + " | ".join(cells) + " |")
    for precision in ("f32", "bf16"):
        cells = []
        for case in CASES:
            times = {engine: median(results[engine, kind, case], "median_s")
                     for engine, kind in CONTESTANTS if kind == precision}
            ours = times.pop("vitviz")
            cells.append(f"{ours / min(times.values()):.2f}")
        lines.append(f"| time of the best other, {precision} | " + " | ".join(cells) + " |")
    return lines


def growth(program):
    lines = ["", "Memory grows with the number of tokens (S/8, f32):", "",
             "| side | " + " | ".join(f"{side}" for side in GROWTH) + " |",
             "|---|" + "---:|" * len(GROWTH)]
    found = [measure(program, "vitviz", "f32", "vit_small_patch8_224", side, 1) for side in GROWTH]
    lines.append("| tokens | " + " | ".join(str(one["tokens"]) for one in found) + " |")
    lines.append("| peak memory | "
                 + " | ".join(f"{one['peak_rss_mb']:.0f} MB" for one in found) + " |")
    return lines


def update(page, lines, begin_mark=BEGIN, end_mark=END):
    text = page.read_text()
    begin, end = text.index(begin_mark) + len(begin_mark), text.index(end_mark)
    page.write_text(text[:begin] + "\n" + "\n".join(lines) + "\n" + text[end:])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--vitviz", default=ROOT / "build/release/vitviz")
    arguments.add_argument("--update", type=pathlib.Path)
    wanted = arguments.parse_args()
    lines = table(measure_all(wanted.vitviz, wanted.rounds)) + growth(wanted.vitviz)
    print("\n".join(lines))
    if wanted.update:
        update(wanted.update, lines)


if __name__ == "__main__":
    main()

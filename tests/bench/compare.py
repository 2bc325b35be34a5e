#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs vitviz and what users would pick instead by turns, and prints the documentation's tables.

usage: compare.py [--rounds N] [--vitviz PROGRAM] [--avx2] [--update docs/speed.md]

Needs what contestant.py needs. Every contestant runs once in each round, in a process of its own;
a figure is the median of its rounds. `--avx2` makes all of them take this processor for an older one
(only_avx2.c). `--update` puts the table between the page's marks for this kind of processor.
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
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CASES = [("vit_small_patch16_224", 224, 20), ("vit_small_patch16_224", 480, 7),
         ("vit_small_patch8_224", 480, 3)]
CONTESTANTS = [("vitviz", "f32"), ("onnxruntime", "f32"), ("openvino", "f32"), ("pytorch", "f32"),
               ("vitviz", "bf16"), ("openvino", "bf16"), ("pytorch", "bf16")]
NAMES = {"vitviz": "**vitviz**", "onnxruntime": "ONNX Runtime", "openvino": "OpenVINO",
         "pytorch": "timm, PyTorch"}
GROWTH = [224, 448, 672, 896, 1120]  # sides, in pixels, of S/8
KINDS = [("amx_bf16", "AMX"), ("avx512f", "AVX-512"), ("avx2", "AVX2")]  # the newest first


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


def allow_avx2_alone():
    """From here on, to the programs that are run, this processor is one with AVX2."""
    library = pathlib.Path(tempfile.mkdtemp()) / "only_avx2.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-Wl,-z,initfirst", "-o", library,
                    HERE / "only_avx2.c"], check=True)
    os.environ["LD_PRELOAD"] = str(library)


def measure_all(program, contestants, rounds):
    """{(engine, precision, case): [result of each round]}"""
    results = {}
    for _ in range(rounds):
        for case in CASES:
            for engine, precision in contestants:
                result = measure(program, engine, precision, *case)
                results.setdefault((engine, precision, case), []).append(result)
                print(engine, precision, case, result["median_s"], file=sys.stderr)
    return results


def median(results, key):
    return statistics.median(result[key] for result in results)


def flags():
    return set(re.search(r"flags\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text()).group(1).split())


def kind_of_processor(avx2_alone):
    return "AVX2" if avx2_alone else next(name for flag, name in KINDS if flag in flags())


def machine(avx2_alone=False):
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text()).group(1)
    kinds = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in flags()]
    seen = "taken for one with AVX2 alone" if avx2_alone else ", ".join(kinds)
    return f"{model}, {len(os.sched_getaffinity(0))} threads, {seen}"


def versions():
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}"
                     for name in ("onnxruntime", "openvino", "torch", "timm"))


def table(results, contestants, avx2_alone):
    lines = [f"On {machine(avx2_alone)} ({platform.system()}, {time.strftime('%Y-%m-%d')}); "
             f"{versions()}. Milliseconds of one pass, median, and peak memory of the process.", "",
             "| | " + " | ".join(f"{'S/16' if 'patch16' in case[0] else 'S/8'} at {case[1]}"
                                 for case in CASES) + " |",
             "|---|" + "---:|" * len(CASES)]
    for engine, precision in contestants:
        cells = []
        for case in CASES:
            rounds = results[engine, precision, case]
            milliseconds = 1000 * median(rounds, "median_s")
            cells.append(f"{milliseconds:.0f} ms, {median(rounds, 'peak_rss_mb'):.0f} MB")
        lines.append(f"| {NAMES[engine]} {precision} | " + " | ".join(cells) + " |")
    for precision in dict.fromkeys(precision for _, precision in contestants):
        cells = []
        for case in CASES:
            times = {engine: median(results[engine, kind, case], "median_s")
                     for engine, kind in contestants if kind == precision}
            ours = times.pop("vitviz")
            cells.append(f"{ours / min(times.values()):.2f}")
        lines.append(f"| time relative to the best other engine, {precision} | " + " | ".join(cells) + " |")
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


def update(page, lines, name):
    begin_mark, end_mark = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = page.read_text()
    begin, end = text.index(begin_mark) + len(begin_mark), text.index(end_mark)
    page.write_text(text[:begin] + "\n" + "\n".join(lines) + "\n" + text[end:])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--vitviz", default=ROOT / "build/release/vitviz")
    arguments.add_argument("--avx2", action="store_true")
    arguments.add_argument("--update", type=pathlib.Path)
    wanted = arguments.parse_args()
    contestants = CONTESTANTS
    if wanted.avx2:
        allow_avx2_alone()
        contestants = [(engine, kind) for engine, kind in CONTESTANTS if kind == "f32"]
    results = measure_all(wanted.vitviz, contestants, wanted.rounds)
    lines = table(results, contestants, wanted.avx2)
    if not wanted.avx2:
        lines += growth(wanted.vitviz)
    print("\n".join(lines))
    if wanted.update:
        update(wanted.update, lines, f"measured with {kind_of_processor(wanted.avx2)}")


if __name__ == "__main__":
    main()

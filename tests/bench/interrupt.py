#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Interrupts long runs at random moments, as Ctrl-C does, and measures how long each takes to end.

  interrupt.py VITVIZ PHOTO LARGE_PHOTO...

PHOTO has about 12 megapixels, the large ones 16384 x 16384 (in every format that is of interest).
A run must end by SIGINT, leave no temporary file behind, and end within half a second. On a machine
with other work the processor time after the signal, of all threads, says more.
"""
import argparse
import os
import random
import signal
import subprocess
import tempfile
import time
from pathlib import Path

LONGEST = 0.5  # s


def runs_of(photo, large):
    yield [photo, "--size", "2400"]
    yield [photo, "--size", "4000"]
    yield ["--guided", large[0]]
    yield from ([one] for one in large)
    yield ["bench", "--arch", "vit_large_patch16", "--size", "1024"]


def processor_time(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def interrupt(command, after):
    """Seconds until the run ended, and of processor time; None where it was done before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    used = processor_time(process.pid)
    os.kill(process.pid, signal.SIGINT)  # nothing happens where it is done and not yet waited for
    begin = time.monotonic()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == 0:
        return None
    assert process.returncode == -signal.SIGINT, f"exit code {process.returncode}: {command}"
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime - used


def check(vitviz, arguments, moments, longest_wait):
    with tempfile.TemporaryDirectory() as folder:
        command = [vitviz, *arguments] + ([] if arguments[0] == "bench" else ["-o", folder, "--force"])
        waits = [(*wait, moment) for moment in moments if (wait := interrupt(command, moment))]
        left = list(Path(folder).glob(".vitviz*"))
        assert not left, f"left behind: {left}"
    waits = sorted(waits) or [(0, 0, 0)]
    words = " ".join(Path(argument).name for argument in arguments)
    median, (longest, _, moment) = waits[len(waits) // 2][0], waits[-1]
    computed = max(wait[1] for wait in waits)
    print(f"{words:45} {len(waits):3} ended, median {median:.2f} s, longest {longest:.2f} s (after {moment:.2f} s), "
          f"most processor time {computed:.2f} s", flush=True)
    return max(longest, longest_wait)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vitviz")
    parser.add_argument("photo")
    parser.add_argument("large", nargs="+")
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--latest", type=float, default=4.0, help="seconds after the start")
    arguments = parser.parse_args()
    random.seed(1)
    longest = 0.0
    for run in runs_of(arguments.photo, arguments.large):
        moments = [random.uniform(0.05, arguments.latest) for _ in range(arguments.moments)]
        longest = check(arguments.vitviz, run, moments, longest)
    print(f"longest: {longest:.2f} s")
    return 0 if longest <= LONGEST else 1


if __name__ == "__main__":
    raise SystemExit(main())

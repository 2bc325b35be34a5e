# SPDX-License-Identifier: Apache-2.0
"""Many photos, many threads, many calls."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import unittest

import numpy as np
import vitviz
from references import SMALL_MODEL

CALLS = 1000
MOST_GROWTH = 5 << 20  # bytes: allocators keep some of what they were given back


def photos(count):
    numbers = np.random.default_rng(2)
    return [numbers.integers(0, 256, (48, 72, 3), dtype=np.uint8) for _ in range(count)]


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Many(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = vitviz.load(SMALL_MODEL)

    def test_in_their_order(self):
        given = photos(40)
        for seen, photo in zip(self.model.look_many(iter(given)), given):
            np.testing.assert_array_equal(seen.attention, self.model.look(photo, threads=1).attention)
        self.assertEqual(len(list(self.model.look_many(given, workers=3))), 40)
        self.assertEqual(list(self.model.look_many([])), [])

    def test_one_that_is_broken(self):
        given = photos(5)
        given[2] = "nowhere.jpg"
        with self.assertRaises(vitviz.PhotoError):
            list(self.model.look_many(given))
        seen = list(self.model.look_many(given, on_error="return"))
        self.assertIsInstance(seen[2], vitviz.PhotoError)
        self.assertIsInstance(seen[4], vitviz.Analysis)
        self.assertRaises(vitviz.ArgumentError, self.model.look_many, given, on_error="ignore")
        self.assertRaises(TypeError, self.model.look_many, given, threads=2)

    def test_an_endless_list_is_read_as_it_is_needed(self):
        read = 0

        def endless():
            nonlocal read
            while True:
                read += 1
                yield given

        given = photos(1)[0]
        looking = self.model.look_many(endless(), workers=2)
        next(looking)
        looking.close()
        self.assertLess(read, 10)

    def test_eight_threads_at_once(self):
        given = photos(8)
        want = [self.model.look(photo).attention for photo in given]
        same = [0] * 8

        def work(number):
            for _ in range(10):
                seen = self.model.look(given[number], threads=1)
                same[number] += np.array_equal(seen.attention, want[number])
                seen.rollout()

        crew = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
        self.assertEqual(same, [10] * 8)

    def test_nothing_leaks(self):
        photo = photos(1)[0]

        def call():
            seen = self.model.look(photo)
            seen.attention.sum()
            seen.mask("mass", refine="none")
            seen.png("heat")
            try:
                seen.map("nothing")
            except vitviz.ArgumentError:
                pass

        for _ in range(100):
            call()
        before = resident()
        for _ in range(CALLS):
            call()
        self.assertLess(resident() - before, MOST_GROWTH)


class Process(unittest.TestCase):
    def run_python(self, program, **options):
        return subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=120, **options
        )

    def test_importing_it_imports_little(self):
        result = self.run_python("import sys, vitviz; print(sorted({'numpy', 'PIL', 'torch'} & set(sys.modules)))")
        self.assertEqual(result.stdout, "[]\n", result.stderr)

    def test_ctrl_c_ends_a_long_look(self):
        result = self.run_python(
            f"""
            import os, signal, threading, time
            import numpy as np, vitviz
            signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
            model = vitviz.load()
            threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
            start = time.time()
            try:
                model.look(np.zeros((64, 64, 3), np.uint8), size=2400)
            except KeyboardInterrupt:
                print("interrupted", time.time() - start < 10)
            print(model.look(np.zeros((64, 64, 3), np.uint8), size=64).grid)
            """
        )
        self.assertIn("interrupted True", result.stdout, result.stderr)
        self.assertEqual(result.returncode, 0)

    def test_the_command(self):
        version = subprocess.run([sys.executable, "-m", "vitviz", "--version"], capture_output=True, text=True)
        self.assertIn(vitviz.__version__, version.stdout)
        broken = subprocess.run([sys.executable, "-m", "vitviz", "nowhere.jpg"], capture_output=True, text=True)
        self.assertEqual(broken.returncode, 3)
        self.assertIn("nowhere.jpg", broken.stderr)


if __name__ == "__main__":
    unittest.main()

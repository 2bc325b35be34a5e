# SPDX-License-Identifier: Apache-2.0
"""draw.py on a cluster of two worker nodes on this machine: all is there, once, whatever is killed."""

import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

HERE = pathlib.Path(__file__).resolve().parent
DANDELION = HERE.parents[1] / "assets" / "photos" / "dandelion.jpg"
MISSING = [name for name in ("ray", "pyarrow", "numpy", "PIL", "vitviz") if not importlib.util.find_spec(name)]
ODD_NAMES = ["blumen/Löwenzahn #1 'x'%20?.png", "blumen/two\nlines.png", "blumen/[*].PNG", "-o.png"]
PATIENCE = 300  # seconds; a busy machine takes half a minute to start a cluster

if not MISSING:
    import numpy as np
    import PIL.Image
    import pyarrow.dataset
    import pyarrow.parquet as pq
    import vitviz
    from ray.cluster_utils import Cluster


def make_photos(folder):
    """20 crops of one photo, of unlike sizes; a broken photo; and what is none."""
    (folder / "blumen").mkdir(parents=True)
    flower = PIL.Image.open(DANDELION)
    names = [f"{number:02}.jpg" for number in range(16)] + ODD_NAMES
    for number, name in enumerate(names):
        x, y = 30 * number, 10 * number
        flower.crop((x, y, x + 320 + 16 * number, y + 400)).save(folder / name)
    (folder / "blumen" / "broken.jpg").write_bytes(DANDELION.read_bytes()[:300])
    (folder / "notes.md").write_text("no photo")
    return sorted(str(folder / name) for name in [*names, "blumen/broken.jpg"])


def mask_of(row):
    """Pixels of a row's run lengths."""
    values = np.arange(len(row["mask_counts"])) % 2
    return np.repeat(values, row["mask_counts"]).reshape(row["width"], row["height"]).T


def wait_until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("waited in vain")
        time.sleep(0.01)


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)} (pip install -r requirements.txt pillow)")
class Draw(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="vitviz-ray-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.paths = make_photos(cls.folder / "photos")
        cls.mark = f"VITVIZ_TEST={uuid.uuid4().hex}"  # tells this cluster's processes from others
        os.environ.update([cls.mark.split("=")])
        head = {"num_cpus": 0, "object_store_memory": 10**8, "include_dashboard": False}
        cls.cluster = Cluster(initialize_head=True, head_node_args=head)
        cls.addClassCleanup(cls.cluster.shutdown)
        cls.nodes = [cls.add_node(), cls.add_node()]

    @classmethod
    def add_node(cls):
        return cls.cluster.add_node(num_cpus=1, object_store_memory=10**8)

    def setUp(self):
        self.out = self.folder / self.id().rsplit(".", 1)[-1]

    def start(self, *options, photos=None):
        """draw.py, with batches so small that there is time to kill something."""
        command = [sys.executable, str(HERE / "draw.py"), photos or str(self.folder / "photos"), "-o", str(self.out)]
        environment = {**os.environ, "RAY_ADDRESS": self.cluster.address}
        options = ("--batch", "2", "--actors", "2", *options)
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        run = subprocess.Popen([*command, *options], env=environment, **pipes)
        self.addCleanup(run.kill)
        return run

    def finish(self, run, code):
        said = run.communicate(timeout=PATIENCE)[1]
        self.assertEqual(run.returncode, code, said)
        return said

    def parts(self):
        return sorted(self.out.glob("*.parquet"))

    def wait_for_parts(self, count, run):
        wait_until(lambda: len(self.parts()) >= count or run.poll() is not None)
        self.assertIsNone(run.poll(), "ended before anything could be killed")

    def rows(self):
        return pyarrow.dataset.dataset(self.out).to_table().to_pylist()  # as anybody reads it

    def check_complete(self, **options):
        rows = {row["path"]: row for row in self.rows()}
        self.assertEqual(sorted(row["path"] for row in self.rows()), self.paths)
        self.assertFalse((self.out / "_unfinished").exists())
        broken = rows.pop(str(self.folder / "photos/blumen/broken.jpg"))
        self.assertIn("cannot be decoded", broken.pop("error"))
        self.assertEqual(set(map(str, broken.values())), {broken["path"], "None"})
        model = vitviz.load()
        for path, row in rows.items():
            self.check_row(row, model.look(path, **options))

    def check_row(self, row, seen):
        mask, values = seen.mask(), seen.map()
        self.assertIsNone(row["error"])
        self.assertEqual((row["width"], row["height"]), seen.size)
        np.testing.assert_array_equal(mask_of(row), mask.pixels)
        self.assertEqual(row["mask_area"], mask.pixels.sum())
        self.assertEqual(row["mask_box"], list(mask.box) if mask.box else None)
        np.testing.assert_array_equal(np.reshape(row["map"], (row["rows"], row["cols"])), values)
        self.assertEqual(row["notes"], seen.notes)
        shares = sorted((values / values.sum(dtype=np.float64)).ravel(), reverse=True)
        self.assertAlmostEqual(row["entropy"], -sum(share * np.log2(share) for share in shares if share), places=5)
        self.assertAlmostEqual(row["concentration"], sum(shares[: (len(shares) + 9) // 10]), places=5)

    def test_a_killed_driver(self):
        run = self.start()
        self.wait_for_parts(3, run)
        run.kill()
        run.communicate()
        before = {part: part.stat().st_mtime_ns for part in self.parts()}
        (self.out / "_unfinished" / "torn.parquet").write_bytes(b"PAR1")
        self.assertEqual(len(self.rows()), sum(pq.read_metadata(part).num_rows for part in before))
        self.assertLess(len(self.rows()), len(self.paths))
        self.assertIn("1 failed", self.finish(self.start(), 3))
        self.check_complete()
        self.assertLessEqual(before.items(), {part: part.stat().st_mtime_ns for part in self.parts()}.items())
        parts = self.parts()
        self.assertIn(f"{len(self.paths)} done before", self.finish(self.start(), 3))
        self.assertEqual(parts, self.parts())

    def test_a_killed_actor(self):
        run = self.start("--size", "224")
        self.wait_for_parts(1, run)
        os.kill(self.actors()[0], signal.SIGKILL)
        self.finish(run, 3)
        self.check_complete(size=224)

    def actors(self):
        """Process ids of this cluster's actors."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                ours = self.mark.encode() in (process / "environ").read_bytes()
                if ours and b"MapWorker" in (process / "cmdline").read_bytes():
                    found.append(int(process.name))
            except OSError:
                pass  # ended, or somebody else's
        return found

    def test_a_lost_node(self):
        run = self.start()
        self.wait_for_parts(1, run)
        self.cluster.remove_node(self.nodes.pop(), allow_graceful=False)
        self.nodes.append(self.add_node())
        self.finish(run, 3)
        self.check_complete()

    def test_views_and_settings(self):
        pattern = str(self.folder / "photos" / "0[0-2].jpg")
        self.finish(self.start("--view", "overlay", "--size", "160", photos=pattern), 0)
        rows = self.rows()
        self.assertEqual(sorted(row["path"] for row in rows), self.paths_like("0[0-2].jpg"))
        for row in rows:
            self.assertEqual(row["overlay"], vitviz.load().look(row["path"], size=160).png("overlay"))
        self.assertIn("other settings", self.finish(self.start("--size", "224", photos=pattern), 2))
        self.assertEqual(len(self.rows()), 3)

    def paths_like(self, pattern):
        return sorted(str(path) for path in (self.folder / "photos").glob(pattern))

    def test_a_list(self):
        listed = self.folder / "list.txt"
        listed.write_text(f"photos/00.jpg\nphotos/00.jpg\n\n{self.folder}/photos/-o.png\nphotos/nowhere.jpg\n")
        said = self.finish(self.start("--size", "96", photos=f"file://{listed}"), 3)
        self.assertIn("3 photos", said)
        errors = {row["path"]: row["error"] for row in self.rows()}
        self.assertIn("No such file", errors.pop(str(self.folder / "photos/nowhere.jpg")))
        self.assertEqual(set(errors.values()), {None})

    def test_nonsense(self):
        for photos, options, said in (
            (str(self.folder / "empty"), (), "there are no photos"),
            (None, ("--model", "nowhere.pth"), "nowhere.pth"),
            (None, ("--view", "ovrelay"), "invalid choice"),
            (None, ("--batch", "0"), "batch"),
        ):
            with self.subTest(said):
                self.assertIn(said, self.finish(self.start(*options, photos=photos), 2))
        self.assertFalse(self.out.exists())


if __name__ == "__main__":
    unittest.main()

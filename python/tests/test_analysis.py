# SPDX-License-Identifier: Apache-2.0
"""What an analysis gives: maps, masks, pictures; and what it says of nonsense."""

import gc
import io
import unittest

import numpy as np
import PIL.Image
import vitviz
from references import PHOTO, SMALL_MODEL


class Maps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.seen = vitviz.load().look(PHOTO, size=160)

    def test_maps(self):
        seen = self.seen
        np.testing.assert_allclose(seen.map(), seen.attention[-1].mean(axis=0), rtol=1e-5)
        np.testing.assert_allclose(seen.map(block=2, head="max"), seen.attention[2].max(axis=0))
        np.testing.assert_array_equal(seen.map(head=1), seen.attention[-1, 1])
        np.testing.assert_array_equal(seen.rollout(), seen.map("rollout"))
        self.assertEqual(seen.rollout(block=3).shape, seen.grid)
        for name in vitviz.maps():
            self.assertEqual(seen.map(name).shape, seen.grid)

    def test_arrays_are_views_that_stay(self):
        seen = vitviz.load(SMALL_MODEL).look(PHOTO)
        attention = seen.attention
        self.assertEqual(attention.dtype, np.float32)
        self.assertFalse(attention.flags.writeable)
        self.assertEqual(attention.ctypes.data, seen.attention.ctypes.data)  # no copy
        copy = attention.copy()
        del seen
        gc.collect()
        np.testing.assert_array_equal(attention, copy)

    def test_masks(self):
        for method in vitviz.masks():
            mask = self.seen.mask(method)
            self.assertEqual(mask.pixels.shape, (self.seen.size[1], self.seen.size[0]))
            self.assertEqual(mask.pixels.dtype, np.uint8)
            self.assertLessEqual(int(mask.pixels.max()), 1)
        mask = self.seen.mask("tokencut")
        rows, cols = np.nonzero(mask.pixels)
        box = (cols.min(), rows.min(), np.ptp(cols) + 1, np.ptp(rows) + 1)
        self.assertEqual(mask.box, tuple(int(side) for side in box))
        self.assertLessEqual(len(self.seen.masks(2)), 2)

    def test_pictures(self):
        for view in vitviz.views():
            with self.subTest(view):
                picture = self.seen.picture(view)
                self.assertIsInstance(picture, PIL.Image.Image)
        self.assertEqual(self.seen.overlay().size, self.seen.size)
        self.assertEqual(self.seen.picture("cutout").mode, "RGBA")
        photo = np.asarray(self.seen.overlay(opacity=0))
        self.assertEqual(photo.shape, (self.seen.size[1], self.seen.size[0], 3))
        named = self.seen.overlay(map="rollout", block=3, colormap="viridis", range=(0, 0.01), guided=True)
        self.assertEqual(named.size, self.seen.size)

    def test_a_notebook_shows_it(self):
        shown = PIL.Image.open(io.BytesIO(self.seen._repr_png_()))
        self.assertEqual(shown.format, "PNG")
        self.assertEqual(shown.size, self.seen.size)
        self.assertIn("patches", repr(self.seen))

    def test_nonsense(self):
        seen = self.seen
        for call in (
            lambda: seen.map("atention"),
            lambda: seen.map(block=99),
            lambda: seen.map(head="median"),
            lambda: seen.attention_of(1),
            lambda: seen.mask("cut"),
            lambda: seen.mask(keep=2),
            lambda: seen.picture("ovrelay"),
            lambda: seen.overlay(range=(1,)),
            lambda: seen.overlay(range=(2, 1)),
        ):
            self.assertRaises(vitviz.ArgumentError, call)
            self.assertRaises(ValueError, call)
        for call in (
            lambda: seen.map(block="last"),
            lambda: seen.overlay(opactiy=1),
            lambda: seen.mask(blokc=1),
            lambda: seen.overlay(opacity="much"),
        ):
            self.assertRaises(TypeError, call)
        with self.assertRaises(vitviz.ArgumentError) as raised:
            seen.map("atention")
        self.assertIn("attention, rollout", raised.exception.hint)
        self.assertIn(raised.exception.hint, str(raised.exception))


class Models(unittest.TestCase):
    def test_info(self):
        info = vitviz.load(SMALL_MODEL).info
        self.assertEqual((info.blocks, info.heads, info.patch), (3, 3, 8))
        self.assertIn("blocks", repr(vitviz.load()))

    def test_errors(self):
        for path in ("nowhere.pth", str(PHOTO)):
            with self.assertRaises(vitviz.ModelError) as raised:
                vitviz.load(path)
            self.assertIn(path, str(raised.exception))
        self.assertRaises(vitviz.ArgumentError, vitviz.load, precision="f64")
        self.assertRaises(TypeError, vitviz.load, heads="six")
        self.assertRaises(TypeError, vitviz._vitviz.Model)


if __name__ == "__main__":
    unittest.main()

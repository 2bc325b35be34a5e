# SPDX-License-Identifier: Apache-2.0
"""Whatever somebody calls a photo."""

import unittest

import numpy as np
import PIL.Image
import vitviz
from references import PHOTO, SMALL_MODEL


class Photos(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = vitviz.load(SMALL_MODEL)

    def seen(self, photo, **options):
        return self.model.look(photo, **options).attention

    def test_the_same_photo_in_every_form(self):
        image = PIL.Image.open(PHOTO).convert("RGB")
        pixels = np.asarray(image)
        want = self.seen(PHOTO, to_srgb=False, upright=False)
        for form in (str(PHOTO), PHOTO.read_bytes(), bytearray(PHOTO.read_bytes()), image, pixels, pixels.tolist()):
            with self.subTest(type(form).__name__):
                if isinstance(form, list):  # 64-bit numbers are nobody's pixels
                    self.assertRaises(vitviz.ArgumentError, self.seen, form)
                    continue
                got = self.seen(form, to_srgb=False, upright=False)
                np.testing.assert_allclose(got, want, atol=2e-3)  # decoders of JPEG differ by a level
        self.assertTrue(np.array_equal(self.seen(image), self.seen(pixels)))
        self.assertTrue(np.array_equal(self.seen(pixels[:, ::-1][:, ::-1]), self.seen(pixels)))

    def test_grey_and_transparent_pixels(self):
        grey = np.arange(48 * 72, dtype=np.uint8).reshape(48, 72)
        rgb = np.repeat(grey[:, :, None], 3, axis=2)
        for form in (grey, grey[:, :, None], PIL.Image.fromarray(grey)):
            self.assertTrue(np.array_equal(self.seen(form), self.seen(rgb)))
        opaque = np.dstack([rgb, np.full((48, 72), 255, np.uint8)])
        self.assertTrue(np.array_equal(self.seen(opaque), self.seen(rgb)))
        clear = np.dstack([rgb, np.zeros((48, 72), np.uint8)])
        self.assertTrue(np.array_equal(self.seen(clear), self.seen(np.full_like(rgb, 255))))
        self.assertTrue(np.array_equal(self.seen(PIL.Image.fromarray(clear)), self.seen(clear)))

    def test_input_that_is_prepared(self):
        pixels = np.random.default_rng(1).integers(0, 256, (48, 72, 3), dtype=np.uint8)
        info = self.model.info
        prepared = (pixels / 255.0 - info.mean) / info.std
        want = self.seen(pixels, size="native")
        for form in (prepared.transpose(2, 0, 1), prepared.transpose(2, 0, 1)[None].astype(np.float32)):
            np.testing.assert_allclose(self.seen(form), want, atol=1e-6)

    def test_what_is_no_photo(self):
        nan = np.zeros((3, 48, 48), np.float32)
        nan[1, 2, 3] = np.nan
        for form, error in (
            ("nowhere.jpg", vitviz.PhotoError),
            (b"no picture", vitviz.PhotoError),
            (nan, vitviz.ArgumentError),
            (np.zeros((48, 48, 2), np.uint8), vitviz.ArgumentError),
            (np.zeros((2, 48, 48), np.float32), vitviz.ArgumentError),
            (np.zeros((48, 48), np.int64), vitviz.ArgumentError),
            (np.zeros((3, 50, 48), np.float32), vitviz.ArgumentError),
            (np.zeros((0, 48, 3), np.uint8), vitviz.ArgumentError),
            (np.zeros((2, 3, 48, 48), np.float32), vitviz.ArgumentError),
            (None, TypeError),
            (object(), TypeError),
        ):
            with self.subTest(type(form).__name__):
                with self.assertRaises(error) as raised:
                    self.model.look(form)
                if isinstance(raised.exception, vitviz.Error):
                    self.assertTrue(raised.exception.message)

    def test_a_file_that_is_closed_or_gone(self):
        image = PIL.Image.open(PHOTO)
        image.close()
        with self.assertRaises(Exception):
            self.model.look(image)

    def test_sizes(self):
        pixels = np.zeros((100, 200, 3), np.uint8)
        self.assertEqual(self.model.look(pixels, size=48).grid, (6, 12))
        self.assertEqual(self.model.look(pixels, size=(80, 40)).grid, (5, 10))
        self.assertEqual(self.model.look(pixels[:96], size="native").grid, (12, 25))
        for size in (0, -1, True, "large", (1, 2, 3), 2.5, (50, 40)):
            with self.subTest(size):
                self.assertRaises(vitviz.ArgumentError, self.model.look, pixels, size=size)
        part = self.model.look(pixels, crop=(10, 20, 80, 40))
        self.assertEqual(part.size, (80, 40))


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: Apache-2.0
"""``python -m vitviz``: the program."""

import sys

from . import _vitviz

sys.exit(_vitviz.run(["vitviz", *sys.argv[1:]]))

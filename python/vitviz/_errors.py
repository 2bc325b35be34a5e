# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, as exceptions."""


class Error(RuntimeError):
    """Everything that vitviz raises by itself.

    ``str()`` of it says what happened and where, with the hint on a line of its own.

    Attributes:
        message: what happened, and where.
        hint: what to do about it; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}\n{hint}" if hint else message)
        self.message = message
        self.hint = hint

    def __reduce__(self):
        return type(self), (self.message, self.hint)


class ArgumentError(Error, ValueError):
    """What was asked for makes no sense, or does not suit the photo or the model."""


class PhotoError(Error):
    """A photo could not be read."""


class ModelError(Error):
    """A checkpoint could not be read, or is damaged."""


class StoppedError(Error):
    """Ended from outside."""

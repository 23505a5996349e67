"""How far a transfer is: one line that rewrites itself on a terminal, plain lines elsewhere."""

import time
from typing import TextIO

_PLAIN_STEP_SHARE = 0.1
_PLAIN_STEP_BYTES = 5_000_000
_TERMINAL_SECONDS = 0.1


class Progress:
    """Tells how many bytes have come.

    Args:
        stream: where to write.
        label: what is being fetched.
        received: bytes that are there already.
        total: bytes in all; None: unknown.

    """

    def __init__(self, stream: TextIO, label: str, received: int, total: int | None) -> None:
        """Start at `received` bytes."""
        self._stream = stream
        self._label = label
        self._received = received
        self._total = total
        self._is_terminal = stream.isatty()
        self._told: int | None = None
        self._told_at = 0.0

    def advance(self, size: int) -> None:
        """Count `size` more bytes, and tell it where enough has changed."""
        self._received += size
        if self._is_terminal:
            is_due = time.monotonic() - self._told_at >= _TERMINAL_SECONDS
        else:
            step = self._total * _PLAIN_STEP_SHARE if self._total else _PLAIN_STEP_BYTES
            is_due = self._received - (self._told or 0) >= step
        if is_due:
            self._tell()

    def finish(self) -> None:
        """Tell the last count, and leave the cursor on a line of its own."""
        if self._told != self._received:
            self._tell()
        if self._is_terminal:
            self._stream.write("\n")
            self._stream.flush()

    def _tell(self) -> None:
        amount = f"{self._received:,} bytes"
        if self._total:
            share = min(self._received / self._total, 1.0)
            amount = f"{self._received:,} of {self._total:,} bytes ({share:.0%})"
        line = f"{self._label}: {amount}"
        self._stream.write(f"\r{line}" if self._is_terminal else f"{line}\n")
        self._stream.flush()
        self._told = self._received
        self._told_at = time.monotonic()

"""Errors of the Spark engine, one sentence each."""

from __future__ import annotations

__all__ = ["SparkError", "short_reason"]


class SparkError(Exception):
    """What a user can correct, as a sentence that begins with its code in brackets."""

    def __init__(self, code: str, sentence: str) -> None:
        """Name the error.

        >>> str(SparkError("java-missing", "Java is missing: install it."))
        '[java-missing] Java is missing: install it.'

        """
        super().__init__(f"[{code}] {sentence}")
        self.code = code


def short_reason(message: str) -> str:
    r"""Return what Spark says without the plan and the stack that follow it.

    >>> short_reason("[DIVIDE_BY_ZERO] Division by zero.\n== SQL ==\nselect 1/0\n\nJVM stacktrace:")
    '[DIVIDE_BY_ZERO] Division by zero.\n== SQL ==\nselect 1/0'
    >>> short_reason("[COLUMN] unknown; line 1\n'Project ['a]\n+- OneRowRelation\n")
    '[COLUMN] unknown; line 1'

    """
    lines = message.strip().split("JVM stacktrace", 1)[0].splitlines()
    kept: list[str] = []
    for line in lines:
        if line.startswith(("'", "+- ", "\tat ")) or line.strip() == "":
            break
        kept.append(line)
    return "\n".join(kept) or message.strip()

"""What a user can do wrong, or what the machine lacks, in one sentence."""


class PublishError(RuntimeError):
    """A build cannot start or a version cannot be published.

    The text is `[code] sentence`: what is wrong, where, and how to fix it.
    """

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code apart, as tests and callers ask for it."""
        super().__init__(f"[{code}] {sentence}")
        self.code = code
        self.sentence = sentence

"""What the command line says instead of a trace."""


class ReportError(Exception):
    """A problem of the user's, in one sentence."""

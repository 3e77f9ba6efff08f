"""One module a command: it parses, a plain function works."""

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended."""

"""The command line: every command parses, calls one function of the package, and prints.

Exit codes: 0 done, 1 done but some inputs were refused, 2 wrong usage or nothing could be done.
"""

from kg.cli.app import app, main

__all__ = ["app", "main"]

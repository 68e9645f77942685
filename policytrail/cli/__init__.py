"""What can be typed: the names, arguments, options and help of all commands, a file a group of them.

Nothing here may import what a command works with before it is called: help and completion are to answer at once.
A command's function takes the words apart and calls the module of policytrail/commands that does the work.
"""

from policytrail.cli.entry import main, policytrail

__all__ = ["main", "policytrail"]

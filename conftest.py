"""What counts for the whole suite before any of it is imported: its plugins, and that Python keeps what it compiles."""

import sys

# Some build machines have Python keep nothing of what it compiles. To compile followbot and the tests, and to rewrite what they
# assert, takes each worker of each run ten seconds.
sys.dont_write_bytecode = False

# Pytest takes plugins from the topmost conftest alone.
pytest_plugins = ["tests.leaks"]

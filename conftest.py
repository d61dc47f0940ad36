"""Plugins of the whole suite; pytest takes them from the topmost conftest alone."""

pytest_plugins = ["tests.leaks"]

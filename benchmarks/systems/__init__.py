"""Adapters: one module per system under test, each run as its makers intend, in a process (and where needed an environment)
of its own.

A module here has `load(**options) -> Detect` and `PACKAGES`, the distributions whose versions belong to its results. It is
imported in the system's own environment, which holds none of our dependencies: only the standard library and the system.
"""

"""Adapters: one module per system under test, each run as its makers intend, in its own process and,
if needed, its own environment.

A module here has `load(**options) -> Detect` and `PACKAGES`, the distributions to record the versions of. It is
imported in the system's own environment, which has none of our dependencies: only the standard library and the system.
"""

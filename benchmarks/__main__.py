"""`python -m benchmarks`: measure, compare, and write down."""

from benchmarks.cli import main

if __name__ == "__main__":
    main()

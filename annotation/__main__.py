"""`python -m annotation`: the commands are in `annotation.cli`."""

from annotation.cli import main

if __name__ == "__main__":
    main()

"""`python -m inaxl` does what the command `inaxl` does."""

from inaxl.cli import main

if __name__ == "__main__":
    main()

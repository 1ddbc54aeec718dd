"""The frozen `inaxl`."""

from inaxl.cli import main

main()

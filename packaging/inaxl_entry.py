"""The frozen `inaxl`."""

from inaxl.__main__ import main

main()

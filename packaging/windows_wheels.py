"""Does every runtime dependency have a wheel for Windows? Downloads them with pip and lists what it got.

    python packaging/windows_wheels.py [FOLDER]

Nothing is compiled on an office's machine: a dependency without a wheel makes pip, and this script, fail.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
PLATFORM, VERSION = "win_amd64", "3.11"


def requirements() -> list[str]:
    """Runtime dependencies and those of the extra `excel`, with what xlwings needs on Windows only."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["excel"], "pywin32>=224"]


def download(folder: Path) -> list[str]:
    """Names of the wheels, downloaded into the folder."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--platform", PLATFORM, "--python-version", VERSION, "--only-binary=:all:", "-d", str(folder)]
    subprocess.run([*command, *requirements()], check=True)
    return sorted(path.name for path in folder.glob("*.whl"))


def main() -> int:
    """Print one wheel a line; pip's exit code where one is missing."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
        try:
            wheels = download(folder)
        except subprocess.CalledProcessError as error:
            print("Windows の wheel がない依存があります。", file=sys.stderr)
            return error.returncode
    print("\n".join(wheels))
    print(f"{len(wheels)} wheels for {PLATFORM}, Python {VERSION}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

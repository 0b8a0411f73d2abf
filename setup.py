"""The one step of the build that pyproject.toml cannot say: the packs get their compiled form."""

import os
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithPacks(build_py):
    """Builds the packages, and then has what was built compile its own packs."""

    def run(self) -> None:
        """In an editable install, the form lies in the sources, which is what is imported."""
        super().run()
        built = Path(__file__).parent if self.editable_mode else Path(self.build_lib)
        path = os.pathsep.join(filter(None, (str(built.resolve()), os.environ.get("PYTHONPATH"))))
        subprocess.run(
            [sys.executable, "-B", "-m", "engine.compiling"],
            cwd=built,
            env={**os.environ, "PYTHONPATH": path},
            check=True,
        )


setup(cmdclass={"build_py": BuildWithPacks})

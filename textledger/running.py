"""How the project's programs are started, as its messages name them, and what one says when a package is missing."""

import sys
from importlib.util import find_spec

PYTHON = ".venv/bin/python"  # of the environment that make sets up


def command(arguments: str, module: str = "textledger") -> str:
    """Return the command that runs a module of the project, as a reader can type it at the top of the repository."""
    return f"{PYTHON} -m {module} {arguments}".rstrip()


def require(program: str, packages: tuple[str, ...], target: str) -> None:
    """End the program with one sentence where a package that it needs is not installed.

    Args:
        program: what cannot run.
        packages: the names by which the packages are imported.
        target: the target of make that installs them.
    """
    if missing := [name for name in packages if find_spec(name) is None]:
        plural = len(missing) > 1
        sys.exit(
            f"{program}: the package{'s' if plural else ''} {', '.join(missing)} {'are' if plural else 'is'} missing "
            f"from {sys.executable}: `make {target}` installs {'them' if plural else 'it'} for {PYTHON}"
        )

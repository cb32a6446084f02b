"""Files of JSON and YAML judged by their schemas, as the command line of check-jsonschema does."""

from pathlib import Path

from click.testing import CliRunner


def faults(path: Path, *options: str) -> str:
    """Return what breaks a schema in a file; nothing if nothing does.

    Args:
        path: the file.
        options: that name the schema.
    """
    from check_jsonschema import main  # not at the top: most tests need not wait for it

    result = CliRunner().invoke(main, [*options, str(path)])
    return result.output if result.exit_code else ""

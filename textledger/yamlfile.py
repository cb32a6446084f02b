"""Files in YAML that hold names with values: the settings, the table of contents, the citation."""

import copy
from functools import lru_cache
from pathlib import Path

from .schema import csvfile


class YamlError(ValueError):
    """A file cannot be read, or does not hold names with values; the message names file and line."""


@lru_cache(maxsize=8)  # the few files are asked for again and again, and to read YAML takes long
def _parsed(text: str):
    import yaml  # not at the top: a chapter in the browser has no need of it

    return yaml.safe_load(text)


def read(path: Path, expected: str) -> dict:
    """Return what a file holds.

    Args:
        path: the file.
        expected: what the file should be, for the message: `the settings of the book`.

    Raises:
        YamlError: it is not there, is no text in UTF-8, no YAML, or something else than names with values.
    """
    import yaml  # not at the top, as above

    try:
        content = copy.deepcopy(_parsed(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        raise YamlError(f"{path.name}, {csvfile.byte_fault(error, 'line')}") from None
    except OSError as error:
        raise YamlError(f"{path}: {error.strerror}, expected {expected}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(f"{path.name}, line {line}: cannot be read as YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:  # a control character; a day that no calendar has
        raise YamlError(f"{path.name}: cannot be read as YAML: {error}") from None
    if not isinstance(content, dict):
        state = "is empty" if content is None else f"holds {str(content)[:60]!r}"
        raise YamlError(f"{path.name}: {state}, expected {expected}, names with values")
    return content

"""The settings of the book, `_config.yml`: read in one place by Sphinx's `conf.py` and by what publishes the pages."""

from pathlib import Path

from sphinx.errors import ConfigError

from textledger import yamlfile

FILE = "_config.yml"
TEXTS = ("title", "author", "copyright")


class SettingsError(ConfigError, ValueError):
    """The settings cannot be read, or lack something; the message names file and key."""


def read(root: Path) -> dict:
    """Return the settings of the book.

    Args:
        root: the folder with `_config.yml`.

    Raises:
        SettingsError: the file cannot be read, or lacks a key that the book needs.
    """
    try:
        settings = yamlfile.read(root / FILE, "the settings of the book")
    except yamlfile.YamlError as error:
        raise SettingsError(str(error)) from None
    for key in TEXTS:
        if not isinstance(settings.get(key), str):
            raise SettingsError(f"{FILE}: {key} is {settings.get(key, 'missing')!r}, expected text")
    sphinx = settings.get("sphinx")
    if not isinstance(sphinx, dict) or not isinstance(sphinx.get("config"), dict):
        raise SettingsError(f"{FILE}: sphinx has no config, expected the settings of Sphinx as names with values")
    return settings

"""What an object shows, after IPython's protocol, and the objects of `IPython.display` that a page can show."""

import base64
import json
from pathlib import Path

CLASSES = ("HTML", "Markdown", "SVG", "Image", "JSON", "Pretty")
_TEXTS = (("text/html", "_repr_html_"), ("text/markdown", "_repr_markdown_"), ("image/svg+xml", "_repr_svg_"))
_BYTES = (("image/png", "_repr_png_"), ("image/jpeg", "_repr_jpeg_"))


def markdown(text: str) -> str:
    """Return Markdown as HTML; HTML within it is shown as text."""
    from markdown_it import MarkdownIt  # loaded when first needed

    return MarkdownIt("commonmark", {"html": False}).enable("table").render(text)


def bundle(value) -> dict:
    """Return the media bundle by which an object is shown; Markdown is rendered, bytes are Base64."""
    forms = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {}
    forms = dict(forms[0] if isinstance(forms, tuple) else forms or {})
    for media, method in (*_TEXTS, *_BYTES):
        if media in forms or not hasattr(value, method) or isinstance(value, type):
            continue
        content = getattr(value, method)()
        if content is not None:
            forms[media] = base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content
    if "text/markdown" in forms and "text/html" not in forms:
        forms["text/html"] = markdown(forms["text/markdown"])
    forms.setdefault("text/plain", repr(value))
    return forms


class _Shown:
    """An object that is shown as what it holds."""

    def __init__(self, data=None, filename: str | None = None, **_):
        self.data = Path(filename).read_text(encoding="utf-8") if data is None and filename else data

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class HTML(_Shown):
    """Markup that shows itself."""

    def _repr_html_(self) -> str:
        return self.data


class Markdown(_Shown):
    """Text in Markdown."""

    def _repr_markdown_(self) -> str:
        return self.data


class SVG(_Shown):
    """A drawing."""

    def _repr_svg_(self) -> str:
        return self.data


class Image(_Shown):
    """A picture in PNG or JPEG, given as bytes or as a file."""

    def __init__(self, data: bytes | None = None, filename: str | None = None, **_):
        self.data = Path(filename).read_bytes() if data is None and filename else data

    def _repr_png_(self) -> bytes | None:
        return self.data if self.data.startswith(b"\x89PNG") else None

    def _repr_jpeg_(self) -> bytes | None:
        return self.data if self.data.startswith(b"\xff\xd8") else None


class JSON(_Shown):
    """Data, shown as indented text."""

    def __repr__(self) -> str:
        return json.dumps(self.data, indent=1, ensure_ascii=False, default=str)


class Pretty(_Shown):
    """Text that is shown as it stands."""

    def __repr__(self) -> str:
        return str(self.data)

"""What to say to a reader whose cell asks for something that a page cannot do: one sentence, or nothing."""

import re

COMMAND = re.compile(r"^\s*([\w, ]+=\s*)?(%|!|\?\w|[\w.]+\?\s*$)", re.M)
NOTEBOOK = "The notebook of this chapter, downloaded and opened in Jupyter, can."
HERE = "Here there are Python's own library, numpy, pandas, Altair and textledger, and what these need"


def advice(error: BaseException, source: str) -> str:
    """Return a sentence that says why something does not work here and what does, or nothing.

    Args:
        error: what the cell ended with.
        source: the code of the cell.
    """
    text = str(error)
    shell = isinstance(error, NameError) and error.name == "get_ipython"
    if shell or (isinstance(error, SyntaxError) and COMMAND.search(source)):
        return (
            f"Lines that begin with % or !, and ? for help, are commands of Jupyter, which do not work here. {NOTEBOOK}"
        )
    if isinstance(error, ImportError):
        return f"{HERE}; other packages cannot be added. {NOTEBOOK.removesuffix('can.')}can have any package."
    if isinstance(error, EOFError) and "input()" in text:
        return "A cell cannot ask for input here: write the value into the code instead."
    if isinstance(error, NameError):
        return "If a cell above gives this name its value, run that cell first: Run all again runs them in order."
    if isinstance(error, RuntimeError) and ("stack switching" in text or "event loop" in text):
        return "A cell may use await directly, outside any function: asyncio.run and run_until_complete are not needed."
    if isinstance(error, OSError) and re.search("socket|network|urlopen|resolution|Protocol not", text):
        return "Nothing can be fetched from other hosts here: the data of the book are at hand as records.table(NAME)."
    return ""

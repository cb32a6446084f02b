"""Run first in every kernel: note each file of the repository that the chapter opens (data, modules)."""


def _install():
    import os
    import sys

    root = os.environ["TEXTLEDGER_TRACE_ROOT"]
    out = os.open(os.environ["TEXTLEDGER_TRACE_OUT"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    written = set()

    def hook(event, args):
        if event != "open" or not isinstance(args[0], str | os.PathLike):
            return
        mode = args[1]
        if not isinstance(mode, str | None) or set(mode or "r") & set("wax+"):
            return
        path = os.path.abspath(os.fspath(args[0]))
        if path.startswith(root) and path not in written:
            written.add(path)
            os.write(out, (path + "\n").encode())

    sys.addaudithook(hook)


_install()
del _install

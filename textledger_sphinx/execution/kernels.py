"""Kernels that start at once, because they are forked from a process that has loaded what every chapter loads.

A chapter's kernel otherwise spends most of its time on importing Jupyter's kernel, pandas and Altair. Nothing of the
repository is loaded before the fork: `trace` has to see each chapter open what it uses.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from multiprocessing import forkserver
from subprocess import Popen
from typing import cast
from uuid import uuid4

from jupyter_client import AsyncKernelManager
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import LocalProvisioner

from .. import compat, lifeline

LOADED = (
    *("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completer", "IPython.core.oinspect"),
    *("numpy", "pandas", "altair", "myst_nb.ext.glue", "uharfbuzz", "vl_convert"),
)
LAUNCHER = "ipykernel_launcher"  # the module that a kernel specification runs, before its options


def _run(options: list[str], folder: str, environment: dict[str, str], parent: int) -> None:
    """Run a kernel in the forked process, with its own process group, folder and environment."""
    from ipykernel import kernelapp

    os.setpgrp()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = [*options, f"--IPKernelApp.parent_handle={parent}"]  # the kernel exits when its parent does
    kernelapp.launch_new_instance()


class _Process:
    """A process of `multiprocessing` with the methods of `subprocess.Popen` that Jupyter's client calls."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self._process = process
        self.pid = process.pid

    def poll(self):
        return self._process.exitcode

    def wait(self):
        self._process.join()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)  # processes that cells have started and not ended
        lifeline.forget(self.pid)
        return self._process.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


class ForkedKernel(LocalProvisioner):
    """Starts kernels by forking; in all else they are like kernels started by Jupyter."""

    async def launch_kernel(self, cmd, **kwargs):
        """Fork the kernel that the command asks for; return how to reach it."""
        options = cmd[cmd.index(LAUNCHER) + 1 :]
        start = multiprocessing.get_context("forkserver").Process
        # a kernel that asked for its parent itself would ask too late where a build ends while it starts
        parent = compat.forkserver_pid()
        lifeline.watch(parent)  # somebody may have ended the one before
        arguments = options, str(kwargs["cwd"]), dict(kwargs["env"]), parent
        process = start(target=_run, args=arguments, daemon=True)
        process.start()
        lifeline.watch(process.pid, group=True)
        self.process = cast(Popen, _Process(process))  # has the methods that Jupyter calls
        self.pid, self.pgid, self.cwd = process.pid, None, kwargs["cwd"]
        return self.connection_info


def prepare() -> None:
    """Start the process that kernels are forked from, unless it runs already."""
    os.environ["PYTHONHASHSEED"] = (
        "0"  # for that process and so for its kernels, so that outputs are the same each time
    )
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # Jupyter's debugger, which no cell uses, has nothing to warn of
    multiprocessing.set_forkserver_preload(list(LOADED))
    lifeline.start()
    # Control-C at the terminal reaches these two as well, but only the build answers it
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)
    lifeline.watch(compat.forkserver_pid())


def kill(km: KernelManager | None) -> None:
    """End the kernel of a manager at once."""
    if km is not None and isinstance(km.provisioner, ForkedKernel) and km.provisioner.process is not None:
        km.provisioner.process.kill()


def manager() -> AsyncKernelManager:
    """Return a manager whose kernel is forked."""
    name = str(uuid4())
    # A free port that is chosen here may be taken before the kernel opens it; named sockets, where the system has them,
    # cannot.
    transport = {"transport": "ipc", "ip": f"@{name}"} if sys.platform == "linux" else {}
    result = AsyncKernelManager(kernel_name="python3", kernel_id=name, **transport)
    result.provisioner = ForkedKernel(kernel_id=result.kernel_id, kernel_spec=result.kernel_spec, parent=result)
    return result

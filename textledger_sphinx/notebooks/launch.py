"""Links that open a chapter on a public service; there are none until the repository has a public address."""

import re
from urllib.parse import quote, urlencode

from textledger import addresses

PAGES = "gh-pages"  # the branch that holds the built site, and so the notebooks


def repository_parts(repository: str) -> tuple[str, str]:
    """Return owner and name of a public repository.

    Raises:
        ValueError: the address is not of the form https://github.com/OWNER/NAME.
    """
    match = re.fullmatch(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?", repository)
    if not match:
        raise ValueError(f"textledger_repository is {repository!r}, expected https://github.com/OWNER/NAME")
    return match[1], match[2]


def links(repository: str, page: str, hub: str = "", branch: str = "main") -> list[tuple[str, str]]:
    """Return the services that can open a page as (name, address).

    Args:
        repository: the public address of the book's repository, or "" while there is none.
        page: the page name, for instance `chapters/rewaq`.
        hub: the address of a JupyterHub with nbgitpuller, or "".
        branch: the branch that holds the chapters.

    Raises:
        ValueError: the repository's address has another form, or the hub's is none.
    """
    if not repository:
        return []
    owner, name = repository_parts(repository)
    slug = f"{owner}/{name}"
    if hub and not addresses.is_web(hub):
        raise ValueError(f"textledger_jupyterhub is {hub!r}, expected {addresses.EXPECTED}")
    services = [
        ("Binder", f"https://mybinder.org/v2/gh/{slug}/{branch}?{urlencode({'urlpath': f'lab/tree/{page}.md'})}"),
        ("Colab", f"https://colab.research.google.com/github/{slug}/blob/{PAGES}/notebooks/{quote(page)}.ipynb"),
    ]
    if hub:
        query = {"repo": f"https://github.com/{slug}", "branch": branch, "urlpath": f"lab/tree/{name}/{page}.md"}
        services.append(("JupyterHub", f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(query)}"))
    return services

"""Records and tables as markup, the same for pages, notebooks and the live session."""

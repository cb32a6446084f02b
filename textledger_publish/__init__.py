"""PDF, EPUB and the assembled site, made from built pages."""

"""PDF, EPUB and the assembled site, made from built pages."""

from textledger import running

running.require("textledger_publish", ("sphinx", "lxml", "html5lib", "playwright", "pypdf"), "site")

"""What leaves the book: citations, exports, PDF, EPUB, the browser runtime."""

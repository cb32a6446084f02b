"""How the book, its parts and its sources are cited."""

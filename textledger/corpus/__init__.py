"""What needs the source texts: words, positions, Arabic spelling, and what is derived from them."""

"""The runtime that executes chapters in the reader's browser: Python as WebAssembly with the packages of the book."""

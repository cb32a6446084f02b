"""What is made of the book and its data for others: citations, metadata of pages, the image that stands for it."""

"""The evidence of a page: one quiet mark a sentence, and the notes that the marks lead to."""

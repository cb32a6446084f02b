"""The form of the tables: files, cells, columns and order."""

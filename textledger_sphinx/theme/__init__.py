"""The page around a chapter."""

"""Figures on a page: drawing, files, the live chart."""

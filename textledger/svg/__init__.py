"""Vega-Lite specifications drawn as SVG, with the letters they show."""

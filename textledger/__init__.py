"""A ledger of what texts say: records that point at exact positions in their sources, and what can be made of them."""

__version__ = "0.2.0"

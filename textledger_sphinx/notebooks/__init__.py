"""The chapters as notebooks to download or to open elsewhere."""

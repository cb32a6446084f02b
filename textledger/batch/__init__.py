"""The rules for numbers, dates and actors run over many texts, on this machine or on a cluster, into Parquet."""

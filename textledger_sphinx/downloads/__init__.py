"""The data set as files to download."""

"""Executing the chapters whose inputs have changed."""

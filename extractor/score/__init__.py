"""Predictions against annotations."""

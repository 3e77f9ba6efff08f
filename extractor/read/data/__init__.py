"""Data files of `extractor.read`, read as package resources."""

"""Data files of `extractor.lang`, read as package resources."""

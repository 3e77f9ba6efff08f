"""The rule recogniser: patterns and lexicons are data files."""

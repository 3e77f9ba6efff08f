"""Data files: names of columns, wordings of remarks."""

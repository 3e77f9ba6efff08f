"""Annotations by the guideline: reading, checking, converting, comparing them."""

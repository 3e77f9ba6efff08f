"""Measuring from outside: floors under the figures, and the gate that holds them."""

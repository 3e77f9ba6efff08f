"""Word lists of this room."""

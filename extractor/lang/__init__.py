"""Pure facts of Chinese writing: no file of the user is read here, nothing is decided."""

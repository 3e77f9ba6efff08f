"""One module a command: it parses, a plain function works."""

"""Mutated files of every format that is read: none may crash, hang, or leave a file behind."""

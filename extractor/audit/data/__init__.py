"""Cue words of the room."""

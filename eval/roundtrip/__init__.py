"""Samples written as Word, PDF, web page, OFD and tables must give the records of the text."""

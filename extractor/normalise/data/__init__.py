"""Tables of normalisation: units, comparators, parts of the year, words without a date."""

"""The trained tagger: windows of tokens in, mentions out."""

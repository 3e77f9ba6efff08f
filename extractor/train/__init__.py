"""Annotations to models. The only room that imports torch, transformers and datasets."""

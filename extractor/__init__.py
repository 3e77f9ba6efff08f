"""zhengce (政策): Chinese policy documents to structured records."""

__version__ = "0.1.0"

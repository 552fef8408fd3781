"""Finds personal data that a holder should not have, and says which clause of its policy that breaks."""

__version__ = "0.1.0"

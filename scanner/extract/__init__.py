"""Bytes to blocks: one reader a family of formats."""

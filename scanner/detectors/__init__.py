"""Blocks to matches: rules, names, addresses, columns."""

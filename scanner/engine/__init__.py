"""Runs items through killable worker processes."""

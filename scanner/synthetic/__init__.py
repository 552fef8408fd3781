"""Persons, documents and shares made up by rule, for the demo, the tests and the corpora."""

"""Persons, documents and shares made up by rule, for the demo, the tests and the corpora."""

from scanner.synthetic.corpus import labelled_text, spans_jsonl
from scanner.synthetic.demo import DemoSummary, planted_values, write_demo
from scanner.synthetic.persons import Person, person

__all__ = ["DemoSummary", "Person", "labelled_text", "person", "planted_values", "spans_jsonl", "write_demo"]

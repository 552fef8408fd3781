"""Accuracy by the annotation guide: labelled texts, tables and shares, scored for any engine."""

"""Speed of all detectors together (`--names fast`) against plain presidio with the pattern rules alone.

    python -m benchmarks.whole [MEGABYTES]

Presidio has one PatternRecognizer for each of our exact patterns with its rule's cues as context words, a blank spaCy
pipeline, and its own context enhancer: the set-up of its documentation. It finds no names, addresses or phrases, checks
no digit and folds nothing. Speeds are CPU seconds of one process. Ends with 1 under six times its speed.
"""

from __future__ import annotations

import sys

import spacy
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.prose import corpus, measure
from scanner import app
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import load_rules
from scanner.model import Match

TIMES = 6.0


class BlankEngine(SpacyNlpEngine):  # type: ignore[misc]
    """spaCy's tokenizer for Kyrgyz alone; lemmas are the words in lower case, or presidio would find no context."""

    def __init__(self) -> None:
        super().__init__()
        pipeline = spacy.blank("ky")
        pipeline.add_pipe("lower_lemma")
        self.nlp = {"ky": pipeline}


@Language.component("lower_lemma")
def lower_lemma(doc: Doc) -> Doc:
    """Lemmas for presidio's enhancer."""
    for token in doc:
        token.lemma_ = token.lower_
    return doc


class Plain:
    """Presidio with our patterns."""

    def __init__(self) -> None:
        recognizers = [
            PatternRecognizer(
                supported_entity=f"P{number}",
                patterns=[Pattern(f"P{number}", exact.compiled.pattern, 0.5)],
                context=[cue.rstrip("*").lower() for cue in exact.detector.cues],
                supported_language="ky",
                global_regex_flags=0,
            )
            for number, exact in enumerate(ProseDetector(load_rules()).exacts)
        ]
        self.patterns = len(recognizers)
        self._engine = AnalyzerEngine(
            registry=RecognizerRegistry(recognizers=recognizers, supported_languages=["ky"]),
            nlp_engine=BlankEngine(),
            context_aware_enhancer=LemmaContextAwareEnhancer(),
            supported_languages=["ky"],
        )

    def find(self, text: str) -> list[Match]:
        """What it sees, by start."""
        return [Match("", found.start, found.end, found.score) for found in self._engine.analyze(text, language="ky")]


def main() -> int:
    """Prints the table."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    documents = corpus(int(megabytes * 1e6 / 1.7))
    size = sum(len(document.encode()) for document in documents) / 1e6
    plain = Plain()
    base, theirs = measure(plain.find, documents)
    ours, found = measure(app.text_detector(0.5).find, documents)
    print(f"{size:.1f} MB of UTF-8 in {len(documents)} documents")
    print(f"{'engine':<56}{'MB/s':>8}{'ratio':>8}{'found':>8}")
    name = f"presidio, {plain.patterns} patterns, blank spaCy, context"
    print(f"{name:<56}{size / base:>8.2f}{1:>8.1f}{sum(map(len, theirs)):>8}")
    print(
        f"{'scanner, all detectors, --names fast':<56}{size / ours:>8.2f}{base / ours:>8.1f}{sum(map(len, found)):>8}"
    )
    print(f"limit: {TIMES:g} times")
    return 0 if base / ours >= TIMES else 1


if __name__ == "__main__":
    sys.exit(main())

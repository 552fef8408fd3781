"""The clean form of a text, made once for all detectors that read the text one after another."""

from __future__ import annotations

from functools import lru_cache

from scanner.folding import Clean, clean, loose


@lru_cache(maxsize=1)
def cleaned(text: str) -> Clean:
    """`folding.clean`, remembered for the last text only: a longer memory would keep a scan's texts alive."""
    return clean(text)


@lru_cache(maxsize=1)
def folded(text: str) -> str:
    """`folding.loose` of a text's clean form, remembered for the last text only."""
    return loose(cleaned(text).text)

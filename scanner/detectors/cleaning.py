"""The clean form of a text, made once for all detectors that read the text one after another."""

from __future__ import annotations

from functools import lru_cache

from scanner.folding import Clean, clean


@lru_cache(maxsize=1)
def cleaned(text: str) -> Clean:
    """`folding.clean`, remembered for the last text only: a longer memory would keep a scan's texts alive."""
    return clean(text)

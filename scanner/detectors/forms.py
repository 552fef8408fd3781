"""Pieces that patterns of several rules share, by name: `{money}` stands for the one of `rules/terms/forms.yaml`."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from scanner import rulefiles
from scanner.detectors.validators import month_names

_NAMED = re.compile(r"\{([a-z_]+)\}")


class _Forms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    forms: dict[str, str]


@cache
def _forms() -> dict[str, str]:
    months = sorted({name for names in month_names() for name in names}, key=len, reverse=True)
    pieces = rulefiles.load(rulefiles.root() / "terms" / "forms.yaml", _Forms).forms
    return {"month": f"(?:{'|'.join(months)})", **pieces}


def spelt_out(pattern: str) -> str:
    """The pattern with every named piece in full; `{month}` is the beginning of a month's name in any language."""
    return _NAMED.sub(lambda name: _forms().get(name[1], name.group()), pattern)

"""The three languages: every sentence a person reads goes through `_` or `ngettext`.

The language is chosen once a process, before anything is printed: `--lang`, then SCANNER_LANG, then the
locale, then Kyrgyz. Source sentences are English; the catalogues are `scanner/locales/*/LC_MESSAGES/scanner.po`.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("ky", "ru", "en")
DOMAIN = "scanner"
_LOCALES = Path(__file__).parent / "locales"
_active = "en"


def choose(lang: str | None = None) -> str:
    """The language to speak: `lang` if it is one of ours, else the environment's, else Kyrgyz."""
    wishes = (lang, *(os.environ.get(name) for name in ("SCANNER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    for wish in wishes:
        code = (wish or "").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return code
    return "ky"


def activate(lang: str) -> None:
    """Makes `lang` the process's language."""
    global _active
    _active = lang
    # Libraries that speak through the standard library's gettext (the command line's) find their words here too.
    os.environ["LANGUAGE"] = lang
    _gettext.bindtextdomain(DOMAIN, str(_LOCALES))
    _gettext.textdomain(DOMAIN)


def active() -> str:
    """The process's language."""
    return _active


@cache
def catalogue(lang: str) -> _gettext.NullTranslations:
    """The catalogue of a language, for reports that are written in another one than the process speaks."""
    return _gettext.translation(DOMAIN, _LOCALES, [lang], fallback=True)


def _(message: str) -> str:
    return catalogue(_active).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a sentence that goes with `number`."""
    return catalogue(_active).ngettext(one, many, number)

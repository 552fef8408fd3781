"""What the page's template says in one language: texts, words of law, numbers, dates."""

from __future__ import annotations

import datetime as dt

from babel.numbers import format_decimal, format_percent

from scanner.i18n import LANGUAGES
from scanner.model import Reason, Status
from scanner.reports.html.coding import clause_text, each
from scanner.reports.html.tally import rank
from scanner.reports.html.texts import texts
from scanner.reports.interface import Legend
from scanner.reports.words import outcome, pick, reason
from scanner.verdicts import Words


class Voice:
    """One language's words. `t` holds the texts by key."""

    def __init__(self, lang: str, legend: Legend) -> None:
        self.lang = lang
        self.t = texts(lang) | {"group": format_decimal(1000, locale=lang)[1:-3]}
        self._legend = legend

    def number(self, value: float) -> str:
        """A number with its thousands apart, to one decimal at most."""
        return format_decimal(value, format="#,##0.#", locale=self.lang)

    def percent(self, share: float) -> str:
        """A share as a whole percentage."""
        return format_percent(share, locale=self.lang)

    def day(self, day: dt.date | dt.datetime | None) -> str:
        """A day as dd.MM.yyyy in all languages; a moment's day where the report is written."""
        if day is None:
            return ""
        return (day.astimezone() if isinstance(day, dt.datetime) else day).strftime("%d.%m.%Y")

    def say(self, words: Words) -> str:
        """Words of law or of the holder in this language."""
        return pick(words, self.lang)

    def category(self, code: str) -> str:
        """A category's name."""
        return self._named(self._legend.categories, code)

    def status(self, code: str) -> str:
        """A status's name."""
        return self._named(self._legend.statuses, code)

    def remedy(self, code: str) -> str:
        """What a remedy asks for."""
        return self._named(self._legend.remedies, code)

    def clause(self, number: str) -> str:
        """The full text of a clause; empty where the declaration has none of this number."""
        return clause_text(self._legend, number, self.lang)

    def tone(self, status: str) -> str:
        """How a status is drawn: grave, watch, fine. Its word always stands beside."""
        return "fine" if status == "declared" else "grave" if rank(status) < rank("due") else "watch"

    def outcome(self, status: Status) -> str:
        """What became of an item."""
        return outcome(status, self.lang)

    def became(self, status: Status, why: Reason | None) -> str:
        """An outcome with its reason."""
        return f"{self.outcome(status)}: {reason(why, self.lang)}" if why else self.outcome(status)

    def _named(self, words: dict[str, Words], code: str) -> str:
        return each(words, code)[LANGUAGES.index(self.lang)]

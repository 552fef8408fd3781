"""Fills the fields of sentences and tables: `{fio_gen2}` is the second person's full name in the genitive.

A digit at the end of a field's name chooses the person (the first without one), `_gen _dat _acc _ins _abl` the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from scanner.synthetic import near_misses, numbers
from scanner.synthetic.addresses import address
from scanner.synthetic.dirt import Habits
from scanner.synthetic.inflect import romanised
from scanner.synthetic.marked import Marked, fill, join, value
from scanner.synthetic.persons import Person, person

# fmt: off
_MONTHS: dict[str, tuple[str, ...]] = {
    "ky": ("январы", "февралы", "марты", "апрели", "майы", "июну",
           "июлу", "августу", "сентябры", "октябры", "ноябры", "декабры"),
    "ru": ("января", "февраля", "марта", "апреля", "мая", "июня",
           "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}
# fmt: on
_WORDS = {
    "post": ("башкы адис", "ведущий специалист", "бухгалтер", "юрист", "архивариус"),
    "unit": ("юридический отдел", "канцелярия", "кадр бөлүмү", "пресс-кызмат"),
    "topic": ("звонки", "утечка", "маалымат берүү", "видеокамера"),
    "company": ("ОсОО «Ак-Кеме Сервис»", "ЖЧК «Чолпон Транс»", "ОАО «Кайнар Пресс»", "ЧП «Эталон»"),
}


def _long_date(day: dt.date, lang: str) -> str:
    month = _MONTHS[lang][day.month - 1]
    forms = {"ky": f"{day.year}-жылдын {day.day}-{month}", "ru": f"{day.day} {month} {day.year}"}
    return forms.get(lang) or f"{day.day} {month} {day.year}"


@dataclass(slots=True)
class Clerk:
    """Writes one document. `lang` may change from part to part; persons are made up as they are asked for."""

    rng: Random
    lang: str
    date: dt.date
    habits: Habits
    people: dict[int, Person] = field(default_factory=dict)

    def write(self, template: str) -> Marked:
        """The template's text with its values."""
        return fill(template, self.field, self.habits.words)

    def field(self, name: str) -> Marked:
        """One field. Raises KeyError where there is none of that name."""
        if name in _WORDS:
            return Marked(self.rng.choice(_WORDS[name]))
        if name in _NEUTRAL:
            return _NEUTRAL[name](self)
        if name in near_misses.FIELDS:
            return near_misses.FIELDS[name](self.rng, self.lang)
        base, which = (name[:-1], int(name[-1])) if name[-1].isdigit() else (name, 1)
        if base.startswith("fio"):
            return self._spelt(self.person(which).full_name(self.lang, case=base[4:]))
        return _PERSONAL[base](self, self.person(which))

    def person(self, which: int) -> Person:
        """The document's first, second … person."""
        if which not in self.people:
            self.people[which] = person(self.rng)
        return self.people[which]

    def next_row(self) -> None:
        """Forgets the persons: the next field speaks of others."""
        self.people.clear()

    def contradict(self, years: int) -> None:
        """Makes the first person's birth date another than the PIN says."""
        first = self.person(1)
        self.people[1] = replace(first, born=first.born + dt.timedelta(days=366 * years))

    def _spelt(self, text: Marked) -> Marked:
        return text.respelt(self.habits.name)

    def name_part(self, who: Person, part: str) -> Marked:
        """One name part as this clerk spells it."""
        return self._spelt(who.part(part))

    def short(self, who: Person, initials_first: bool) -> Marked:
        """Surname and initials as this clerk spells them."""
        return self._spelt(who.short_name(self.lang, initials_first))

    def polite(self, who: Person) -> Marked:
        """Given name and patronymic, as one addresses somebody; `X уулу` would be a surname there."""
        if " " in who.patronymic or not who.patronymic:
            return self._spelt(who.full_name(self.lang))
        return self._spelt(join(" ", (who.part("given_name"), who.part("patronymic"))))

    def address(self, who: Person) -> Marked:
        """The person's address as this clerk spells it."""
        return self._spelt(address(self.rng, who, self.lang))

    def born(self, who: Person) -> Marked:
        """The birth date in one of the language's forms."""
        form = self.rng.choice(("%d.%m.%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", ""))
        text = format(who.born, form) if form else _long_date(who.born, self.lang)
        return value("birth_date", text)

    def passport(self, who: Person) -> Marked:
        """Series and number, together or apart."""
        text = who.passport[:2] + self.rng.choice(("", "", " ")) + who.passport[2:]
        return value("passport", self.habits.passport(text), "number")

    def day(self) -> str:
        """The document's date as clerks put it at the top."""
        return self.rng.choice((format(self.date, "%d.%m.%Y"), _long_date(self.date, self.lang)))


def _order(clerk: Clerk) -> Marked:
    return Marked(str(clerk.rng.randrange(2, 400)))


def _amount(clerk: Clerk) -> Marked:
    return Marked(f"{clerk.rng.randrange(40, 900) * 100:,} сом".replace(",", " "))


def _journal_day(clerk: Clerk) -> Marked:
    return Marked(format(clerk.date - dt.timedelta(days=clerk.rng.randrange(25)), "%Y-%m-%d"))


_NEUTRAL: dict[str, Callable[[Clerk], Marked]] = {
    "date": lambda clerk: Marked(clerk.day()),
    "year": lambda clerk: Marked(str(clerk.date.year)),
    "n": _order,
    "number": _order,
    "sum": _amount,
    "pay": lambda clerk: Marked(str(clerk.rng.randrange(180, 900) * 100)),
    "day": _journal_day,
}

_PERSONAL: dict[str, Callable[[Clerk, Person], Marked]] = {
    "short": lambda clerk, who: clerk.short(who, initials_first=False),
    "initials": lambda clerk, who: clerk.short(who, initials_first=True),
    "surname": lambda clerk, who: clerk.name_part(who, "surname"),
    "given": lambda clerk, who: clerk.name_part(who, "given_name"),
    "patronymic": lambda clerk, who: clerk.name_part(who, "patronymic"),
    "polite": lambda clerk, who: clerk.polite(who),
    "pin": lambda _clerk, who: value("pin", who.pin),
    "passport": lambda clerk, who: clerk.passport(who),
    "issuer": lambda clerk, who: value("passport", f"{clerk.rng.choice(('МКК', 'MKK'))} {who.issuer}", "issuer"),
    "issued": lambda _clerk, who: value("passport", format(who.issued, "%d.%m.%Y"), "issue_date"),
    "mobile": lambda _clerk, who: value("phone", f"0{who.phone}"),
    "surname_latin": lambda _clerk, who: value("surname", romanised(who.surname)),
    "phone": lambda clerk, who: value("phone", numbers.written_phone(clerk.rng, who.phone)),
    "email": lambda _clerk, who: value("email", who.email),
    "account": lambda _clerk, who: value("current_account", who.account),
    "born": lambda clerk, who: clerk.born(who),
    "born_iso": lambda _clerk, who: value("birth_date", who.born.isoformat()),
    "born_dots": lambda _clerk, who: value("birth_date", format(who.born, "%d.%m.%Y")),
    "address": lambda clerk, who: clerk.address(who),
}

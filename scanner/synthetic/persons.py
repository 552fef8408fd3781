"""Persons who do not exist: names combined at random, numbers that follow the rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from scanner.model import NAMES
from scanner.synthetic import numbers
from scanner.synthetic.inflect import kyrgyz, romanised, russian
from scanner.synthetic.marked import Marked, join, value
from scanner.synthetic.vocabulary import names, places

_MAIL_HOSTS = ("example.com", "example.org", "mail.example.kg", "post.example.net")
_EPOCH = dt.date(1958, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person. `patronymic` is empty where `surname` is `X уулу` or `X кызы`."""

    female: bool
    surname: str
    given_name: str
    patronymic: str
    born: dt.date
    pin: str
    passport: str
    issuer: str
    issued: dt.date
    phone: str  # nine national digits
    email: str
    account: str
    city: tuple[str, str] | None  # (ky, ru); else a village of `district`
    district: tuple[str, str, str, str]  # region ky, ru, district ky, ru
    village: str
    street: str
    house: int
    flat: int  # 0: a house of its own

    def parts(self) -> list[tuple[str, str]]:
        """(category, word) of the name's parts in the order of documents."""
        words = (self.surname, self.given_name, self.patronymic)
        return [(part, word) for part, word in zip(NAMES, words, strict=True) if word]

    def full_name(self, lang: str = "ky", case: str = "") -> Marked:
        """Surname, given name, patronymic, in a case of the language (`gen dat acc`, ru `ins`, ky `abl`) or none."""
        parts = self.parts()
        if lang == "en":
            parts = [(part, romanised(word)) for part, word in parts]
        elif case and lang == "ru":
            parts = [(part, russian(part, word, self.female, case)) for part, word in parts]
        elif case:
            parts[-1] = (parts[-1][0], kyrgyz(parts[-1][1], case))
        return join(" ", (value(part, word) for part, word in parts))

    def short_name(self, lang: str = "ky", initials_first: bool = False) -> Marked:
        """Surname and initials."""
        parts = [(part, romanised(word) if lang == "en" else word) for part, word in self.parts()]
        surname = value(*parts[0])
        initials = join(" ", (value(part, f"{word[0]}.") for part, word in parts[1:]))
        return join(" ", (initials, surname) if initials_first else (surname, initials))

    def part(self, name: str) -> Marked:
        """One part of the name; nothing where the person has none."""
        word = dict(self.parts()).get(name)
        return value(name, word) if word else Marked()


def _patronymic(father: str, female: bool, kyrgyz_form: bool) -> str:
    if kyrgyz_form:
        return f"{father} {'кызы' if female else 'уулу'}"
    soft = father[-1] in "йь"
    stem = father[:-1] if soft else father
    return stem + ("е" if soft else "о") + ("вна" if female else "вич")


def _name(rng: Random, female: bool) -> tuple[str, str, str]:
    people = names().russian if rng.random() < 0.15 else names().kyrgyz
    given = rng.choice(people.female if female else people.male)
    father = rng.choice([name for name in people.male if name[-1] not in "аиоуэя"])
    surname = rng.choice(people.surnames) + ("а" if female else "")
    form = rng.random()
    if people is names().kyrgyz and form < 0.12:
        return _patronymic(father, female, kyrgyz_form=True), given, ""
    return surname, given, _patronymic(father, female, people is names().kyrgyz and form < 0.4)


def _email(rng: Random, surname: str, given: str, born: dt.date) -> str:
    last = romanised(surname.split()[0]).lower()
    first = romanised(given).lower()
    host = "demo.gov.kg" if rng.random() < 0.3 else rng.choice(_MAIL_HOSTS)
    form = rng.choice(("{1}.{0}", "{0}_{1}{2}", "{3}.{0}{2}", "{0}{4}"))
    return f"{form.format(last, first, born.year % 100, first[0], rng.randrange(100, 999))}@{host}"


def person(rng: Random) -> Person:
    """A new person, of working age in 2026."""
    female = rng.random() < 0.5
    surname, given, patronymic = _name(rng, female)
    born = _EPOCH + dt.timedelta(days=rng.randrange(46 * 365))
    *district, villages = rng.choice(places().districts)
    return Person(
        female=female,
        surname=surname,
        given_name=given,
        patronymic=patronymic,
        born=born,
        pin=numbers.pin(rng, female, born),
        passport=numbers.passport(rng),
        issuer=rng.choice(numbers.ISSUERS),
        issued=dt.date(2017, 6, 1) + dt.timedelta(days=rng.randrange(2500)),
        phone=numbers.mobile(rng),
        email=_email(rng, surname, given, born),
        account=numbers.account(rng),
        city=rng.choice(places().cities) if rng.random() < 0.6 else None,
        district=(district[0], district[1], district[2], district[3]),
        village=rng.choice(villages),
        street=rng.choice(places().streets),
        house=rng.randrange(1, 220),
        flat=rng.choice((0, 0, rng.randrange(1, 90))),
    )

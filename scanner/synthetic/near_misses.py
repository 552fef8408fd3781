"""What only looks like personal data: numbers, codes, dates and names that are no person's.

Each value is a span whose category starts with `~`, so that a share knows how many it holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from scanner.synthetic import numbers
from scanner.synthetic.addresses import office
from scanner.synthetic.marked import Marked, value


def _past_date(rng: Random, _lang: str) -> Marked:
    day = dt.date(2016, 1, 1) + dt.timedelta(days=rng.randrange(3900))
    return value("~date", format(day, rng.choice(("%d.%m.%Y", "%Y-%m-%d"))))


def _product(rng: Random, _lang: str) -> Marked:
    return value("~product", rng.choice(("CF", "TK", "HP", "LX", "QR")) + numbers.digits(rng, 7))


def _contract(rng: Random, _lang: str) -> Marked:
    return value("~contract", f"{rng.choice('КПУ')}-{rng.randrange(10, 99)}/{numbers.digits(rng, 6)}")


def _licence(rng: Random, _lang: str) -> Marked:
    return value("~licence", f"LS{numbers.digits(rng, 8)}")


def _budget(rng: Random, _lang: str) -> Marked:
    return value("~budget", f"{rng.randrange(10, 900)} {numbers.digits(rng, 3)} {numbers.digits(rng, 3)},00")


def _ip(rng: Random, _lang: str) -> Marked:
    return value("~ip", f"10.{'.'.join(str(rng.randrange(1, 255)) for _ in range(3))}")


def _version(rng: Random, _lang: str) -> Marked:
    return value("~version", f"{rng.randrange(1, 30)}.{rng.randrange(1, 13)}.{rng.randrange(2015, 2027)}")


def _school(rng: Random, lang: str) -> Marked:
    namesake = rng.choice(("Токтогул Сатылганов", "Алыкул Осмонов", "Чынгыз Айтматов", "Касым Тыныстанов"))
    number = rng.randrange(2, 96)
    forms = {"ky": f"{namesake} атындагы № {number} мектеп", "ru": f"школа № {number} имени «{namesake}»"}
    return value("~named_place", forms.get(lang) or f"school No. {number}")


FIELDS: dict[str, Callable[[Random, str], Marked]] = {
    "pastdate": _past_date,
    "stamp": lambda rng, _lang: value("~timestamp", numbers.timestamp(rng)),
    "order14": lambda rng, _lang: value("~order_number", numbers.order_number(rng)),
    "invoice16": lambda rng, _lang: value("~treasury_number", numbers.not_an_account(rng)),
    "orginn": lambda rng, _lang: value("~org_inn", numbers.org_inn(rng)),
    "room": lambda rng, _lang: value("~room", f"{rng.choice('ABEFK')}{rng.randrange(10, 60)}"),
    "product": _product,
    "contract": _contract,
    "licence": _licence,
    "budget": _budget,
    "ip": _ip,
    "version": _version,
    "isbn": lambda rng, _lang: value("~isbn", numbers.isbn(rng)),
    "office": office,
    "school": _school,
}
"""Field names of templates and what they make in a language."""

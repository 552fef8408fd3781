"""A person's address in the forms that clerks write, and addresses of organisations, which are no one's."""

from __future__ import annotations

from random import Random

from scanner.synthetic.inflect import romanised
from scanner.synthetic.marked import Marked, value
from scanner.synthetic.persons import Person
from scanner.synthetic.vocabulary import places

_KY_CITY = (
    "{city} ш., {street} көч., {house}",
    "{city} шаары, {street} көчөсү, {house}",
    "{city} ш. {street} к. {house}",
)
_KY_VILLAGE = (
    "{region} облусу, {district} району, {village} айылы, {street} көчөсү, {house}",
    "{region} обл., {district} р-ну, {village} а., {street} к., {house}",
    "{village} айылы, {street} көчөсү, {house}",
)
_RU_CITY = (
    "г. {city}, ул. {street}, {house}",
    "г.{city}, ул.{street}, д. {house}",
    "город {city}, улица {street}, дом {house}",
)
_RU_VILLAGE = (
    "{region} обл., {district} р-н, с. {village}, ул. {street}, д. {house}",
    "{region} область, {district} район, село {village}, ул. {street}, {house}",
    "с. {village}, ул. {street}, {house}",
)
_EN_CITY = ("{house} {street} Street, {city}", "{city}, {street} St. {house}")
_EN_VILLAGE = ("{village} village, {street} street {house}, {district} district",)
_FLATS = {"ky": (", {flat}-батир", ", бат. {flat}"), "ru": (", кв. {flat}", ", кв.{flat}"), "en": (", apt. {flat}",)}
_FORMS = {"ky": (_KY_CITY, _KY_VILLAGE), "ru": (_RU_CITY, _RU_VILLAGE), "en": (_EN_CITY, _EN_VILLAGE)}


def address(rng: Random, person: Person, lang: str) -> Marked:
    """Where the person lives, in one of the language's forms."""
    in_russian = lang == "ru"
    city_forms, village_forms = _FORMS[lang]
    form = rng.choice(city_forms if person.city else village_forms)
    if person.flat and person.city:
        form += rng.choice(_FLATS[lang])
    region, district = person.district[in_russian], person.district[2 + in_russian]
    text = form.format(
        city=person.city[in_russian] if person.city else "",
        region=region,
        district=district,
        village=person.village,
        street=person.street,
        house=person.house,
        flat=person.flat,
    )
    return value("address", romanised(text) if lang == "en" else text)


def office(rng: Random, lang: str) -> Marked:
    """An organisation's address: a near miss."""
    street, house = rng.choice(places().streets), rng.randrange(1, 200)
    city = rng.choice(places().cities)
    forms = {"ky": f"{city[0]} ш., {street} көчөсү, {house}", "ru": f"г. {city[1]}, ул. {street}, {house}"}
    text = forms.get(lang) or romanised(f"{house} {street} Street, {city[0]}")
    return value("~office", text)

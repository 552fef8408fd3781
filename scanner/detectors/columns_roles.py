"""What each column of a table is taken for: by its name, by its values, by what stands beside it.

A name decides where it says enough; what it leaves open is decided by the values of the first batch. What is personal
only of somebody (a post, an amount, an illness) needs a column that says who: a name, a PIN, a passport, a birth date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scanner.detectors import columns_places as places
from scanner.detectors import columns_values as values
from scanner.detectors.columns_beside import by_neighbours, nameless_parts, number_persons
from scanner.detectors.columns_cells import CellReader
from scanner.detectors.columns_column import (
    AMOUNTS,
    BIRTHS,
    FEW_NAMELESS,
    HALF,
    PERSONAL,
    SOME,
    SURE_SHARE,
    Column,
    Samples,
)
from scanner.detectors.columns_money import money
from scanner.detectors.columns_nameless import CRYPTIC_SHARE, addresses, birth_by_values, births, single
from scanner.detectors.columns_names import column_words, names_things
from scanner.detectors.columns_owners import bar, of_firms
from scanner.detectors.columns_terms import holds, is_cryptic, said
from scanner.detectors.headers import Claim, parts, words
from scanner.detectors.rules import Rules
from scanner.model import NAMES, Row

_FAMILIES = (frozenset({"position", "profession"}), frozenset({"income", "pay", "salary"}), BIRTHS, frozenset(NAMES))
_VOUCHING_SHARE = 0.25  # of a nameless column's passports or plates, to be known without a label
_DECISIVE = 0.77  # strength of a header that needs no support from values
_NAME_LENGTH = 60  # characters of a cell that names somebody
# Categories that a column with no telling name is tried for. A label would make a passport of any article number;
# a phone and a name need one, and then a phone must be a whole national number, and a name one that is known.
_BY_VALUE = ("pin", "passport", "current_account", "phone", "email", "payment_card", "vehicle_plate")
_LABELLED = {"phone": 9, "surname": 2, "given_name": 2}  # with the fewest characters
_OWN_EVIDENCE = {"surname": "ending", "given_name": "list"}  # what tells a name's parts apart, with no header to say
_PATRONYMIC = re.compile(r"^[^\W\d_]+(?:[ое]вич|[ое]вна|ична|[oe]vich|[oe]vna|ichna|\s(?:уулу|кызы|uulu|kyzy))$", re.I)
_DIGIT = re.compile(r"\d")
_PAID = frozenset({"pay", "salary", "insurance_contrib"})
_OF_LIVES = frozenset({"marital_status", "military_rank", "birth_place", "health", "religion_philosophy"})
# What may head the names of those who are it.
_SAID_OF_PEOPLE = frozenset({"political", "position", "profession", "marital_status", "military_rank", "class_rank"})


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Decides what columns are taken for."""

    cells: CellReader
    rules: Rules

    def settle(self, columns: list[Column], samples: Samples, rows: Sequence[Row]) -> None:
        """Gives the columns their roles, from their names and samples of their values. `rows` are the first rows,
        cells side by side."""
        for column in columns:
            self._by_name(column, samples[column.index])
        self._name_parts(columns, samples)
        by_neighbours(columns, samples)
        for column in columns:
            if not column.roles:
                self._by_label(column, samples[column.index])
            if not column.roles:
                self._by_number(column, samples[column.index])
        self._beside_surnames(columns, samples)
        persons = self._of_persons(columns, samples)
        if persons:
            self._by_values(columns, samples, rows)
            money(columns, samples, rows)
            self._transfers(columns, samples)
            self._trades(columns, samples)
        bar(columns, samples, self.rules.of_somebody, persons=persons)
        number_persons(columns)

    # --- by name ---------------------------------------------------------------------------------------------------

    def _by_name(self, column: Column, sample: list[str]) -> None:
        listed = parts(column.name) > 1
        roles: list[str] = []
        for claim in self.rules.index.claims(column.name):
            if roles and not (listed and claim.strength >= _DECISIVE):
                break
            family = next((family for family in _FAMILIES if claim.category in family), {claim.category})
            of_school = claim.category == "profession" and "education" in roles  # `Образование, специальность`
            if not of_school and not family & set(roles) and self._fits(claim, sample):
                roles.append(claim.category)
        roles = [birth_by_values(role, sample) if role in BIRTHS else role for role in roles]
        if roles and self._of_people(roles[0], sample):
            roles = ["surname"]
        column.roles, column.by_header = tuple(roles), bool(roles)
        if not roles and self.rules.index.claims(column.name):
            column.label = ""  # its values are not what it says: before them it would be a false cue
        if not roles:
            column.ruled_out = self.rules.of_somebody & self.rules.index.excluded(column.name).keys()

    def _fits(self, claim: Claim, sample: list[str]) -> bool:
        """Whether the values may be what the name says; if it says little, whether they say so themselves."""
        if not sample:
            return True
        category, cells = claim.category, sample
        if not values.plausible(category, cells):
            return False
        weak = said(claim.phrase, "weak")
        if claim.strength >= _DECISIVE and not weak:
            return True
        rule = next((rule for rule in self.rules.detectors if rule.category == category), None)
        if rule is not None and rule.engine == "phrases":
            return category == "birth_place" or values.vocabulary(self.rules, cells, headed=True)[category] >= SOME
        if category in AMOUNTS or category in ("years_worked", "qualification_cert", *BIRTHS):
            return not weak
        if category == "address":
            return values.share(cells, (places.place_marks(cell) > 0 for cell in cells)) >= HALF
        if category == "payment_card" and values.cards(cells) >= SURE_SHARE:
            return True
        return self.share(cells, category, labelled=True) >= SURE_SHARE

    def _of_people(self, category: str, sample: list[str]) -> bool:
        """Whether a column is full names, whatever they are said to be: `Член партии`, `Атасы`."""
        patronymics = values.share(sample, (bool(_PATRONYMIC.search(cell)) for cell in sample))
        if category == "patronymic":
            asked = patronymics < SOME
        else:
            asked = category in _SAID_OF_PEOPLE and values.vocabulary(self.rules, sample, headed=True)[category] < SOME
        several = asked and values.share(sample, (len(cell.split()) > 1 for cell in sample)) >= SURE_SHARE
        return several and self.cells.names(sample, "") >= SURE_SHARE

    def _name_parts(self, columns: list[Column], samples: Samples) -> None:
        """`Аты` and `name` head names of things too: there the values must be names."""
        named = any(column.category in ("surname", "patronymic") for column in columns)
        for column in columns:
            sample = samples[column.index]
            doubtful = column.category == "given_name" and not named and names_things(column.name)
            if doubtful and sample and self.share(sample, "given_name") < HALF:
                column.roles, column.by_header, column.label = (), False, ""
        if any(column.category == "surname" for column in columns):
            self._beside_surnames(columns, samples)

    def _beside_surnames(self, columns: list[Column], samples: Samples) -> None:
        """`name` says little by itself; beside a surname it is a given name if half of its values are known."""
        if not any(column.category == "surname" for column in columns):
            return
        for column in columns:
            sample = samples[column.index]
            if column.roles or len(sample) < FEW_NAMELESS or values.worded(sample) < SURE_SHARE:
                continue
            if values.share(sample, (len(cell.split()) < 3 for cell in sample)) >= SURE_SHARE:
                category = next((name for name in NAMES[1:] if self.share(sample, name) >= HALF), None)
                column.roles = (category,) if category else ()

    # --- by values -------------------------------------------------------------------------------------------------

    def _by_label(self, column: Column, sample: list[str]) -> None:
        """Amounts of which each cell says what it is: `премия 7000`."""
        label = values.spoken(sample) if len(sample) >= FEW_NAMELESS else ""
        claims = self.rules.index.claims(label) if label else ()
        if (
            claims
            and claims[0].category in AMOUNTS
            and claims[0].strength >= _DECISIVE
            and self._fits(claims[0], sample)
        ):
            column.roles = (claims[0].category,)

    def _by_number(self, column: Column, sample: list[str]) -> None:
        """Numbers that tell what they are by form and check digit, and names that are known."""
        if len(sample) < FEW_NAMELESS:
            return
        barred = self.rules.index.excluded(column.name)
        found = self.cells.whole(sample, "")
        shares = {category: found[category] / len(sample) for category in _BY_VALUE}
        if values.share(sample, (bool(_DIGIT.search(cell)) for cell in sample)) >= SURE_SHARE:
            shares["phone"] = self.share(sample, "phone")
        if values.worded(sample) >= SURE_SHARE:
            shares |= {category: self.share(sample, category) for category in NAMES[:2]}
            if values.share(sample, (bool(_PATRONYMIC.search(cell)) for cell in sample)) >= SURE_SHARE:
                shares["patronymic"] = 2.0  # its endings are a surname's too
        # Some of its series speak for themselves; then the others (`AC 1234567`) do so too.
        for category in ("passport", "vehicle_plate"):
            if shares[category] >= _VOUCHING_SHARE and self.share(sample, category, labelled=True) >= SURE_SHARE:
                shares[category] = 1.0
        category = max(shares, key=lambda each: shares[each])
        if shares[category] >= SURE_SHARE and category not in barred:
            column.roles = (category,)
        elif shares.get("surname", 0.0) < SURE_SHARE and self._full_names(column, sample):
            column.roles = ("surname",)

    def _full_names(self, column: Column, sample: list[str]) -> bool:
        """Whether a column holds full names, under a name that speaks of persons or under none."""
        if values.share(sample, (len(cell.split()) > 1 for cell in sample)) < HALF:
            return False
        named = holds(column.name, "persons")
        if not named and not is_cryptic(column.name):
            return False
        shares = self.cells.names(sample, self.rules.label("surname"))
        return shares >= SURE_SHARE and self.cells.names(sample, "") >= (SOME if named else CRYPTIC_SHARE)

    def _of_persons(self, columns: list[Column], samples: Samples) -> bool:
        """Whether a column says who a row speaks of."""
        _, person = column_words()
        for column in columns:
            sample = samples[column.index]
            if set(column.roles) & PERSONAL and not of_firms(sample):
                return True
            if set(words(column.name)) & person or holds(column.name, "persons"):
                return True
            short = [cell for cell in sample if len(cell) < _NAME_LENGTH]
            worded = not column.roles and 2 * len(short) > len(sample) and values.worded(sample) >= HALF
            if worded and self.cells.names(sample, "") >= HALF:
                return True
        return False

    def _by_values(self, columns: list[Column], samples: Samples, rows: Sequence[Row]) -> None:
        """What the values of columns with no telling name are, in a table of persons."""
        open_columns = [column for column in columns if not column.roles and len(samples[column.index]) >= FEW_NAMELESS]
        births(columns, open_columns, samples, rows)
        nameless_parts(columns, samples)
        nameless = [column for column in open_columns if not column.roles and is_cryptic(column.name)]
        addresses(columns, nameless, samples, SURE_SHARE)
        for column in open_columns:
            if not column.roles:
                barred = self.rules.index.excluded(column.name)
                category = self._of_person(column, samples[column.index])
                if category and category not in barred:
                    column.roles = (category,)
        single(columns, samples)
        addresses(columns, [column for column in nameless if not column.roles], samples, CRYPTIC_SHARE)

    def _transfers(self, columns: list[Column], samples: Samples) -> None:
        """Beside accounts or cards of persons, sums that nothing else tells of are paid to them."""
        held = {role for column in columns for role in column.roles}
        if held & AMOUNTS or not held & {"payment_card", "current_account"}:
            return
        for column in columns:
            sample, told = samples[column.index], said(column.name, "transfer")
            if column.roles or len(sample) < FEW_NAMELESS or not (told or is_cryptic(column.name)):
                continue
            if (values.amounts if told else values.sums)(sample) >= SURE_SHARE and "pay" not in column.ruled_out:
                column.roles, column.by_header = ("pay",), told
                return

    def _trades(self, columns: list[Column], samples: Samples) -> None:
        """Nameless posts that are trades as well, in a list of persons where nothing else speaks of work; and trades of
        a payroll, which are posts."""
        held = {role for column in columns for role in column.roles}
        for column in columns:
            if column.category == "profession" and not column.by_header and held & _PAID and "position" not in held:
                column.roles = ("position",)
        if held & (AMOUNTS | {"class_rank", "years_worked", "profession"}) or not held & _OF_LIVES:
            return
        for column in columns:
            if column.category == "position" and not column.by_header:
                shares = values.vocabulary(self.rules, samples[column.index])
                if shares["profession"] >= shares["position"]:
                    column.roles = ("profession",)

    def _of_person(self, column: Column, sample: list[str]) -> str | None:
        cryptic = is_cryptic(column.name)
        sound, dotted = values.codes(sample)
        if sound >= SURE_SHARE and dotted >= SOME:
            return "disease_code"
        if cryptic and values.cards(sample) >= SURE_SHARE:
            return "payment_card"
        if cryptic and values.services(sample) >= SURE_SHARE:
            return "years_worked"
        if values.worded(sample) >= CRYPTIC_SHARE:
            shares = values.vocabulary(self.rules, sample)
            category, share = max(
                shares.items(), key=lambda pair: (pair[1], pair[0] == "position", pair[0]), default=("", 0.0)
            )
            if share >= (CRYPTIC_SHARE if cryptic else SURE_SHARE):
                return category
        return None

    def share(self, sample: list[str], category: str, *, labelled: bool = False) -> float:
        """The share of the sample's cells that are such a value and nothing else, by their own evidence."""
        labelled = labelled or category in _LABELLED
        label = self.rules.label(category) if labelled else ""
        found = self.cells.whole(sample, label, _LABELLED.get(category, 1), _OWN_EVIDENCE)
        return found[category] / len(sample)

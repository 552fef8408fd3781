"""A made-up office's scan, as large as a test wants it: what the page is looked at and timed with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.model import Evidence, Facts, Finding, Item, ItemKind, Outcome, Place, Reason, Status
from scanner.reports.interface import ArrayTotals, Legend
from scanner.verdicts import Assessed, RowCount, StoredFinding, StoredItem, Verdict, Words
from tests.reports.sample import SCAN, STARTED, Sample, assessed, words

TARGET = "/mnt/jalpy_disk"
FOLDERS = (
    "Кадрлар бөлүмү/2019-жылдын буйруктары жана өздүк иштер/Жумуштан бошотулган кызматкерлер",
    "Бухгалтерия/Айлык акы/2023",
    "Жарандардын кайрылуулары/Кирген каттар/2021-жыл/Ысык-Көл облусу",
    "Обмен/Временная папка (удалить!)/Айгүл",
    "Келүүчүлөрдүн журналы",
    "Архив/Старый сервер/Рабочий стол/Новая папка (2)/документы на подпись",
)
NAMES = ("буйрук № {n}.docx", "Ведомость {n}.xlsx", "жооп_{n}.pdf", "список {n}.csv", "backup{n}.zip!анкета.docx")
ARRAYS = {
    "hr": ("Кызматкерлердин өздүк иштери", "Личные дела работников", "Personnel files"),
    "payroll": ("Эмгек акы төлөө", "Расчёт заработной платы", "Payroll"),
    "appeals": ("Жарандардын кайрылуулары", "Обращения граждан", "Citizens' applications"),
}
CATEGORIES = {
    "pin": (
        "жеке идентификациялык номер",
        "персональный идентификационный номер (ПИН)",
        "personal identification number",
    ),
    "surname": ("фамилиясы", "фамилия", "surname"),
    "phone": ("телефон номери", "номер телефона", "telephone number"),
    "passport": ("паспорттук маалыматтар", "паспортные данные", "passport data"),
    "address": ("жашаган дареги", "адрес проживания", "address of residence"),
    "health": ("медициналык мүнөздөгү маалыматтар", "сведения медицинского характера", "medical information"),
    "photo_3x4": ("3х4-сүрөт", "фотография 3х4", "3x4 photograph"),
}
STATUSES = {
    "declared": ("жарыяланган", "заявлено", "declared"),
    "excess": ("ашыкча", "избыточно", "excess"),
    "undeclared": ("жарыяланбаган", "не заявлено", "not declared"),
    "special": ("атайын категория, актысы жок", "особая категория без акта", "special category without an act"),
    "unregistered": ("массиви аныкталган эмес", "массив не определён", "no array"),
    "due": ("жок кылынууга тийиш", "подлежит уничтожению", "to be destroyed"),
    "overdue": ("жок кылуу мөөнөтү өткөн", "уничтожение просрочено", "destruction overdue"),
    "stale": ("мөөнөтү өткөн окшойт", "срок, вероятно, истёк", "term probably over"),
    "inaccurate": ("карама-каршы, текшерүү керек", "противоречит, проверить", "contradicts itself"),
}
REMEDIES = {
    "destroy": ("жок кылуу", "уничтожить", "destroy"),
    "declare": ("жарыялоо", "заявить", "declare"),
    "stop": ("иштеп чыгууну токтотуу", "прекратить обработку", "stop processing"),
    "register": ("массивди каттоо", "зарегистрировать массив", "register the array"),
    "confirm": ("ырастоо", "подтвердить", "confirm"),
    "update": ("актуалдаштыруу", "актуализировать", "update"),
}
CLAUSES = {
    "8": "Кармоочу иштетилүүчү жеке маалыматтардын мазмунунун жана көлөмүнүн иштетүүнүн белгиленген максаттарына "
    "ылайык келишин камсыз кылат жана зарыл болгон учурда алардын ашыкча болушун жоюу боюнча чараларды көрөт.",
    "9": "Жеке маалыматтардын атайын категорияларын иштеп чыгуу ченемдик укуктук актылардын негизинде гана иштетилет.",
    "10": "Жеке маалыматтардын тизмектери кармоочу тарабынан бекитүү жана кабарлоо менен кайра каралышы мүмкүн.",
    "21": "Анык эместиги ырасталса, маалыматтар актуалдаштырылууга, бөгөттөлүүгө же жок кылынууга тийиш.",
    "25": "Сактоо мөөнөтү аяктагандан кийин алар эки жуманын ичинде жок кылынууга тийиш.",
}
RULES = {  # status: clause, remedy
    "declared": ("7", "none"),
    "excess": ("8", "destroy"),
    "undeclared": ("10", "declare"),
    "special": ("9", "stop"),
    "unregistered": ("10", "register"),
    "due": ("25", "destroy"),
    "overdue": ("25", "destroy"),
    "stale": ("20", "confirm"),
    "inaccurate": ("21", "update"),
}
MIXES = (
    ("declared",), ("declared",), ("declared", "overdue"), ("excess",), ("unregistered",), ("undeclared",),
    ("unregistered", "undeclared"), ("declared", "due"), ("special",), ("declared", "stale"), ("inaccurate",), (),
)  # fmt: skip

MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&"
HOSTILE = MARKUP + "\n\u202e\x1b\udcff"
"""What wants to act on a page, and what wants to hide in it."""


def three(words: tuple[str, str, str]) -> Words:
    """A word in Kyrgyz, Russian, English."""
    return dict(zip(("ky", "ru", "en"), words, strict=True))


LEGEND = Legend(
    holder=three(
        (
            "Кыргыз Республикасынын Министрлер Кабинетине караштуу "
            "Жеке маалыматтарды коргоо боюнча мамлекеттик агенттик",
            "Государственное агентство по защите персональных данных при Кабинете Министров Кыргызской Республики",
            "State Personal Data Protection Agency under the Cabinet of Ministers of the Kyrgyz Republic",
        )
    ),
    declaration="14.07.2026",
    approved=False,
    categories={code: three(words) for code, words in CATEGORIES.items()},
    statuses={code: three(words) for code, words in STATUSES.items()},
    clauses={number: three((text, f"[ru] {text}", f"[en] {text}")) for number, text in CLAUSES.items()},
    remedies={code: three(words) for code, words in REMEDIES.items()},
)


def stored(number: int) -> StoredItem:
    """The item of this number: the same in every run."""
    name = f"{FOLDERS[number % len(FOLDERS)]}/{NAMES[number % len(NAMES)].format(n=number)}"
    item = Item(TARGET, name, size=20_000, modified=STARTED, owner="a.asanova")
    return StoredItem(number, item, Outcome(Status.SCANNED), Facts(persons=number % 40 + 1, bytes_read=20_000))


def verdict(status: str, category: str, number: int) -> Verdict:
    """A verdict with a reason as the policy room words it."""
    clause, remedy = RULES[status]
    day = dt.date(2026, 9, 1) + dt.timedelta(days=number % 60)
    reason = three(
        (
            f"«{CATEGORIES[category][0]}»: {STATUSES[status][0]}.",
            f"«{CATEGORIES[category][1]}»: {STATUSES[status][1]}.",
            f"“{CATEGORIES[category][2]}”: {STATUSES[status][2]}.",
        )
    )
    timed = status in ("due", "overdue")
    rows = RowCount(4, 7, 1200) if timed and number % 4 else None
    preliminary = status in ("excess", "declared", "stale")
    return Verdict(status, clause, remedy, preliminary, reason, "column:closed_at", day if timed else None, rows)


def finding(number: int, places: int = 2) -> Assessed:
    """The finding of this number. Three findings share an item."""
    category = tuple(CATEGORIES)[number % len(CATEGORIES)]
    statuses = MIXES[number * 5 % len(MIXES)]
    why = (Evidence("check_digit"), Evidence("cue", "ПИН"), Evidence("share", "97 %"))
    seen = tuple(
        Place((("sheet", "Кадрлар"), ("cell", f"B{number % 900 + at}")), "2••••••••••345", why, 0.97)
        for at in range(places)
    )
    found = Finding(category, number * 7 % 900 + 1, number * 7 % 300 + 1, (0.97, 0.75, 0.4)[number % 3], seen)
    array = None if "unregistered" in statuses else tuple(ARRAYS)[number % 3]
    verdicts = tuple(verdict(status, category, number) for status in statuses)
    notes = () if statuses else ("tolerated", "term_unknown")
    return Assessed(StoredFinding(f"{number:016x}", stored(number // 3), found, STARTED), array, verdicts, notes)


@dataclass
class Office(Sample):
    """A scan of so many findings, made anew at each pass."""

    size: int = 0

    def findings(self) -> Iterator[Assessed]:
        return map(finding, range(self.size))


def office(findings: int = 66, approved: bool = False) -> Office:
    """An office with so many findings, five unread files of one reason, two others and a folder nobody could open."""
    read = [stored(number) for number in range(findings // 3 + 20)]
    unread = [
        (f"{FOLDERS[3]}/скан паспорта {n}.jpg", Status.SKIPPED, Reason.PICTURE, ItemKind.FILE) for n in range(5)
    ] + [
        (f"{FOLDERS[0]}/жабык.docx", Status.FAILED, Reason.ENCRYPTED, ItemKind.FILE),
        (f"{FOLDERS[1]}/ведомость.xls", Status.PARTIAL, Reason.CORRUPT, ItemKind.FILE),
        ("Директор/Жеке", Status.FAILED, Reason.PERMISSION, ItemKind.FOLDER),
        (f"{FOLDERS[1]}/бош.txt", Status.SKIPPED, Reason.EMPTY, ItemKind.FILE),
    ]
    items = [
        StoredItem(10**6 + at, Item(TARGET, name, kind), Outcome(status, reason), Facts())
        for at, (name, status, reason, kind) in enumerate(unread)
    ]
    totals = tuple(
        ArrayTotals(code, three(words), 230 + 40 * at, {"declared": 21, "excess": at, "overdue": 2 * at})
        for at, (code, words) in enumerate(ARRAYS.items())
    )
    return Office(
        stored=read + items,
        complete=False,
        scan=replace(SCAN, targets=(TARGET,)),
        legend=replace(LEGEND, approved=approved),
        totals=totals,
        size=findings,
    )


def hostile() -> Sample:
    """A scan in which every name and word that comes from outside wants to act."""
    named = Item(HOSTILE, f"{HOSTILE}/{HOSTILE}", owner=HOSTILE)
    where = StoredItem(1, named, Outcome(Status.FAILED, Reason.CORRUPT), Facts())
    found = assessed(where, MARKUP, (replace(verdict("special", "pin", 1), reason=words(HOSTILE)),), array=None)
    place = Place((("sheet", HOSTILE),), HOSTILE, (Evidence("header", HOSTILE),), 0.9)
    stored = replace(found.stored, finding=replace(found.stored.finding, places=(place,)))
    legend = replace(LEGEND, holder=words(MARKUP))
    return Sample([where], [replace(found, stored=stored)], scan=replace(SCAN, targets=(HOSTILE,)), legend=legend)

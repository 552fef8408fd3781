"""Speed of the prose detector against presidio with the same rules, and of the gate's two engines.

    python -m benchmarks.prose [MEGABYTES]

Presidio gets one PatternRecognizer for each exact pattern and makes its passes over the whole text; checks, cues and
the choice between overlapping values are our own code on both sides, so that the findings must be the same. Speeds
are CPU seconds of one process, with folding included on every side.
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from scanner.detectors.prose import Candidate, ProseDetector
from scanner.detectors.rules import load_rules
from scanner.detectors.validators import account_key, pin_check_digit
from scanner.folding import clean
from scanner.model import Match

DOCUMENT = 4500  # characters, as in an office's letters and orders
FINDINGS = 4  # sentences with a value or a near miss, of a document's 60: about 0.6 for each kB

FILLER = (
    "Комиссия 2019-жылдын 4-июнундагы № 117 буйругунун негизинде иш жүргүздү.",
    "Долбоордун жалпы суммасы 1 250 000 сомду түзөт жана эки этапта ишке ашырылат.",
    "Жыйналышта бөлүмдүн отчету угулуп, кийинки чейрекке иш планы бекитилди.",
    "Айыл тургундары менен жолугушууда суу түтүктөрүн оңдоо маселеси талкууланды.",
    "Окуу борборунда 24 саат көлөмүндө сабактар өткөрүлүп, күбөлүктөр тапшырылды.",
    "Мекеменин кызматкерлери электрондук документ жүгүртүү тутумуна толук өтүштү.",
    "Настоящий приказ вступает в силу с 01.03.2021 и подлежит опубликованию.",
    "По итогам квартала исполнено 87,5 % мероприятий, утверждённых планом работ.",
    "Отдел документооборота направил 34 письма, в том числе 12 с нарушением срока.",
    "Участники совещания отметили необходимость обновления нормативной базы.",
    "Проект постановления размещён на портале общественного обсуждения.",
    "The working group agreed that version 2.14.3 of the standard needs no change.",
    "Invoice 2020-0042 was settled in full; the remaining balance is 15,300.00 KGS.",
    "All regional offices confirmed that the archive had been moved to the new site.",
)


def pin(dice: random.Random) -> str:
    """A made-up PIN with a right check digit."""
    digits = f"{dice.choice('12')}{dice.randint(1, 28):02}{dice.randint(1, 12):02}{dice.randint(1950, 2005)}"
    digits += f"{dice.randint(0, 9999):04}"
    return digits + pin_check_digit(digits)


def account(dice: random.Random) -> str:
    """A made-up bank account with a right key."""
    digits = f"{dice.choice(('109', '118', '124', '128', '129'))}{dice.randint(0, 10**11 - 1):011}"
    return digits + account_key(digits)


def sentence(dice: random.Random) -> str:
    """A sentence with one value, or with a near miss."""
    phone = f"{dice.choice(('550', '700', '777', '999'))} {dice.randint(10, 99)}-{dice.randint(10, 99)}-23"
    day = f"{dice.randint(1, 28):02}.{dice.randint(1, 12):02}.{dice.randint(1950, 2005)}"
    number = f"{dice.randint(0, 9999999):07}"
    return dice.choice(
        (
            f"Жарандын ПИНи: {pin(dice)}, документтери текшерилди.",
            f"Персональный номер {pin(dice)} указан в заявлении.",
            f"Паспорту: {dice.choice(('ID', 'AN', 'АN'))}{number}, МКК 211031, 12.03.2018-ж. берилген.",
            f"Паспорт серия ID № {number} выдан {day}.",
            f"Байланыш тел.: +996 {phone} же 0{phone}.",
            f"Звонить по телефону 0{phone}, внутренний 123.",
            f"E-mail: user{number}@gov.kg аркылуу жазыңыз.",
            f"Карт-эсеби {account(dice)}, Бишкек шаары.",
            f"Туулган күнү {day}, Нарын облусу.",
            f"Родился {day}, принят на работу 01.02.2018.",
            f"Накладная № {dice.randint(10**13, 10**14 - 1)} от {day}.",
            f"Build {number}, serial {dice.randint(10**15, 10**16 - 1)}, call 555{dice.randint(100000, 999999)}.",
        )
    )


def corpus(characters: int) -> list[str]:
    """Documents in three languages, the same at every run."""
    dice = random.Random(7)
    documents = []
    while characters > 0:
        lines = [dice.choice(FILLER) for _ in range(DOCUMENT // 75)]
        for _ in range(FINDINGS):
            lines[dice.randrange(len(lines))] = sentence(dice)
        documents.append("\n".join(lines))
        characters -= len(documents[-1])
    return documents


class Peer:
    """Presidio with our patterns, each on the spelling it reads."""

    def __init__(self, detector: ProseDetector) -> None:
        self._detector = detector
        self._names = {f"P{number}": exact for number, exact in enumerate(detector.exacts)}
        recognizers = [
            PatternRecognizer(
                supported_entity=name,
                patterns=[Pattern(name, exact.compiled.pattern, 0.5)],
                supported_language="ky",
                global_regex_flags=0,
            )
            for name, exact in self._names.items()
        ]
        self._engine: Any = AnalyzerEngine(
            registry=RecognizerRegistry(recognizers=recognizers, supported_languages=["ky"]),
            nlp_engine=NoOpNlpEngine([{"lang_code": "ky", "model_name": "no_op"}]),
            supported_languages=["ky"],
        )

    def find(self, text: str) -> list[Match]:
        """The same as ProseDetector.find, with presidio's passes for candidates."""
        plain = clean(text)
        found: dict[str, list[Candidate]] = defaultdict(list)
        for view in ("clean", "latin", "loose"):
            names = [name for name, exact in self._names.items() if exact.pattern.view == view]
            folded = self._names[names[0]].pattern.fold(plain.text)
            for result in self._engine.analyze(folded, language="ky", entities=names):
                exact = self._names[result.entity_type]
                found[exact.detector.id].append(Candidate(result.start, result.end, exact))
        return self._detector.judge(plain, text, lambda detector, _: found[detector.id])


def measure(find: Callable[[str], list[Match]], documents: list[str]) -> tuple[float, list[list[Match]]]:
    """CPU seconds and the matches of each document; the engines are warm."""
    find(documents[0])
    start = time.process_time()
    found = [find(document) for document in documents]
    return time.process_time() - start, found


def folding_alone(text: str) -> list[Match]:
    """What every engine here does first."""
    clean(text)
    return []


def main() -> int:
    """Prints the table; ends with 1 if any finding differs."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    documents = corpus(int(megabytes * 1e6 / 1.7))
    size = sum(len(document.encode()) for document in documents) / 1e6
    rules = load_rules()
    fast = ProseDetector(rules)
    rows = {
        "presidio, the same patterns": measure(Peer(fast).find, documents),
        "scanner, portable gate": measure(ProseDetector(rules, "portable").find, documents),
        "scanner, hyperscan gate": measure(ProseDetector(rules, "hyperscan").find, documents),
        "folding alone": measure(folding_alone, documents),
    }
    base, expected = rows["presidio, the same patterns"]
    differing = 0
    print(f"{size:.1f} MB of UTF-8 in {len(documents)} documents, {len(fast.exacts)} patterns")
    print(f"{'engine':<30}{'MB/s':>8}{'ratio':>8}{'found':>8}")
    for name, (seconds, found) in rows.items():
        print(f"{name:<30}{size / seconds:>8.1f}{base / seconds:>8.1f}{sum(map(len, found)):>8}")
        if any(found):
            differing += sum(ours != theirs for ours, theirs in zip(found, expected, strict=True))
    print(f"documents whose findings differ: {differing}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

"""Is a small trained model worth its place beside the rules for names? A trial of spaCy on made-up text.

    OMP_NUM_THREADS=1 python -m benchmarks.accuracy.spacy_trial [--texts N] [--epochs N] [--corpora FOLDER]

Trains an empty pipeline on N texts of the synthetic writer and N of the sentences below with names of `rules/terms/`.
Scores whole mentions on the building half of our own texts, factrueval-dev and kaznerd-valid (where FOLDER has them).
The rules were built on these texts, the model sees them for the first time: the trial favours the rules.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from types import SimpleNamespace

import spacy
import yaml
from thinc.api import fix_random_seed

from benchmarks.accuracy.corpus import own_texts, spans_file
from benchmarks.accuracy.engines import Found
from benchmarks.accuracy.measures import ALL, measure
from benchmarks.accuracy.score import persons
from scanner.detectors.names import NameDetector
from scanner.rulefiles import root
from scanner.synthetic.corpus import LANGUAGES, labelled_text
from scanner.synthetic.dirt import plain
from scanner.synthetic.inflect import romanised
from scanner.synthetic.marked import Marked, Span, fill, join, value
from scanner.synthetic.persons import Person, person

_CARRIERS = {  # `{gen}`: a mention in a case; `{of_gen}`: a name that is a thing's; `{place}`, `{word}`: no names
    "ky": """{nom} бүгүн {place} шаарында сөз сүйлөдү|Президент {nom} {place} менен болгон жолугушууга катышты
        {gen} арызы каралды|Аткаруучу {nom}, тел. 0312 62 14 50|Комиссия {acc} угуп, чечим чыгарды|Урматтуу {nom}!
        {nom}|Кат {abl} келди, {word}: {place}|{nom}, {place} айылынын тургуну|Мүчөлөрү: {nom}, {nom}, {nom}
        Буйрук {dat} тапшырылсын|{place} району, {word} бөлүмү|Ал эми {nom} макул болбоду|{gen} айтымында, иш бүткөн
        Төрага: {nom}|«{word}» көргөзмөсү ачылды|{of_gen} атындагы мектеп|1. {nom} — башкы адис;|«{of_nom}» ЖЧК
        {of_nom} көчөсү, 12-үй""",
    "ru": """{nom} выступил в городе {place}|Президент {nom} встретился с министром {ins}|Комиссия заслушала {acc}
        Заявление {gen} рассмотрено|Присутствовали: {nom}, {nom} и {nom}|Поручить {dat} подготовить отчёт|{nom}
        По словам {gen}, работы окончены|{nom}, проживает в селе {place}|Режиссёр {nom} снял новый фильм
        Председатель: {nom}|Исп. {nom}, тел. 0312 62 14 50|1. {nom} — главный специалист;|ОсОО «{of_nom}» закрыто
        Но {nom} с этим не согласился|Район {place}, отдел «{word}»|Школа имени {of_gen}|ул. {of_gen}, д. 12
        Уважаемый {nom}!|{word}: {place}""",
    "en": """{nom} spoke in {place} today|The World Bank and the Ministry of {word}|The report of {nom} was heard
        The letter was sent to {nom} on Monday|Contact: {nom}, tel. +996 312 62 14 50|Ms. {nom} lives in {place}
        {nom}|The {word} Programme opened in {place}|Prepared by {nom}, approved by {nom}|{of_nom} Street, 12
        Dear Mr. {nom},|Participants: {nom}, {nom}, {nom}|Minister {nom} met the delegation|{nom}, Team Leader""",
}
_DROPPED = (("patronymic",), ("surname",), ("given_name", "patronymic"), ("surname", "patronymic"), ())
_Finds = dict[str, list[Found]]  # whole mentions by text
_Pipe = Callable[[Iterable[str]], Iterator[list[tuple[int, int]]]]


@cache
def _words(file: str, key: str, origin: str = "") -> list[str]:
    lists = yaml.safe_load((root() / "terms" / f"{file}.yaml").read_text("utf-8"))
    return str(lists[key][origin] if origin else lists[key]).replace("ё", "е").split()


def _person(rng: Random, lang: str) -> Person:
    one = person(rng)
    sex = "female" if one.female else "male"
    if lang == "en" and rng.random() < 0.4:
        given, family = rng.choice(_words("given_names", f"foreign_{sex}")), rng.choice(_words("surnames", "foreign"))
        return replace(one, surname=family, given_name=given, patronymic="")
    origin = rng.choices(("kyrgyz", "russian", "foreign"), (6, 3, 1))[0]
    father = rng.choice([name for name in _words("given_names", "male", origin) if name[-1] not in "аеиоуыэюяөү"])
    stem = father[:-1] + "е" if father[-1] in "йь" else father + "о"
    surname, middle = stem + "в" + "а" * one.female, stem + ("вна" if one.female else "вич")
    if (chance := rng.random()) < 0.15 and origin == "kyrgyz":
        surname, middle = f"{father} {'кызы' if one.female else 'уулу'}", ""
    elif chance < 0.3 and not one.female:
        surname = rng.choice(_words("surnames", "listed"))
    return replace(one, surname=surname, given_name=rng.choice(_words("given_names", sex, origin)), patronymic=middle)


def _mention(rng: Random, lang: str, case: str) -> Marked:
    one, kind = _person(rng, lang), rng.random()
    family = replace(one, given_name="", patronymic="")
    if kind < 0.25:
        letters = [word[0] for word in (one.given_name, one.patronymic)[: rng.randint(1, 2)] if word]
        text = rng.choice((" ", "")).join(f"{letter}." for letter in letters)
        initials = value("given_name", romanised(text) if lang == "en" else text)
        return join(" ", (initials, family.full_name(lang, case)) if kind < 0.1 else (family.full_name(lang), initials))
    if kind < 0.5:
        given = replace(one, surname="", patronymic="").full_name(lang, case if lang == "ru" else "")
        return given + " " + family.full_name(lang, case)
    return replace(one, **dict.fromkeys(rng.choice(_DROPPED), "")).full_name(lang, case)  # type: ignore[arg-type]


def _carrier(rng: Random, lang: str) -> tuple[str, tuple[Span, ...]]:
    def slot(name: str) -> Marked:
        if name in ("place", "word"):
            local = [("places", "towns"), ("places", "abroad"), ("not_names", "words"), ("surnames", "not_surnames")]
            lists = [("places", "latin"), ("not_names", "latin")] if lang == "en" else local
            word = rng.choice(_words(*rng.choice([one for one in lists if (one[0] == "places") == (name == "place")])))
            return Marked(word[0].upper() + word[1:])
        mention = _mention(rng, lang, name.removeprefix("of_").removeprefix("nom"))
        return Marked(mention.text) if name.startswith("of_") else mention

    lines = [line.strip() for line in _CARRIERS[lang].replace("\n", "|").split("|")]
    text = join(rng.choice((". ", ".\n", "\n")), (fill(rng.choice(lines), slot) for _ in range(rng.randint(1, 4))))
    if lang != "en" and (chance := rng.random()) < 0.2:
        text = text.respelt(str.upper if chance < 0.1 else plain)
    return text.text, text.spans


def _example(nlp: spacy.language.Language, text: str, spans: Iterable[Span]) -> spacy.training.Example:
    gold = nlp.make_doc(text)
    ents = [gold.char_span(one.start, one.end, "PERSON", alignment_mode="expand") for one in persons(spans, text)]
    gold.ents = spacy.util.filter_spans(ent for ent in ents if ent is not None)
    return spacy.training.Example(nlp.make_doc(text), gold)


def train(count: int, epochs: int) -> spacy.language.Language:
    """A small NER for `PERSON`, from `count` texts of either kind."""
    rng, nlp = Random(1), spacy.blank("xx")
    fix_random_seed(1)
    nlp.add_pipe("ner", config={"model": {"tok2vec": {"width": 64, "depth": 3, "embed_size": 4000}}})
    texts = [labelled_text(rng, LANGUAGES[number % 4]) for number in range(count)]
    texts += [_carrier(rng, ("ky", "ru", "en", "ky")[number % 4]) for number in range(count)]
    examples = [_example(nlp, *text) for text in texts]
    start, optimizer = time.process_time(), nlp.initialize(lambda: examples)
    for _ in range(epochs):
        rng.shuffle(examples)
        for at in range(0, len(examples), 64):
            nlp.update(examples[at : at + 64], sgd=optimizer, drop=0.3)
    spent, size = time.process_time() - start, len(nlp.to_bytes()) / 1e6
    print(f"{2 * count} texts, {sum(map(len, examples))} tokens, {epochs} epochs: {spent:.0f} CPU s, {size:.1f} MB")
    return nlp


def _read(name: str, pipe: _Pipe, texts: list[str]) -> _Finds:
    start, found = time.process_time(), {}
    for text, spans in zip(texts, pipe(texts), strict=True):
        merged = persons([Span(*span, "surname") for span in spans], text)  # what touches is one mention
        found[text] = [Found(one.start, one.end, "person") for one in merged]
    spent, words = time.process_time() - start, sum(len(text.split()) for text in texts) / 1000
    print(f"{name}: {words / spent:.1f} k words/s ({spent:.1f} CPU s with loading)")
    return found


def _natasha(texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    natasha = import_module("natasha")  # has no types
    segmenter, tagger = natasha.Segmenter(), natasha.NewsNERTagger(natasha.NewsEmbedding())
    for doc in map(natasha.Doc, texts):
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        yield [(span.start, span.stop) for span in doc.spans if span.type == "PER"]


def _together(fast: _Finds, model: _Finds, both: bool) -> _Finds:
    """The rules' mentions that the model touches too, or all of theirs and those of the model that touch none."""
    found = {}
    for text, ours in fast.items():
        pairs = [(a, b) for a in ours for b in model[text] if a.start < b.end and b.start < a.end]
        new = set(model[text]) - {b for _, b in pairs}
        found[text] = list({a for a, _ in pairs}) if both else [*ours, *new]
    return found


def main() -> None:
    """Trains, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.spacy_trial")
    parser.add_argument("--texts", type=int, default=15000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--corpora", type=Path)
    asked = parser.parse_args()
    corpora = {"own texts": [text for text in own_texts() if not text.for_testing]}
    public = ("factrueval-dev", "kaznerd-valid") if asked.corpora else ()
    corpora |= {name: spans_file(asked.corpora / f"{name}.spans.jsonl") for name in public}
    nlp, rules = train(asked.texts, asked.epochs), NameDetector()
    texts = list({text.text: None for corpus in corpora.values() for text in corpus})
    ways: dict[str, _Pipe] = {
        "fast": lambda some: ([(m.start, m.end) for m in rules.find(one) if m.confidence >= 0.5] for one in some),
        "spaCy": lambda some: ([(ent.start_char, ent.end_char) for ent in doc.ents] for doc in nlp.pipe(some)),
        "natasha": _natasha,
    }
    found = {name: _read(name, pipe, texts) for name, pipe in ways.items()}
    found |= {f"fast {way} spaCy": _together(found["fast"], found["spaCy"], way == "AND") for way in ("OR", "AND")}
    for name, corpus in corpora.items():
        groups = ("Kyrgyz", "Russian", "Latin", ALL) if (own := name == "own texts") else (ALL,)
        print(f"\n{name:15}" + "".join(f"{f'{group} P/R/F1':>19}" for group in groups) + "  false in clean texts")
        for way, finds in found.items():
            figures = measure(SimpleNamespace(name=way, find=finds.__getitem__), name, corpus, own)
            rows = map(figures.persons.__getitem__, groups)
            shown = "".join(f"     {row.precision:.2f} {row.recall:.2f} {row.f1:.2f}" for row in rows)
            print(f"{way:15}{shown}{figures.alarms.total():12}")


if __name__ == "__main__":
    main()

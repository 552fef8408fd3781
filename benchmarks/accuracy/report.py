"""The figures as tables for people, each beside its bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.accuracy.engines import Engine
from benchmarks.accuracy.measures import ALL, IDENTIFIERS, Figures
from benchmarks.accuracy.score import FAMILIES, Counts

BARRED_LANGUAGES = ("ky", "ru", "en")
"""A bar for each language is for these; texts that mix them count in the whole."""

PRECISION, RECALL = 0.99, 0.98  # identifiers, each language
F1_ALL, F1_EACH, MACRO = 0.85, 0.75, 0.90
PERSONS = {"Kyrgyz": 0.90, "Russian": 0.93, "Latin": 0.85}
PUBLIC_PERSONS = {"factrueval": 0.90, "kaznerd": 0.75}
FAST_WITHIN = 0.10
ALARMS = 0.1  # in 1,000 characters
UNLABELLED_ALARMS = 1  # identifiers in the whole of an unlabelled text
APART, TENTH = 0.05, 200  # stated and true confidence, in tenths of so many finds


@dataclass(slots=True)
class Verdicts:
    """The bars that were held and missed."""

    held: int = 0
    missed: list[str] = field(default_factory=list)

    def say(self, ok: bool, what: str) -> str:
        """Notes it, and gives the word for it."""
        if ok:
            self.held += 1
            return "ok"
        self.missed.append(what)
        return "MISS"


def counted(counts: Counts) -> str:
    """`true  P    R    F1` in 24 characters."""
    if counts == Counts():
        return f"{'-':>5}{'':19}"
    return f"{counts.true:5}{_share(counts.precision):>6}{_share(counts.recall):>6}{_share(counts.f1):>6} "


def print_figures(figures: Figures, verdicts: Verdicts) -> None:
    """Everything of one engine on one corpus."""
    print(f"\n=== {figures.corpus}: {figures.texts} texts, {figures.engine}")
    if figures.texts > figures.clean_texts:
        if not figures.persons_only:
            _print_categories(figures, verdicts)
            _print_families(figures)
            _print_reliability(figures, verdicts)
        _print_persons(figures, verdicts)
    _print_alarms(figures, verdicts)


def _share(value: float) -> str:
    return f"{value:.3f}" if value < 1 else "1"


def _print_categories(figures: Figures, verdicts: Verdicts) -> None:
    langs = [ALL, *figures.languages]
    width = max(len(category) for category in figures.categories) + 2
    print(f"\n{'':{width}}" + "".join(f"|{lang:^24}" for lang in langs) + "|")
    print(f"{'category':{width}}" + "".join(f"|{'true':>5}{'P':>6}{'R':>6}{'F1':>6} " for _ in langs) + "|")
    first = [category for category in IDENTIFIERS if category in figures.categories]
    for category in [*first, *sorted(figures.categories.keys() - set(first))]:
        row = figures.categories[category]
        failing = _failing(category, row)
        verdict = verdicts.say(not failing, f"{figures.engine}, {figures.corpus}: {category}")
        words = f"{verdict} {', '.join(failing)}".strip()
        print(f"{category:{width}}" + "".join(f"|{counted(row.get(lang, Counts()))}" for lang in langs) + f"| {words}")
    print(f"{'micro':{width}}" + "".join(f"|{counted(figures.micro(lang))}" for lang in langs) + "|")
    macro = verdicts.say(figures.macro() >= MACRO, f"{figures.engine}, {figures.corpus}: macro")
    print(
        f"{'macro F1':{width}}"
        + "".join(f"|{'':17}{_share(figures.macro(lang)):>6} " for lang in langs)
        + f"| bar {MACRO:.2f} {macro}"
    )
    print(
        f"bars: {', '.join(IDENTIFIERS)} P ≥ {PRECISION}, R ≥ {RECALL} in each of {', '.join(BARRED_LANGUAGES)}; "
        f"the others F1 ≥ {F1_ALL} in all, ≥ {F1_EACH} in each"
    )


def _failing(category: str, row: Mapping[str, Counts]) -> list[str]:
    """Where a category is below its bar: languages, or `all`."""
    there = [lang for lang in BARRED_LANGUAGES if lang in row and row[lang].true]
    if category in IDENTIFIERS:
        return [lang for lang in there if row[lang].precision < PRECISION or row[lang].recall < RECALL]
    return [*([ALL] if row[ALL].f1 < F1_ALL else []), *(lang for lang in there if row[lang].f1 < F1_EACH)]


def _print_families(figures: Figures) -> None:
    print(f"\n{'family':10}" + f"{'true':>5}{'P':>6}{'R':>6}{'F1':>6}")
    for family in sorted(FAMILIES.keys() & figures.families.keys()):
        print(f"{family:10}{counted(figures.families[family][ALL])}")
    whole = sum((row[ALL] for row in figures.families.values()), Counts())
    print(f"{'micro':10}{counted(whole)}")


def _print_persons(figures: Figures, verdicts: Verdicts) -> None:
    print(f"\n{'persons':10}" + f"{'true':>5}{'P':>6}{'R':>6}{'F1':>6}  (whole mentions)")
    public = next((bar for name, bar in PUBLIC_PERSONS.items() if figures.corpus.startswith(name)), None)
    scripts = [group for group in PERSONS if group in figures.persons]
    langs = [lang for lang in figures.persons if lang not in (ALL, *scripts)]
    for group in [ALL, *sorted(langs), *scripts]:
        counts = figures.persons[group]
        bar = PERSONS.get(group) if group != ALL else public
        words = ""
        if bar is not None:
            if figures.engine.endswith("fast"):
                bar = round(bar - FAST_WITHIN, 2)
            words = f" bar {bar:.2f} {verdicts.say(counts.f1 >= bar, f'{figures.engine}, {figures.corpus}: {group}')}"
        print(f"{group:10}{counted(counts)}{words}")


def _print_alarms(figures: Figures, verdicts: Verdicts) -> None:
    if not figures.clean_texts:
        return
    what = f"{figures.engine}, {figures.corpus}: negatives"
    words = f"{figures.alarms.total()} false finds, {figures.alarm_rate():.3f} in 1,000 characters"
    if figures.persons_only:
        words += f"; persons {figures.alarms['person']}"
    elif figures.texts == figures.clean_texts:
        count = sum(figures.alarms[category] for category in IDENTIFIERS)
        words += f"; identifiers {count}, bar {UNLABELLED_ALARMS} {verdicts.say(count <= UNLABELLED_ALARMS, what)}"
    else:
        words += f", bar {ALARMS} {verdicts.say(figures.alarm_rate() <= ALARMS, what)}"
    print(f"\nnegatives: {figures.clean_texts} texts, {figures.clean_characters} characters: {words}")
    if figures.alarms:
        print("  " + ", ".join(f"{category} {count}" for category, count in figures.alarms.most_common()))


def _print_reliability(figures: Figures, verdicts: Verdicts) -> None:
    print(f"\n{'confidence':12}{'finds':>6}{'stated':>8}{'true':>7}{'apart':>8}")
    for at, tenth in enumerate(figures.tenths):
        if not tenth.count:
            continue
        stated, true = tenth.stated / tenth.count, tenth.right / tenth.count
        words = "  (few)"
        if tenth.count >= TENTH:
            what = f"{figures.engine}, {figures.corpus}: confidence {at / 10:.1f}"
            words = f"  bar {APART} {verdicts.say(abs(stated - true) <= APART, what)}"
        span = f"{at / 10:.1f}-{(at + 1) / 10:.1f}"
        print(f"{span:12}{tenth.count:6}{stated:8.3f}{true:7.3f}{true - stated:+8.3f}{words}")


def print_fast_and_deep(figures: Iterable[Figures], verdicts: Verdicts) -> None:
    """How near names by rules alone come to names with models, where both were measured."""
    by_engine = {one.engine: one for one in figures}
    if not {"scanner fast", "scanner deep"} <= by_engine.keys():
        return
    fast, deep = by_engine["scanner fast"].persons, by_engine["scanner deep"].persons
    for group in [ALL, *(group for group in PERSONS if group in deep)]:
        apart = deep[group].f1 - fast[group].f1
        what = f"{by_engine['scanner deep'].corpus}: fast and deep, {group}"
        verdict = verdicts.say(apart <= FAST_WITHIN, what)
        print(f"fast within {FAST_WITHIN:.2f} of deep, {group}: {apart:+.3f} {verdict}")


def print_side_by_side(engines: Sequence[Engine], figures: Sequence[Figures], verdicts: Verdicts) -> None:
    """One table of our engine and its peers: only what both can find, by precision, recall and F1."""
    ours = [one for one in engines if one.name.startswith("scanner")]
    peers = [one for one in engines if one not in ours]
    if not peers or not ours:
        return
    by_engine = {one.engine: one for one in figures}
    print(f"\nside by side on {figures[0].corpus} (P R F1)")
    print(f"{'category':22}{'true':>6}" + "".join(f"|{engine.name:^20}" for engine in engines) + "|")
    for category in sorted(frozenset[str]().union(*(peer.categories for peer in peers))):
        rows = {engine.name: _counts(by_engine[engine.name], category) for engine in engines}
        true = rows[ours[0].name].true
        if not true:
            continue
        cells = []
        for engine in engines:
            counts = rows[engine.name]
            shares = (_share(share) for share in (counts.precision, counts.recall, counts.f1))
            cells.append(" ".join(f"{share:>6}" for share in shares) if category in engine.categories else f"{'-':^20}")
        best = max(rows[peer.name].f1 for peer in peers if category in peer.categories)
        ahead = all(rows[one.name].f1 > best or best == 1 == rows[one.name].f1 for one in ours)
        verdict = verdicts.say(ahead, f"{figures[0].corpus}: {category} behind a peer")
        print(f"{category:22}{true:6}" + "".join(f"|{cell:20}" for cell in cells) + f"| {verdict}")


def _counts(figures: Figures, category: str) -> Counts:
    if category == "person":
        return figures.persons[ALL]
    return figures.categories[category][ALL] if category in figures.categories else Counts()

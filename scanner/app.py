"""The one place that names concrete classes and wires them together: what the commands call."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from scanner import __version__, rulefiles
from scanner.detectors.interface import TextDetector
from scanner.engine.interface import Budget, Tools
from scanner.errors import ScannerError, UsageError
from scanner.i18n import _, activate, active, ngettext
from scanner.model import ItemResult, Text
from scanner.policy.arrays import Array, load_arrays
from scanner.policy.assess import Assessor
from scanner.policy.declaration import load_declaration
from scanner.policy.legend import legend
from scanner.reports.interface import ArrayTotals, Assessment, Legend, Report
from scanner.settings import Names, Settings, Target
from scanner.sources.interface import Source
from scanner.store.keys import Key, default_file, load_key
from scanner.store.repository import Store
from scanner.verdicts import Assessed, Scan, StoredItem

# Where over this share of a target's files bear one day, that day is when they were copied (contract: Terms).
_COPIED_SHARE = 0.2


# --- detecting ------------------------------------------------------------------------------------------------


def text_detector(
    minimum: float = 0.0, names: Names = "fast", *, cells: bool = False, calibrated: bool = True
) -> TextDetector:
    """Everything that finds values in running text, as one detector; `cells`: of a column, where nobody need be named
    and the column's own evidence is to come; `calibrated`: confidences are probabilities.

    Raises UsageError where deep names are wanted and their model is not installed.
    """
    from scanner.detectors.addresses import AddressDetector
    from scanner.detectors.births import BirthDetector
    from scanner.detectors.calibration import calibration
    from scanner.detectors.mrz import MrzDetector
    from scanner.detectors.owners import Owners
    from scanner.detectors.passports import PassportDetector
    from scanner.detectors.phrases import PhraseDetector
    from scanner.detectors.prose import ProseDetector
    from scanner.detectors.rules import load_rules
    from scanner.detectors.signatures import SignatureDetector
    from scanner.detectors.suite import Together

    rules = load_rules()
    first = (MrzDetector(), ProseDetector(rules), name_detector(names), AddressDetector())
    owners = None if cells else Owners(rules)
    worth = calibration() if calibrated and not cells else None
    later = (PassportDetector(), BirthDetector(), SignatureDetector(), PhraseDetector(rules))
    return Together(first, later, minimum, owners, worth)


def name_detector(names: Names) -> TextDetector:
    """What finds names. Raises UsageError where the model of deep ones is not installed."""
    if names == "deep":
        from scanner.detectors.names_deep import DeepNameDetector

        return DeepNameDetector()
    from scanner.detectors.names import NameDetector

    return NameDetector()


@dataclass(frozen=True, slots=True)
class ToolsFactory:
    """Makes a worker's tools: picklable, called once in each worker."""

    key: bytes = field(repr=False)
    minimum: float
    lang: str
    names: Names = "fast"

    def __call__(self) -> Tools:
        """The reader and the detectors."""
        from scanner.detectors.columns import ColumnDetector
        from scanner.detectors.rules import load_rules
        from scanner.detectors.suite import Suite
        from scanner.extract.reader import Reader

        activate(self.lang)
        together = text_detector(cells=True)  # the columns of a table tell more of a name than any model
        columns = ColumnDetector(together, load_rules(), self.minimum)
        suite = Suite(text_detector(self.minimum, self.names), columns)
        suite.text(Text("1"))  # rules are made ready at first use: no item's time should pay for it
        return Tools(Reader(), suite, self.key)


# --- scanning -----------------------------------------------------------------------------------------------------


def sources(targets: Iterable[Target], folder: Path) -> list[Source]:
    """A source for each target, each with a label of its own. Raises SourceError, UsageError."""
    found: list[Source] = []
    for target in targets:
        source = _source(target, folder)
        if any(source.label == other.label for other in found):
            raise UsageError(
                _("two targets are called {name}: give them names of their own in scanner.toml").format(
                    name=source.label
                )
            )
        found.append(source)
    if not found:
        raise UsageError(_("nothing to scan: give a folder, a file or a database URL, or targets in scanner.toml"))
    return found


def _source(target: Target, folder: Path) -> Source:
    if target.url is not None:
        from scanner.sources.database import database_source

        return database_source(target.url, target.name, folder)
    from scanner.sources.files import file_source

    return file_source(os.fsencode(target.path or ""), target.name)


def target_of(word: str) -> Target:
    """A target as the command line gives it: a URL or a path."""
    if not word:  # a script's empty variable must not mean the folder it stands in
        raise UsageError(_("nothing to scan: give a folder, a file or a database URL, or targets in scanner.toml"))
    return Target(url=word) if "://" in word else Target(path=Path(word))


def open_store(settings: Settings) -> Store:
    """The store of the settings, or the user's own."""
    from platformdirs import user_data_path

    return Store(settings.store or user_data_path("scanner") / "store.sqlite")


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Keeps a second scan off the store while this one runs: both would do the same work. Raises UsageError.

    The lock is the system's, on a file beside the store: it ends with the process, however that ends.
    """
    with store.path.with_name(f"{store.path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = _("another scan is using the store {path}: wait for it, or choose another with --store")
            raise UsageError(message.format(path=store.path)) from None
        yield


def key_of(settings: Settings) -> Key:
    """The fingerprints' key. Raises KeyMissingError."""
    return load_key(settings.key_file or default_file())


def scan(
    settings: Settings,
    targets: list[Source],
    store: Store,
    progress: Callable[[ItemResult], None],
    *,
    full: bool = False,
) -> Scan:
    """Scans the targets to their end, going on where the same scan was interrupted."""
    from scanner.engine.local import LocalEngine

    key = key_of(settings)
    labels = tuple(source.label for source in targets)
    options = (
        ("min_confidence", str(settings.min_confidence)),
        ("names", settings.names),
        ("version", __version__),
    )
    name_detector(settings.names)  # a missing model is told here, once, and not by every worker
    opened = store.begin(
        hashlib.sha256(json.dumps([labels, [repr(source) for source in targets]]).encode()).hexdigest()[:16],
        key,
        as_of=settings.as_of or dt.datetime.now(dt.UTC).date(),
        targets=labels,
        rules=rulefiles.digest(*(rulefiles.root() / name for name in ("detectors", "terms", "calibration.yaml"))),
        declaration=load_declaration(settings.policy).edition,
        options=options,
        full=full,
    )
    limits = settings.limits
    engine = LocalEngine(
        ToolsFactory(key.secret, settings.min_confidence, active(), settings.names),
        settings.workers or os.cpu_count() or 1,
        Budget(limits.seconds, limits.seconds_per_megabyte, limits.memory_megabytes * 2**20),
    )
    engine.run(targets, opened, progress)
    opened.finish()
    return store.scan(opened.scan.id)


# --- assessing -----------------------------------------------------------------------------------------------------


@dataclass
class StoredAssessment:
    """A stored scan held against a declaration (reports.interface.Assessment); the data is not opened for it."""

    store: Store
    scan: Scan
    legend: Legend
    complete: bool
    unread: int
    _declared: tuple[Array, ...]
    _assessor: Assessor

    def items(self) -> Iterator[StoredItem]:
        """Every listed item, by target and name."""
        return self.store.items(self.scan.id)

    def findings(self) -> Iterator[Assessed]:
        """Every finding with its verdicts, by target and item."""
        for item, found in self.store.by_item(self.scan.id):
            yield from self._assessor.assess(item, found)

    @cached_property
    def counts(self) -> Counter[str]:
        """Findings by status."""
        return Counter(status for found in self.findings() for status in found.statuses)

    def arrays(self) -> Iterator[ArrayTotals]:
        """Every declared array with its persons and statuses."""
        items: dict[str, set[int]] = defaultdict(set)
        statuses: dict[str, Counter[str]] = defaultdict(Counter)
        for found in self.findings():
            if found.array:
                items[found.array].add(found.stored.item.id)
                statuses[found.array].update(found.statuses)
        for array in self._declared:
            persons = self.store.distinct(sorted(items[array.id]))
            yield ArrayTotals(array.id, dict(array.title), persons, dict(statuses[array.id]))


def assess(settings: Settings, store: Store, scan: Scan) -> StoredAssessment:
    """The scan's verdicts by the declaration and arrays of the settings. Raises ConfigError."""
    declaration = load_declaration(settings.policy)
    arrays = load_arrays(settings.arrays, declaration) if settings.arrays else []
    off = frozenset(
        target for target, (most, files) in store.file_days(scan.id).items() if most > _COPIED_SHARE * files
    )
    assessor = Assessor(declaration, arrays, settings.as_of or scan.as_of, off)
    scan = replace(scan, as_of=settings.as_of or scan.as_of, declaration=assessor.edition)
    unread = sum(item.outcome.unread for item in store.items(scan.id))
    return StoredAssessment(
        store,
        scan,
        Legend(**legend(declaration)),
        scan.finished is not None and unread <= settings.max_unread,
        unread,
        tuple(arrays),
        assessor,
    )


# --- reporting -----------------------------------------------------------------------------------------------------


def report(form: str) -> Report:
    """The writer of a format."""
    if form == "html":
        from scanner.reports.html import HtmlReport

        return HtmlReport()
    from scanner.reports.jsonl import JsonlReport

    return JsonlReport()


def write_report(assessment: Assessment, form: str, path: Path) -> None:
    """Writes a report for its owner's eyes only, whole or not at all; `-` is standard output."""
    if str(path) == "-":
        report(form).write(assessment, sys.stdout.buffer, active())
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            report(form).write(assessment, out, active())
        draft.replace(path)
    except OSError as error:
        if error.errno is None:
            raise
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (ScannerError if full else UsageError)(f"{path}: {error.strerror}") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Ending:
    """A scan's exit code and every cause of it, in words."""

    code: int
    causes: tuple[str, ...]


def ending(assessment: StoredAssessment, settings: Settings) -> Ending:
    """What the scan's end means (contract: exit codes; findings outweigh an incomplete scan)."""
    causes = []
    failing = {status: assessment.counts[status] for status in settings.fail_on if assessment.counts[status]}
    if failing:
        words = ", ".join(
            f"{assessment.legend.statuses[status][active()]}: {count}" for status, count in failing.items()
        )
        causes.append(_("Needs action: {words}").format(words=words))
    if assessment.scan.finished is None:
        causes.append(_("Incomplete: the scan was interrupted"))
    elif not assessment.complete:
        words = ngettext(
            "Incomplete: {count} item was not read, or not whole",
            "Incomplete: {count} items were not read, or not whole",
            assessment.unread,
        )
        causes.append(words.format(count=assessment.unread))
    return Ending(1 if failing else 3 if causes else 0, tuple(causes))

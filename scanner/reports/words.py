"""Words for people that more than one report uses: why a match is believed, where it stands, what became of an item.

Codes are the machine's; each has its sentence here, in English, and the catalogues have the other languages.
Words of law (statuses, clauses, categories, remedies) are not here: they come with the assessment's legend.
"""

from __future__ import annotations

import re

from scanner.i18n import catalogue
from scanner.model import Evidence, Location, Reason, Status
from scanner.verdicts import Words


def N_(message: str) -> str:
    """Marks a sentence for the catalogues where it is written; it is translated where it is used."""
    return message


_EVIDENCE = {  # code: (alone, with its detail)
    "shape": (N_("it has the right form"),) * 2,  # the detail is a pattern's id: for those who mend rules
    "check_digit": (N_("its check digit is right"), N_("its check digit is right ({detail})")),
    "check_digit_bad": (N_("its check digit is wrong"), N_("its check digit is wrong ({detail})")),
    "form_bad": (N_("its form is wrong"), N_("its form is wrong: {detail}")),
    "impossible_date": (N_("it holds a date that cannot be"), N_("it holds a date that cannot be: {detail}")),
    "cue": (N_("words nearby name it"), N_("near the word “{detail}”")),
    "header": (N_("the column's name says so"), N_("the column's name says so: “{detail}”")),
    "share": (N_("most values of the column fit"), N_("share of the column's values that fit: {detail}")),
    "neighbours": (N_("other personal data stands beside it"), N_("beside it stands: {detail}")),
    "list": (N_("it is in a list of known words"), N_("it is in a list of known words: {detail}")),
    "initials": (N_("initials stand beside it"), N_("initials stand beside it: {detail}")),
    "ending": (N_("its ending is usual for names"), N_("its ending is usual for names: “{detail}”")),
    "known_number": (N_("the numbering plan has such a number"), N_("the numbering plan has such a number: {detail}")),
    "unknown_number": (N_("no numbering plan has such a number"), N_("no numbering plan has such a number: {detail}")),
    "mrz": (
        N_("a document's machine-readable line holds it"),
        N_("a document's machine-readable line holds it: {detail}"),
    ),
    "model": (N_("a trained model takes it for a name"), N_("a trained model takes it for a name: {detail}")),
    "document_type": (N_("documents of this kind hold it"), N_("documents of this kind hold it: {detail}")),
    "address": (N_("its domain can exist"), N_("its domain can exist: {detail}")),
    "address_bad": (N_("its domain cannot exist"), N_("its domain cannot exist: {detail}")),
}

_UNITS = {  # unit: (alone, with its number or name)
    "page": (N_("page"), N_("page {value}")),
    "paragraph": (N_("paragraph"), N_("paragraph {value}")),
    "line": (N_("line"), N_("line {value}")),
    "row": (N_("row"), N_("row {value}")),
    "column": (N_("column"), N_("column {value}")),
    "cell": (N_("cell"), N_("cell {value}")),
    "sheet": (N_("sheet"), N_("sheet {value}")),
    "table": (N_("table"), N_("table {value}")),
    "header": (N_("header"), N_("header {value}")),
    "footer": (N_("footer"), N_("footer {value}")),
    "footnote": (N_("footnote"), N_("footnote {value}")),
    "endnote": (N_("endnote"), N_("endnote {value}")),
    "comment": (N_("comment"), N_("comment {value}")),
    "textbox": (N_("text box"), N_("text box {value}")),
    "property": (N_("document property"), N_("document property {value}")),
    "key": (N_("key"), N_("key {value}")),
    "element": (N_("element"), N_("element {value}")),
    "name": (N_("the item's own name"), N_("the item's own name: {value}")),
}

_REASONS = {
    Reason.ENCRYPTED: N_("encrypted or protected by a password"),
    Reason.CORRUPT: N_("damaged"),
    Reason.TOO_LARGE: N_("too large"),
    Reason.TIMEOUT: N_("took too long"),
    Reason.MEMORY: N_("needed too much memory"),
    Reason.CRASHED: N_("its reader crashed"),
    Reason.UNSUPPORTED: N_("no reader for this type"),
    Reason.PICTURE: N_("a picture: text in it is not read yet"),
    Reason.PERMISSION: N_("no right to read it"),
    Reason.VANISHED: N_("gone before it could be read"),
    Reason.CHANGED: N_("changed while it was read"),
    Reason.UNREADABLE: N_("the disk or the server failed"),
    Reason.ROWS_HIDDEN: N_("the database hides rows from this user"),
    Reason.TOO_DEEP: N_("nested too deep"),
    Reason.SPECIAL_FILE: N_("a special file: nothing is kept in it"),
    Reason.SYMLINK: N_("a link: what it names is scanned where it lies"),
    Reason.LINK_OUTSIDE: N_("a link to a place outside what was scanned: not followed"),
    Reason.EMPTY: N_("empty"),
}

_OUTCOMES = {
    Status.SCANNED: N_("scanned"),
    Status.PARTIAL: N_("scanned in part"),
    Status.UNCHANGED: N_("unchanged since an earlier scan"),
    Status.SKIPPED: N_("skipped"),
    Status.FAILED: N_("could not be read"),
}

# Characters that move the cursor, break lines, hide or turn round what follows them, and halves of characters.
_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def evidence(why: Evidence, lang: str) -> str:
    """One reason for a match, as a sentence. A code without a sentence here is shown as it is."""
    if why.code not in _EVIDENCE:
        return printable(f"{why.code.replace('_', ' ')} {why.detail}".strip())
    alone, detailed = _EVIDENCE[why.code]
    return catalogue(lang).gettext(detailed if why.detail else alone).format(detail=printable(why.detail))


def location(where: Location, lang: str) -> str:
    """Where in an item, outermost first: `sheet Кадры, cell B7`."""
    return ", ".join(_step(unit, value, lang) for unit, value in where)


def _step(unit: str, value: str, lang: str) -> str:
    if unit not in _UNITS:
        return printable(f"{unit} {value}".strip())
    alone, valued = _UNITS[unit]
    return catalogue(lang).gettext(valued if value else alone).format(value=printable(value))


def reason(why: Reason, lang: str) -> str:
    """Why an item was not read, or not whole."""
    return catalogue(lang).gettext(_REASONS[why])


def outcome(status: Status, lang: str) -> str:
    """What became of an item."""
    return catalogue(lang).gettext(_OUTCOMES[status])


def pick(words: Words, lang: str) -> str:
    """The sentence in `lang`; where a holder's file lacks it, in a language it has."""
    return words.get(lang) or next((words[code] for code in ("ru", "ky", "en") if words.get(code)), "")


def printable(text: str) -> str:
    """The text with characters that could deceive a reader or a terminal written as `\\u001b`."""
    return _ODD.sub(lambda odd: f"\\u{ord(odd.group()):04x}", text)

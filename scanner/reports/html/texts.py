"""Every sentence of the page that is not a word of law, in one language.

Numbers stand behind a colon ("items: 5"), so that no sentence depends on the plural of a language.
"""

from __future__ import annotations

from scanner.i18n import catalogue

NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""What each language calls itself, for the switch."""


def texts(lang: str) -> dict[str, str]:
    """The page's sentences by key, in `lang`."""
    return _frame(lang) | _headline(lang) | _figures(lang) | _findings(lang) | _coverage(lang) | _method(lang)


def _frame(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "title": _("Personal data: report of the scan"),
        "mark": _("For official use"),
        "skip": _("Skip to the report"),
        "language": _("Language"),
        "contents": _("Contents"),
        "holder": _("Holder"),
        "targets": _("What was scanned"),
        "scanned_on": _("Scan date"),
        "as_of": _("Assessed as of"),
        "edition": _("Edition of the policy"),
        "rules": _("Version of the rules"),
        "scan_number": _("Scan number"),
        "coverage_short": _("Coverage"),
        "read_of": _("items read: {read} of {items} ({percent})"),
        "none_listed": _("no items listed"),
        "approved": _("matrix of purposes approved"),
        "unapproved": _("matrix of purposes not approved"),
        "clause": _("clause {number}"),
        "no_script": _(
            "This list needs scripts, and they are switched off here. "
            "Everything else on the page can be read without them; the whole list is in the JSON lines report."
        ),
    }


def _headline(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "label_incomplete": _("INCOMPLETE"),
        "label_empty": _("NOTHING SCANNED"),
        "label_action": _("Action needed"),
        "label_clean": _("Nothing that needs action"),
        "preliminary": _("preliminary assessment"),
        "say_unread": _(
            "The scan is INCOMPLETE, so it cannot show that the data is in order. "
            "Items not read: {items}; folders that could not be opened: {folders}."
        ),
        "say_unfinished": _("The scan is INCOMPLETE: it was interrupted, so it cannot show that the data is in order."),
        "say_sample": _(
            "The scan is INCOMPLETE by choice: only a sample was read, so it cannot show that the data is in order."
        ),
        "say_empty": _("Nothing was scanned: no item was found in the targets. This says nothing about the data."),
        "say_action": _("Cases that need action: {count} of {total}; items that hold them: {items}."),
        "say_action_read": _(
            "In what was read, cases that need action: {count} of {total}; items that hold them: {items}."
        ),
        "say_clean": _("Personal data was found, and nothing in it needs action under the policy. Cases: {total}."),
        "say_clean_read": _("In what was read, no case that needs action was found. Cases in all: {total}."),
        "say_nothing": _("No personal data was found. Items read: {read}."),
        "say_nothing_read": _("In what was read, no personal data was found. Items read: {read}."),
        "say_allowed": _("Left unread, as the settings allow: {items}."),
        "say_preliminary": _(
            "This is a preliminary assessment: the matrix of purposes and categories is not approved yet."
        ),
    }


def _figures(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "cards": _("Key figures"),
        "card_items": _("items listed"),
        "card_with_data": _("items with personal data"),
        "card_persons": _("persons, by arrays"),
        "card_persons_note": _("A person who is in several arrays is counted in each."),
        "card_unread": _("items not read"),
        "unknown": _("not known"),
        "todo": _("What to do first"),
        "todo_note": _("The ten gravest groups of cases: by status, then by the number of values."),
        "todo_none": _("Nothing to do was found."),
        "what": _("What"),
        "where": _("Where"),
        "volume": _("How much"),
        "clause_head": _("Clause"),
        "remedy": _("What the policy requires"),
        "deadline": _("Deadline"),
        "volume_text": _("items: {items}; values: {values}"),
        "no_array": _("no array"),
        "no_deadline": _("no date set"),
        "matrix": _("Categories and statuses"),
        "matrix_note": _(
            "Each number is a count of cases: one category in one item. "
            "A case can have several statuses, so a row's numbers need not add up to its total."
        ),
        "bar_legend": _("Bar: the tall part is cases that need action, the thin part is the rest."),
        "bar_label": _("need action: {count}; the rest: {rest}"),
        "category": _("Category"),
        "total": _("Total"),
        "bar": _("Share"),
        "none_found": _("No personal data was found."),
        "folders": _("Folders that no array covers"),
        "folders_note": _(
            "What lies here belongs to no array of the policy. Register an array for the folder, "
            "move the data to where it belongs, or destroy it."
        ),
        "folders_none": _("Every case lies in an array."),
        "folder": _("Folder"),
        "item_count": _("Items"),
        "categories": _("Categories"),
        "persons": _("Persons"),
        "persons_note": _("Persons are counted in each item and added up."),
        "more_folders": _("Folders not shown here: {folders}; items in them: {items}."),
    }


def _findings(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "findings": _("All cases"),
        "filters": _("Filters"),
        "status": _("Status"),
        "array": _("Array"),
        "confidence": _("Confidence"),
        "path": _("Name of the folder or item"),
        "any": _("all"),
        "reset": _("Clear the filters"),
        "no_status": _("no status"),
        "item": _("Item"),
        "value_count": _("Values"),
        "details": _("Details"),
        "shown": _("Cases: {count} of {total}. Shown: {first}–{last}."),
        "none_match": _("No case matches the filters."),
        "previous": _("Back"),
        "next": _("Forward"),
        "pages": _("Pages of the list"),
        "capped": _(
            "The list holds the {shown} gravest cases of {total}. "
            "The figures above count all of them; the whole list is in the JSON lines report."
        ),
        "print_note": _(
            "In print the list ends after {shown} cases of {total}; the whole list is in the JSON lines report."
        ),
        "places": _("Masked examples and where they stand"),
        "more_places": _("Places not shown here: {count}."),
        "verdicts": _("Preliminary assessment"),
        "is_preliminary": _("preliminary: rests on what is not approved or not confirmed"),
        "due": _("destroy by {day}"),
        "rows": _("rows to destroy: {due}; overdue: {overdue}; of all rows: {of}"),
        "flawed": _("values whose check fails: {count}"),
        "number": _("Case number"),
        "first_seen": _("First seen"),
        "owner": _("Owner"),
        "certain": _("certain"),
        "likely": _("likely"),
        "to check": _("to check"),
        "note_term_unknown": _("the end of the storage term is not known"),
        "note_on_hold": _("a legal hold stops the term"),
        "note_tolerated": _("the policy tolerates it here"),
        "note_not_personal": _("the policy says that it is not personal data"),
        "note_names_differ": _("one PIN stands beside different names"),
    }


def _coverage(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "coverage": _("What was read and what was not"),
        "outcomes": _("What became of the items"),
        "outcome": _("Outcome"),
        "reason": _("Reason"),
        "count": _("Count"),
        "unread": _("Not read, or not read whole"),
        "unread_none": _("Nothing was left unread."),
        "nothing_to_read": _("Nothing to read in them (empty, links, devices): {count}."),
        "folders_unread": _(
            "Folders that could not be opened: {count}. Nobody knows how many items lie in them: "
            "they are missing from every figure on this page."
        ),
        "unread_list": _("List of what was not read ({count})"),
        "unread_more": _("Not shown here: {count}. The whole list is in the JSON lines report."),
        "limits": _("Limits of this scan"),
        "limit_pictures": _("Pictures and scanned pages were not read: text in pictures is not recognised."),
        "limit_pictures_count": _("Items left out for it: {count}."),
        "limit_rows": _("Tables of which only a part of the rows was read: {count}."),
        "limit_sample": _("Only a sample of the items was read."),
        "limit_survey": _("The items were only listed, with a first look; nothing was read whole."),
        "limit_names": _("Names were looked for by rules and word lists only; rare names may be missed."),
        "volume_read": _("Volume read: {megabytes} MB."),
    }


def _method(lang: str) -> dict[str, str]:
    return _arrays(lang) | _glossary(lang) | _statuses(lang)


def _arrays(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "arrays": _("Arrays of the policy"),
        "arrays_none": _("The policy names no array."),
        "arrays_note": _("Persons are counted once in an array; the other columns count cases."),
    }


def _glossary(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "method": _("Method and glossary"),
        "method_how": _(
            "The program lists the items of the targets, reads their text and tables, looks for personal data "
            "by rules, and compares what it found with the holder's policy. It changes nothing in the data."
        ),
        "method_limits": _(
            "What this report cannot say: that data is lawful because nothing was found; what is in items "
            "that were not read; what is in pictures. It is an assessment by a program: the decision is a person's."
        ),
        "word_item": _("Item"),
        "mean_item": _("One thing that can be scanned: a file, a table of a database, a file inside an archive."),
        "word_case": _("Case"),
        "mean_case": _("All values of one category in one item."),
        "word_array": _("Array"),
        "mean_array": _("A declared store of personal data, with its place, purposes, categories and storage term."),
        "word_masked": _("Masked example"),
        "mean_masked": _(
            "A value with most of it replaced by dots, enough to recognise it in the item. "
            "The full values are not in this report."
        ),
        "word_preliminary": _("Preliminary assessment"),
        "mean_preliminary": _(
            "It rests on a matrix that is not approved or on a term that is not confirmed. "
            "It is no ground for destruction before it is confirmed."
        ),
        "mean_certain": _("The form, the check digit or the column leave no reasonable doubt."),
        "mean_likely": _("Several signs agree; an error is possible."),
        "mean_to check": _("One sign only: look at the item before you act."),
        "statuses": _("Statuses"),
        "confidences": _("Confidence"),
        "terms": _("Words"),
        "clauses": _("Clauses of the policy"),
    }


def _statuses(lang: str) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "mean_declared": _("The array names the category, and a purpose of the array needs it."),
        "mean_excess": _("No purpose of the array needs the category."),
        "mean_undeclared": _("The policy does not list the category, or the array does not name it."),
        "mean_special": _("A special category, and the array names no act that allows it."),
        "mean_unregistered": _("The item lies in no array of the policy."),
        "mean_due": _("The storage term is over; the days given to destroy the data are running."),
        "mean_overdue": _("The days given to destroy the data are over."),
        "mean_stale": _("The term seems to be over, but only by an unconfirmed sign: confirm it first."),
        "mean_inaccurate": _("The data contradicts itself: check it and bring it up to date."),
    }

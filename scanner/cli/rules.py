"""`scanner rules`: the detectors' rules, and their own examples run as tests."""

from __future__ import annotations

import click

from scanner.errors import UsageError
from scanner.i18n import _, ngettext


@click.group("rules", help=_("The detectors' rules."))
def command() -> None:
    """The group."""


_lang = click.option("--lang", type=click.Choice(["ky", "ru", "en"]), help=_("Language of messages."))


@command.command("list", help=_("A line a rule: its id, category and how many patterns and examples it has."))
@_lang
def list_rules(lang: str | None) -> None:
    """Prints the table."""
    from scanner.detectors.rules import load_rules

    for rule in load_rules().detectors:
        examples = len(rule.examples.match) + len(rule.examples.no_match)
        click.echo(f"{rule.id:18}{rule.category:18}{rule.engine:12}{len(rule.patterns):4}{examples:5}")


@command.command("show", help=_("Print a rule as its file has it."))
@click.argument("rule")
@_lang
def show(rule: str, lang: str | None) -> None:
    """Prints the file."""
    from scanner import rulefiles

    files = {path.stem: path for path in sorted((rulefiles.root() / "detectors").glob("*.yaml"))}
    if rule not in files:
        raise UsageError(_("no rule {rule}; rules are: {known}").format(rule=rule, known=", ".join(files)))
    click.echo(files[rule].read_text("utf-8"), nl=False)


@command.command("test", help=_("Run every rule's examples: what must match and what must not."))
@_lang
def test(lang: str | None) -> int:
    """Ends with 1 where an example fails."""
    from scanner import app
    from scanner.detectors.examples import run_examples
    from scanner.detectors.rules import load_rules
    from scanner.settings import MIN_CONFIDENCE

    rules = load_rules()
    failures = run_examples(rules, app.text_detector(MIN_CONFIDENCE))
    for failure in failures:
        words = _("{rule}: {example}\n  not found: {missing}; found too: {unwanted}")
        click.echo(
            words.format(
                rule=failure.detector,
                example=failure.example,
                missing=", ".join(failure.missing) or "-",
                unwanted=", ".join(failure.unwanted) or "-",
            ),
            err=True,
        )
    count = sum(len(rule.examples.match) + len(rule.examples.no_match) for rule in rules.detectors)
    click.echo(
        ngettext("{count} example, {failed} failed", "{count} examples, {failed} failed", count).format(
            count=count, failed=len(failures)
        )
    )
    return 1 if failures else 0

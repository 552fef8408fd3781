"""Reads the files that hold law, rules and settings: YAML checked against a model, all mistakes at once.

A mistake is told as `file:line: key: what is wrong (what is allowed)`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from scanner.errors import ConfigError
from scanner.i18n import _

_Model = TypeVar("_Model", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def root() -> Path:
    """The folder of the shipped rules: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


def digest(*places: Path) -> str:
    """A short version of these files and of everything below these folders: changes when any rule changes."""
    total = hashlib.sha256()
    for place in places:
        for path in sorted(path for path in (place, *place.rglob("*")) if path.is_file()):
            total.update(path.relative_to(place).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]


def load(path: Path, model: type[_Model]) -> _Model:
    """The file as a checked `model`. Raises ConfigError with every mistake in it."""
    node, data = _read(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ConfigError([_problem(path, node, mistake) for mistake in error.errors()]) from None


def load_all(paths: list[Path], model: type[_Model]) -> list[_Model]:
    """Every file as a `model`. Raises ConfigError with every mistake of every file."""
    loaded: list[_Model] = []
    problems: list[str] = []
    for path in paths:
        try:
            loaded.append(load(path, model))
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return loaded


def _read(path: Path) -> tuple[yaml.Node | str | None, Any]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([_("{path}: the file is not UTF-8").format(path=path)]) from error
    if path.suffix == ".toml":
        return text, _read_toml(path, text)
    try:
        node = yaml.compose(text, Loader=_Loader)
        if twice := list(_repeated(node)):
            message = _("{path}:{line}: {key}: this key stands here twice")
            raise ConfigError([message.format(path=path, line=line, key=key) for line, key in twice])
        return node, yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ConfigError([f"{path}:{line}: {getattr(error, 'problem', None) or error}"]) from error


def _repeated(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Keys that a mapping has twice, with their lines: YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)


def _read_toml(path: Path, text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: {error}"]) from None


def _problem(path: Path, node: yaml.Node | str | None, mistake: Any) -> str:
    where = ".".join(str(step) for step in mistake["loc"] if step != "[key]")
    return f"{path}:{_line(node, mistake['loc'])}: {where}: {_words(mistake)}"


def _words(mistake: Any) -> str:
    """What is wrong, in the language spoken, for the mistakes that people make most; else the checker's own words."""
    context = mistake.get("ctx", {})
    match mistake["type"]:
        case "missing":
            return _("this is missing")
        case "extra_forbidden":
            return _("no such key is known here")
        case "literal_error" | "enum":
            return _("allowed: {values}").format(values=context.get("expected", ""))
        case "value_error":
            return str(context.get("error", mistake["msg"]))
        case _:
            return str(mistake["msg"])


def _line(node: yaml.Node | str | None, steps: tuple[int | str, ...]) -> int:
    """The line of the innermost part of `steps` that the file has."""
    if isinstance(node, str):
        return _toml_line(node, steps)
    line = node.start_mark.line + 1 if node else 1
    for step in steps:
        node = _child(node, step)
        if node is None:
            break
        line = node.start_mark.line + 1
    return line


def _toml_line(text: str, steps: tuple[int | str, ...]) -> int:
    """TOML's reader keeps no lines: the first place below its tables where the innermost key stands."""
    line = 1
    for step in steps:
        if isinstance(step, int):
            heads = [number for number, words in enumerate(text.splitlines(), 1) if words.startswith("[[")]
            line = heads[step] if step < len(heads) else line
            continue
        key = re.compile(rf"\s*\[*{re.escape(step)}\b")
        numbered = list(enumerate(text.splitlines(), 1))[line - 1 :]
        line = next((number for number, words in numbered if key.match(words)), line)
    return line


def _child(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None

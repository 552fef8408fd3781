"""The store's file: for its owner only, never somebody else's, of one version."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from scanner.errors import StoreError
from scanner.store import schema
from scanner.store.database import Database
from scanner.store.repository import Store
from tests.store.made import begin, result

_ROOT = Path(__file__).parents[2]


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def python(code: str, *arguments: str | Path) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True).stdout


def test_only_the_owner_reads_a_new_store(tmp_path: Path) -> None:
    with umask(0), Store(tmp_path / "new" / "store.sqlite") as store:
        begin(store).save(result("a"))
        files = list((tmp_path / "new").iterdir())

        assert {path.name for path in files} == {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm"}
        assert {rights(path) for path in files} == {0o600}
        assert rights(tmp_path / "new") == 0o700


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Store(tmp_path / "store.sqlite").close()

    assert rights(tmp_path) == 0o755


def test_a_store_that_others_can_read_is_tightened(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    Store(path).close()
    path.chmod(0o644)

    Store(path).close()

    assert rights(path) == 0o600


@pytest.mark.parametrize("url", [False, True])
def test_a_store_is_named_by_path_or_url(tmp_path: Path, url: bool) -> None:
    path = tmp_path / "a b.sqlite"
    Store(f"sqlite:///{path}" if url else str(path)).close()

    assert path.stat().st_size


@pytest.mark.parametrize("where", ["postgresql://db/store", "sqlite://", "sqlite:///", "nonsense://", "://"])
def test_a_store_is_a_file(where: str) -> None:
    with pytest.raises(StoreError, match="must be a file"):
        Store(where)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path)


def test_a_store_cannot_lie_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be made"):
        Store(tmp_path / "file" / "store.sqlite")


@pytest.mark.parametrize("content", [b"this is no database at all\n" * 99, b"SQLite format 3\0" + bytes(4000)])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    path.chmod(0o644)

    with pytest.raises(StoreError):
        Store(path)
    assert (path.read_bytes(), rights(path)) == (content, 0o644)


@pytest.mark.parametrize("table", ["staff (pin)", "alembic_version (version_num)"])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, table: str) -> None:
    """A holder's own register given as `--store` by mistake must not be written to."""
    path = tmp_path / "kadry.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"CREATE TABLE {table}")
    path.chmod(0o644)
    before = path.read_bytes()

    with pytest.raises(StoreError, match="another program's"):
        Store(path)
    assert (path.read_bytes(), rights(path)) == (before, 0o644)


def test_a_newer_store_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    Store(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    with pytest.raises(StoreError, match="newer version of scanner: update scanner"):
        Store(path)


def test_an_interrupted_making_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.touch()

    with Store(path) as store:
        assert store.scans() == []


def test_the_migrations_lead_to_the_schema(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.sqlite")
    with database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), schema.metadata)
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    database.close()

    assert differences == []
    assert mark == schema.APPLICATION_ID


def test_the_schemas_version_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))

    assert scripts.get_current_head() == schema.VERSION


def test_a_store_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    Store(path).close()
    code = "import sys; from scanner.store.repository import Store; Store(sys.argv[1]); print('alembic' in sys.modules)"

    assert python(code, path) == "False\n"


def test_two_processes_can_make_one_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    code = "import sys; from scanner.store.repository import Store; print(Store(sys.argv[1]).scans())"
    command = [sys.executable, "-c", code, str(path)]
    processes = [subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) for _twice in range(2)]

    assert [process.communicate()[0] for process in processes] == ["[]\n", "[]\n"]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.sqlite")
    with pytest.raises(RuntimeError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO seen VALUES ('a', 'b')")
        raise RuntimeError
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM seen").scalar() == 0
    database.close()


def test_a_stores_error_holds_no_data(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.sqlite")
    with pytest.raises(StoreError) as told, database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO finding VALUES (1, ?, ?, 0, 0, 0, 0, '')", ("Асанов", "20101199012345"))
    database.close()

    assert "FOREIGN KEY" in str(told.value)
    assert "Асанов" not in f"{told.value} {told.value.__cause__}"


def test_reading_sees_one_moment_while_others_write(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite") as store:
        scan = begin(store)
        for number in range(3):
            scan.save(result(f"{number}"))
        items = store.items(scan.scan.id)
        seen = [next(items).item.name]
        scan.save(result("later"))

        assert seen + [each.item.name for each in items] == ["0", "1", "2"]
        assert len(list(store.items(scan.scan.id))) == 4

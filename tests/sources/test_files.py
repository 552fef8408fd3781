"""Local folders: everything is listed once, nothing is followed, nothing is lost."""

import os
import pickle
import socket
from pathlib import Path

import pytest

from scanner.errors import SourceError, UnreadError
from scanner.model import ItemKind, Outcome, Reason, Status
from scanner.sources.files import file_source, name_of


def listing(folder):
    return {item.name: outcome for item, outcome in file_source(os.fsencode(folder)).items()}


def content(source, item):
    with source.open(item).open() as stream:
        return stream.read()


def test_every_file_is_listed_once_by_its_path_inside_the_target(tmp_path):
    for name in ("a.txt", "hr/2019/orders.docx", "hr/пустой.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    items = [item for item, _ in file_source(str(tmp_path)).items()]

    assert sorted(item.name for item in items) == ["a.txt", "hr/2019/orders.docx", "hr/пустой.txt"]
    assert {item.target for item in items} == {tmp_path.name}
    assert all(item.size == 1 and item.owner and item.modified and item.stamp for item in items)


def test_a_file_can_be_a_target_of_its_own(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("data")
    source = file_source(str(path))

    [(item, outcome)] = source.items()

    assert (item.name, outcome) == ("list.csv", None)
    assert content(source, item) == b"data"


def test_links_are_reported_and_never_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real/file.txt").write_text("x")
    (tmp_path / "real/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "outside").symlink_to("/etc")
    (tmp_path / "broken").symlink_to("nowhere")

    (tmp_path / "nothing").symlink_to("/dev/null")

    link, outside = (Outcome(Status.SKIPPED, reason) for reason in (Reason.SYMLINK, Reason.LINK_OUTSIDE))
    assert listing(tmp_path) == {
        "real/file.txt": None,
        "real/loop": link,
        "outside": outside,
        "broken": link,
        "nothing": link,
    }
    assert outside.unread, "what lies there is in no item of this scan"
    assert not link.unread


def test_a_fifo_and_a_socket_are_skipped_and_cannot_be_opened_by_mistake(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sock"))

        special = Outcome(Status.SKIPPED, Reason.SPECIAL_FILE)
        assert listing(tmp_path) == {"pipe": special, "sock": special}

    source = file_source(str(tmp_path))
    [fifo] = [item for item, _ in source.items() if item.name == "pipe"]
    with pytest.raises(UnreadError) as caught:
        source.open(fifo).open()
    assert caught.value.reason is Reason.SPECIAL_FILE


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"\xca\xe0\xe4\xf0\xfb.txt", r"\xca\xe0\xe4\xf0\xfb.txt"),
        (rb"a\xca", r"a\\xca"),
        (b"a\\b", "a\\b"),
        (b"a\\\\b", "a\\\\\\\\b"),
        ("Кадры\n.txt".encode(), "Кадры\n.txt"),
    ],
)
def test_names_in_any_bytes_survive_and_can_be_opened(tmp_path, raw, name):
    Path(tmp_path, os.fsdecode(raw)).write_bytes(b"content")
    source = file_source(str(tmp_path))

    [(item, _)] = source.items()

    assert item.name == name
    item.name.encode()
    assert content(source, item) == b"content"


def test_different_bytes_never_share_a_name():
    raws = [b"\xca", rb"\xca", rb"\\xca", b"\\\xca", b"\\\\xca", b"\\\\", b"\\", "к".encode()]
    assert len({name_of(raw) for raw in raws}) == len(set(raws))


def test_a_folder_that_cannot_be_listed_is_an_unknown_volume(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("x")
    real = os.scandir

    def refuse(path):
        if os.fsencode(path).endswith(b"closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    # Root may list every folder, so the refusal itself is made here.
    monkeypatch.setattr(os, "scandir", refuse)

    found = {item.name: (item.kind, outcome) for item, outcome in file_source(str(tmp_path)).items()}

    kind, outcome = found["closed/"]
    assert outcome is not None
    assert (kind, outcome.status, outcome.reason) == (ItemKind.FOLDER, Status.FAILED, Reason.PERMISSION)
    assert outcome.unread
    assert found["open.txt"] == (ItemKind.FILE, None)


def test_who_can_read_takes_the_folders_above_into_account(tmp_path):
    tmp_path.chmod(0o755)
    for folder, mode in (("public", 0o755), ("private", 0o750)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder).chmod(mode)
        (tmp_path / folder / "open.txt").write_text("x")
        (tmp_path / folder / "open.txt").chmod(0o644)
        (tmp_path / folder / "own.txt").write_text("x")
        (tmp_path / folder / "own.txt").chmod(0o600)

    readable = {item.name: item.everyone_reads for item, _ in file_source(str(tmp_path)).items()}

    assert readable == {
        "public/open.txt": True,
        "public/own.txt": False,
        "private/open.txt": False,
        "private/own.txt": False,
    }


def test_a_changed_file_has_another_stamp_even_with_its_old_times(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("one")
    source = file_source(str(tmp_path))
    [(item, _)] = source.items()
    assert source.stamp(item) == item.stamp

    times = path.stat()
    path.write_text("two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert source.stamp(item) != item.stamp


def test_a_file_that_vanishes_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x")
    source = pickle.loads(pickle.dumps(file_source(str(tmp_path))))
    [(item, _)] = source.items()
    path.unlink()

    for act in (source.stamp, lambda item: source.open(item).open()):
        with pytest.raises(UnreadError) as caught:
            act(item)
        assert caught.value.reason is Reason.VANISHED


def test_a_deep_tree_is_walked_to_its_end(tmp_path):
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "last.txt").write_text("x")

    assert list(listing(tmp_path)) == ["d/" * 300 + "last.txt"]


def test_a_missing_target_is_an_error_and_not_an_empty_scan(tmp_path):
    with pytest.raises(SourceError, match="nowhere"):
        file_source(str(tmp_path / "nowhere"))

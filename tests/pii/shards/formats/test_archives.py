import gc
import io
import tarfile
import zipfile

import pytest

MAIL = "jane@roe.org"
FILES = {
    "src/a.py": f"# by {MAIL}\r\n".encode(),
    "src/empty": b"",
    "src/logo.png": b"\x89PNG\0\0\0",
    "src/bad.txt": b"caf\xe9 ",
    "na\u00efve name.txt": b"nothing here",
}
REDACTED = {"src/a.py": b"# by <EMAIL>\r\n", "src/empty": b"", "na\u00efve name.txt": b"nothing here"}


def make_tar(path, files=FILES) -> None:
    with tarfile.open(
        path, "w:" + ("gz" if path.name.endswith("gz") else "xz" if path.name.endswith("xz") else "")
    ) as archive:
        folder = tarfile.TarInfo("src")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode, member.uname = len(data), 1_700_000_000, 0o755, "jroe"
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "src/a.py"
        archive.addfile(link)


def make_zip(path, files=FILES) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("src/"), b"")
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 29, 12, 0, 0)), data)


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tgz", "a.zip"])
@pytest.mark.parametrize("batch_bytes", [1, 1_000_000])
def test_members_are_documents_and_all_else_stays(tmp_path, run, name, batch_bytes):
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / name
    (make_zip if name.endswith("zip") else make_tar)(source)

    report = run(source, batch_bytes=batch_bytes)

    assert (report.counts.documents, report.counts.written, report.counts.skipped) == (5, 3, 1)
    assert not report.ok and report.counts.spans == {"EMAIL": 1}
    output = tmp_path / "out" / name
    if name.endswith("zip"):
        with zipfile.ZipFile(output) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["src/", *REDACTED]
            assert {name: archive.read(name) for name in REDACTED} == REDACTED
            assert archive.getinfo("src/a.py").date_time == (2024, 2, 29, 12, 0, 0)
    else:
        with tarfile.open(output) as archive:
            assert archive.getnames() == ["src", *REDACTED, "link"]
            assert {name: archive.extractfile(name).read() for name in REDACTED} == REDACTED
            member = archive.getmember("src/a.py")
            assert (member.mtime, member.mode, member.uname) == (1_700_000_000, 0o755, "")
            assert archive.getmember("link").linkname == "src/a.py"


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.zip"])
def test_the_same_archive_gives_the_same_bytes_whatever_the_blocks(tmp_path, run, output_tree, name):
    (tmp_path / "in").mkdir()
    (make_zip if name.endswith("zip") else make_tar)(tmp_path / "in" / name)

    for size in (1, 100, 1_000_000):
        run(tmp_path / "in" / name, output=tmp_path / str(size), batch_bytes=size)

    assert output_tree(tmp_path / "1") == output_tree(tmp_path / "100") == output_tree(tmp_path / "1000000")


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tar.xz", "a.zip"])
def test_an_archive_that_is_given_up_leaves_nothing_open(tmp_path, run, name):
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / name
    (make_zip if name.endswith("zip") else make_tar)(source)
    whole = source.read_bytes()
    source.write_bytes(whole[: len(whole) // 2])

    assert not run(source).ok
    gc.collect()  # what is left open is closed now, and says so

    assert not list((tmp_path / "out").rglob("partial*/*"))


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.zip"])
def test_a_damaged_archive_fails_whole(tmp_path, run, name):
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / name
    (make_zip if name.endswith("zip") else make_tar)(source)
    whole = source.read_bytes()

    for number, share in enumerate((0.2, 0.4, 0.55)):
        source.write_bytes(
            whole[: int(len(whole) * share) // 512 * 512 if name == "a.tar" else int(len(whole) * share)]
        )
        report = run(source, output=tmp_path / str(number))

        assert len(report.failures) == 1 and "damaged file" in report.failures[0].reason, share
        assert not (tmp_path / str(number) / name).exists()


def test_an_archive_of_an_unknown_version_is_damaged(tmp_path, run):
    source = tmp_path / "a.zip"
    make_zip(source)
    raw = bytearray(source.read_bytes())
    raw[raw.find(b"PK\x01\x02") + 6] = 64
    source.write_bytes(raw)

    report = run(source)

    assert len(report.failures) == 1 and "damaged file (zip file version 6.4)" in report.failures[0].reason


def test_a_damaged_member_is_left_out(tmp_path, run):
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("a", b"planted text")
        archive.writestr("b", MAIL.encode())
    source.write_bytes(source.read_bytes().replace(b"planted text", b"altered text"))

    report = run(source)

    assert (report.counts.documents, report.counts.written, report.ok) == (2, 1, False)
    assert "damaged member" in (tmp_path / "out/_pii/quarantine/a.zip.quarantine.jsonl").read_text()
    with zipfile.ZipFile(tmp_path / "out" / "a.zip") as archive:
        assert archive.namelist() == ["b"]


def test_a_long_member_is_redacted_in_windows(tmp_path, run):
    (tmp_path / "in").mkdir()
    text = "pad pad\n" * 700_000 + MAIL
    make_tar(tmp_path / "in" / "a.tar", {"long.log": text.encode(), "next": MAIL.encode()})

    assert run(tmp_path / "in" / "a.tar", batch_bytes=1_000_000).ok
    with tarfile.open(tmp_path / "out" / "a.tar") as archive:
        assert archive.extractfile("long.log").read().decode() == text.replace(MAIL, "<EMAIL>")
        assert archive.extractfile("next").read() == b"<EMAIL>"

import base64
import gzip
import hashlib

import pytest

MAIL = "jane@roe.org"


def record(kind: str, block: bytes, number: int = 1, digest: bool = True) -> bytes:
    sha1 = base64.b32encode(hashlib.sha1(block).digest())
    header = (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%08d>\r\nWARC-Target-URI: https://shop.example/\r\n"
        % (kind.encode(), number)
    )
    header += b"WARC-Block-Digest: sha1:%s\r\n" % sha1 if digest else b""
    return header + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)


def http(body: bytes, extra: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%sContent-Length: %d\r\n\r\n%s" % (extra, len(body), body)


RECORDS = [
    record("warcinfo", b"software: made up\r\noperator: " + MAIL.encode(), 1),
    record("response", http(f"<p>mail {MAIL}</p>".encode()), 2),
    record("conversion", "nothing here, naïve".encode(), 3),
    record("response", http(b"\x89PNG\0\0"), 4),
    record("response", http(gzip.compress(MAIL.encode()), b"Content-Encoding: gzip\r\n"), 5),
    record("metadata", b"", 6),
]
EXPECTED = [
    record("warcinfo", b"software: made up\r\noperator: <EMAIL>", 1, digest=False),
    record("response", http(b"<p>mail <EMAIL></p>"), 2, digest=False),
    RECORDS[2],
    RECORDS[5],
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.wet.gz"])
@pytest.mark.parametrize("batch_bytes", [1, 1_000_000])
def test_blocks_are_documents_and_headers_stay(tmp_path, run, name, batch_bytes):
    (tmp_path / "in").mkdir()
    packed = name.endswith(".gz")
    (tmp_path / "in" / name).write_bytes(b"".join(gzip.compress(r) if packed else r for r in RECORDS))

    report = run(tmp_path / "in", batch_bytes=batch_bytes)
    data = (tmp_path / "out" / name).read_bytes()

    assert (report.counts.documents, report.counts.written, report.counts.skipped, report.ok) == (6, 4, 1, False)
    assert (gzip.decompress(data) if packed else data) == b"".join(EXPECTED)
    noted = next((tmp_path / "out" / "_pii" / "quarantine").iterdir()).read_text()
    assert "its payload is encoded (gzip)" in noted and '"id": "urn:uuid:00000005"' in noted


def test_a_reader_of_single_records_finds_them(tmp_path, run):
    warcio = pytest.importorskip("warcio.archiveiterator")
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, RECORDS)))

    run(tmp_path / "a.warc.gz")

    with (tmp_path / "out" / "a.warc.gz").open("rb") as stream:
        bodies = [r.content_stream().read() for r in warcio.ArchiveIterator(stream)]
    assert bodies[1] == b"<p>mail <EMAIL></p>"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_ends_early_fails_whole(tmp_path, run, share):
    data = b"".join(RECORDS)
    (tmp_path / "a.warc").write_bytes(data[: int(len(data) * share)])

    report = run(tmp_path / "a.warc")

    assert len(report.failures) == 1 and "damaged file" in report.failures[0].reason
    assert not (tmp_path / "out" / "a.warc").exists()


def test_what_is_no_warc_file_fails(tmp_path, run):
    (tmp_path / "a.warc").write_bytes(b"text\r\n\r\n")

    assert "is no WARC file" in run(tmp_path / "a.warc").failures[0].reason

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.errors import ConfigError
from pii.text.encodings import Encoding, check_encoding, count_strays, find_encoding, looks_wide


@pytest.mark.parametrize(
    ("head", "asked", "codec"),
    [
        (b"plain", None, "utf-8"),
        (b"", None, "utf-8"),
        (codecs.BOM_UTF8 + b"a", "latin-1", "utf-8"),
        (codecs.BOM_UTF16_LE + b"a\0", None, "utf-16-le"),
        (codecs.BOM_UTF16_BE + b"\0a", "utf-8", "utf-16-be"),
        (codecs.BOM_UTF32_LE + b"a\0\0\0", None, "utf-32-le"),
        (b"#!/bin/x\n# -*- coding: latin-1 -*-\n", None, "iso8859-1"),
        (b"# vim: set fileencoding=cp1252 :\n", "koi8-r", "cp1252"),
        (b"\n\n# coding: latin-1\n", None, "utf-8"),
        (b'<?xml version="1.0" encoding="ISO-8859-15"?>', None, "iso8859-15"),
        (b'<html><head><meta charset="shift_jis">', None, "shift_jis"),
        (b'@charset "windows-1251";', None, "cp1251"),
        (b"# coding: nonsense\n", None, "utf-8"),
        (b"# coding: utf-16\n", None, "utf-8"),
        (b"# coding: base64\n", None, "utf-8"),
        (b"plain", "Latin-1", "iso8859-1"),
        (b"plain", "utf-16", "utf-16-le"),
        ("plain text".encode("utf-16-le"), "auto", "utf-16-le"),
        ("plain text".encode("utf-16-be"), "auto", "utf-16-be"),
        ("plain text".encode("utf-16-be"), None, "utf-8"),
    ],
)
def test_a_mark_decides_then_a_declaration_then_what_was_asked_for(head, asked, codec):
    assert find_encoding(head, asked).codec == codec


@pytest.mark.parametrize(
    "name", ["nonsense", "", "base64", "rot13", "iso2022_jp", "utf-7", "idna", "unicode_escape", "a\0b"]
)
def test_what_is_no_encoding_of_text_is_an_error(name):
    with pytest.raises(ConfigError, match="unknown encoding"):
        check_encoding(name)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-16-le", "utf-32-be", "latin-1", "cp1252", "koi8-r", "shift_jis", "gb18030", "euc_kr"]
)
@given(data=st.data(), cuts=st.lists(st.integers(0, 60)))
def test_what_is_decoded_comes_back_as_the_same_bytes(codec, data, cuts):
    text = data.draw(st.text(st.characters(codec=codec if codec in ("utf-8", "latin-1") else "ascii"), max_size=40))
    raw = (text + "\u0444" * (codec in ("koi8-r", "gb18030"))).encode(codec, "ignore")
    decoder, pieces, before = Encoding(codec).decoder(), [], 0
    for cut in sorted(cuts):
        pieces.append(decoder.decode(raw[before:cut]))
        before = max(before, cut)
    pieces.append(decoder.decode(raw[before:], final=True))

    assert Encoding(codec).encode("".join(pieces)) == raw


@given(st.binary(max_size=60))
def test_any_bytes_survive_auto_and_are_shown_one_by_one(raw):
    encoding = Encoding("utf-8", keeps_strays=True, strays="cp1252")
    text = encoding.decoder().decode(raw, final=True)

    assert encoding.encode(text) == raw
    assert len(encoding.shown(text)) == len(text) and count_strays(encoding.shown(text), 0, len(text)) == 0


@given(st.binary(max_size=40), st.sampled_from(["shift_jis", "euc_jp", "big5", "cp1252", "gbk"]))
def test_bytes_that_would_not_come_back_are_an_error(raw, codec):
    decoder = Encoding(codec).decoder()
    try:
        text = decoder.decode(raw, final=True)
    except UnicodeDecodeError:
        return
    assert text.encode(codec) == raw


def test_errors_count_bytes_from_the_start():
    decoder = Encoding().decoder()
    decoder.decode("a\u20ac".encode()[:3])

    with pytest.raises(UnicodeDecodeError) as raised:
        decoder.decode(b"\xffz")
    assert raised.value.start == 1


def test_only_text_looks_wide():
    assert looks_wide(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0") is None
    assert looks_wide(b"ab\0\0") is None
    assert looks_wide("caf\u00e9 and more".encode("utf-32-le")) == "utf-32-le"

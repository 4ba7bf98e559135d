"""Which language a document is in."""

import time

import pytest

from pii.errors import ConfigError
from pii.syntax.languages import LANGUAGES, check_language, language_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/b.py", "python"),
        ("A.JSON", "json"),
        ("n.ipynb", "json"),
        ("x.jsonl", "jsonl"),
        ("deploy.yml", "yaml"),
        (".env", "dotenv"),
        (".env.production", "dotenv"),
        ("prod.env", "dotenv"),
        ("Dockerfile", "make"),
        ("C:\\src\\a.cs", "csharp"),
        ("app.tsx", "tsx"),
        ("notes.txt", None),
        ("README.md", None),
        ("noending", None),
        ("", None),
    ],
)
def test_a_path_tells_the_language(path: str, language: str | None) -> None:
    assert language_of("words", path) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("#!/usr/bin/env python3\nx", "python"),
        ("#!/bin/sh\n", "bash"),
        ("#! /usr/bin/node\n", "javascript"),
        ('{"a": 1}', "json"),
        ('  [{"a": 1}]\n', "json"),
        ('{"a": 1}\n{"a": 2}\n', "jsonl"),
        ('<?xml version="1.0"?><a/>', "xml"),
        ('<a x="1">text</a>\n', "xml"),
        ("<!DOCTYPE html><html></html>", "html"),
        ("<?php echo 1;", "php"),
        ("---\na: 1\n", "yaml"),
        ("# a comment\n\nimport os\n", "python"),
        ("from a.b import c\n", "python"),
        ("words and words", None),
        ("[1] a note, as in letters", None),
        ("{curly words}", None),
        ("<NAME> wrote this", None),
        ("<b>bold</i>", None),
        ("important\n", None),
        ("", None),
    ],
)
def test_the_first_lines_tell_the_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
    assert language_of(text, "unnamed.txt") == language


def test_a_path_of_another_kind_is_believed() -> None:
    assert language_of('{"a": 1}', "letter.md") is None
    assert language_of("#!/bin/sh\n", "run.local") == "bash"


@pytest.mark.parametrize(
    "text", ["\n" * 200_000, " " * 200_000, "#\n" * 100_000, "<a " + "b='c' " * 50_000, "import " * 50_000]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    language_of(text)
    assert time.process_time() - start < 0.5


def test_a_language_may_be_said() -> None:
    assert check_language("Python") == "python"
    assert "text" in LANGUAGES
    with pytest.raises(ConfigError, match="language 'teapot': expected one of bash, c, "):
        check_language("teapot")

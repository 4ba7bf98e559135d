"""Replacements that keep a document's syntax: what parsed before parses after, in every place and for every policy."""

import ast
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii import Policy, Redactor, Span
from pii.syntax import Edit, fit
from pii.syntax.parsing import shape

yaml = pytest.importorskip("yaml")


@dataclass
class Marked:
    """Finds the values that it was made with, wherever they stand."""

    values: tuple[str, ...]
    label: str = "PASSWORD"
    name: str = "marked"

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        return [
            sorted(Span(*m.span(), self.label) for value in self.values for m in re.finditer(re.escape(value), text))
            for text in texts
        ]

    def describe(self) -> Mapping[str, object]:
        return {}


def redact(marked: str, path: str, policy: str | Policy = "tag", label: str = "PASSWORD") -> str:
    """The text with what stands between guillemets replaced."""
    values = tuple(dict.fromkeys(re.findall("«(.*?)»", marked, re.S)))
    text = marked.replace("«", "").replace("»", "")
    redactor = Redactor([Marked(values, label)], policy, key=b"a made-up key for tests")
    redaction = redactor.redact(text, path)
    assert redaction.marks == ()
    assert redaction.text.count("\n") == text.count("\n")
    assert not any(value in redaction.text for value in values if len(value) > 4)
    return redaction.text


@pytest.mark.parametrize(
    ("path", "marked", "redacted"),
    [
        # Strings and comments take the tag as it is.
        ("a.py", "p = 'a «hunter2» b'  # «hunter2»", "p = 'a <PASSWORD> b'  # <PASSWORD>"),
        ("a.py", 'f"""{x} «hunter2»"""', 'f"""{x} <PASSWORD>"""'),
        ("a.js", "p = `«hunter2»` // «hunter2»", "p = `<PASSWORD>` // <PASSWORD>"),
        ("a.rs", 'let p: &\'a str = r#"«hunter2»"#;', 'let p: &\'a str = r#"<PASSWORD>"#;'),
        ("a.c", 'char *p = "«hunter2»"; /* it\'s «hunter2» */', 'char *p = "<PASSWORD>"; /* it\'s <PASSWORD> */'),
        ("a.sh", "P='«hunter2»'\ncat <<E\nit's «hunter2»\nE\n", "P='<PASSWORD>'\ncat <<E\nit's <PASSWORD>\nE\n"),
        # Bare code takes a word or a number.
        ("a.py", "p = «83482374»", "p = 0"),
        ("a.js", "«hunter2».run()", "PASSWORD.run()"),
        ("a.rb", "(@«hunter2» << words)\n'it'", "(@PASSWORD << words)\n'it'"),
        ("a.sh", "export P=«hunter2»", "export P=PASSWORD"),
        (".env", 'P=«hunter2»\nQ="«hunter2»"', 'P=PASSWORD\nQ="<PASSWORD>"'),
        ("a.toml", "p = «83482374»\nq = '«hunter2»'", "p = 0\nq = '<PASSWORD>'"),
        ("a.json", '{"p": «83482374», "«hunter2»": 1}', '{"p": 0, "<PASSWORD>": 1}'),
        # Markup takes references, in text and in attributes.
        ("a.xml", "<p q='«hunter2»'>«hunter2»</p>", "<p q='&lt;PASSWORD&gt;'>&lt;PASSWORD&gt;</p>"),
        ("a.xml", "<p><!-- «hunter2» --><![CDATA[«hunter2»]]></p>", "<p><!-- <PASSWORD> --><![CDATA[<PASSWORD>]]></p>"),
        ("a.html", "<a title=«hunter2»>«hunter2»</a>", "<a title=PASSWORD>&lt;PASSWORD&gt;</a>"),
        ("a.html", "<script>p = '«hunter2»' + «1234567»</script>", "<script>p = '<PASSWORD>' + 0</script>"),
        # Data files take what begins like a word.
        ("a.yaml", "p: «hunter2»\nq: '«hunter2»'", "p: <PASSWORD>\nq: '<PASSWORD>'"),
        ("a.ini", "[a]\np = «hunter2»", "[a]\np = <PASSWORD>"),
        ("a.csv", 'a,b\n«hunter2»,"«hunter2»"\n', 'a,b\n<PASSWORD>,"<PASSWORD>"\n'),
        ("a.properties", "p=«hunter2»", "p=<PASSWORD>"),
        # Halves of escapes stay.
        ("a.json", r'{"a": "{\"p\": \"«hunter2\»"}"}', r'{"a": "{\"p\": \"<PASSWORD>\"}"}'),
        ("a.py", r"p = 'a\«nhunter2»'", r"p = 'a\n<PASSWORD>'"),
        # So do escaped quotes that were taken for a part of the value.
        ("a.json", r'{"a": "{\"p\": «\"hunter2\"»}"}', r'{"a": "{\"p\": \"<PASSWORD>\"}"}'),
        (
            "a.json",
            r'{"a": "{\"p\": \"{\\\"p\\\": «\\\"hunter2»\\\"}\"}"}',
            r'{"a": "{\"p\": \"{\\\"p\\\": \\\"<PASSWORD>\\\"}\"}"}',
        ),
        # Unknown languages take what the policy says.
        ("a.unknown", "p = «83482374»", "p = <PASSWORD>"),
        ("a.md", "p = «hunter2»", "p = <PASSWORD>"),
    ],
)
def test_a_replacement_takes_the_form_of_its_place(path: str, marked: str, redacted: str) -> None:
    assert redact(marked, path) == redacted


@pytest.mark.parametrize(
    ("path", "marked", "redacted"),
    [
        ("a.py", "k = ('«one\\n'\n     'two\\n'\n     'three»')", "k = ('<KEY>'\n     ''\n     '')"),
        ("a.py", "k = '''«one\n  two\nthree»'''", "k = '''<KEY>\n  \n'''"),
        ("a.py", "# «Jane\n# Roe»\n", "# <KEY>\n# \n"),
        ("a.java", 'k = "«one" +\n    "two»";', 'k = "<KEY>" +\n    "";'),
        ("a.yaml", "k: |\n  «one\n  two»\nx: 1", "k: |\n  <KEY>\n  \nx: 1"),
        ("a.ipynb", '{"s": ["«one\\n",\n  "two»"]}', '{"s": ["<KEY>",\n  ""]}'),
        ("a.xml", "<k>«one\n  two»</k>", "<k>&lt;KEY&gt;\n  </k>"),
    ],
)
def test_a_value_of_several_lines_keeps_lines_quotes_and_operators(path: str, marked: str, redacted: str) -> None:
    assert redact(marked, path, label="KEY") == redacted


@pytest.mark.parametrize(
    ("path", "marked", "policy", "redacted"),
    [
        ("a.yaml", "p: «hunter2»", "mask", "p: xxxxxxx"),
        ("a.java", "/* http://roe.net/«hunter2»/ */", "mask", "/* http://roe.net/xxxxxxx/ */"),
        ("a.js", "p = «hunter2»", "mask", "p = xxxxxxx"),
        ("a.xml", "<p>«hunter2»</p>", "mask", "<p>*******</p>"),
        ("a.js", "p = «hunter2»", "remove", "p = PASSWORD"),
        ("a.py", "p = '«hunter2»'", "remove", "p = ''"),
        ("a.toml", "«hunter2» = 1\n«swordfish» = 2", "number", "PASSWORD_1 = 1\nPASSWORD_2 = 2"),
        ("a.toml", "«hunter2» = 1\n«swordfish» = 2", "tag", "PASSWORD_0 = 1\nPASSWORD_1 = 2"),
        ("a.js", "p = '«hunter2»'", Policy({"PASSWORD": lambda value: "it's"}), "p = 'PASSWORD'"),
        ("a.xml", "<p>«hunter2»</p>", Policy({"PASSWORD": lambda value: "a<b&c"}), "<p>a&lt;b&amp;c</p>"),
    ],
)
def test_every_policys_replacement_is_fitted(path: str, marked: str, policy: str | Policy, redacted: str) -> None:
    assert redact(marked, path, policy) == redacted


@pytest.mark.parametrize("text", ["def chown(path, hunter2: int): ...", "x = f'{hunter2}'", "hunter2.run()"])
def test_a_name_of_a_programs_own_stands_and_the_reason_is_said(text: str) -> None:
    redaction = Redactor([Marked(("hunter2",))]).redact(text, "a.py")

    assert redaction.text == text
    assert [span.reason for span in redaction.spans] == ["code"]


def test_an_operator_between_two_quotes_is_in_no_string() -> None:
    pytest.importorskip("tree_sitter_php")

    redactor = Redactor([Marked((" . ",), "NAME")], "hash", key=b"a made-up key for tests")

    assert redactor.redact("<?php $q = 'a = ' . 'b';", "a.php").marks == ("syntax",)


def test_documents_within_strings_of_json_still_parse() -> None:
    document = '{"from": "Jane Roe <jane@roe.org>", "to": "\\"Max Fry\\" <max@roe.org>", "password": "swordfish77"}'
    for _ in range(4):
        redacted = Redactor(["rules"]).redact(document, "a.json")
        inner = redacted.text
        while not isinstance(inner, dict) or "x" in inner:
            inner = inner["x"] if isinstance(inner, dict) else json.loads(inner)
        assert inner == {"from": "<NAME> <<EMAIL>>", "to": '"<NAME>" <<EMAIL>>', "password": "<PASSWORD>"}
        assert redacted.marks == ()
        document = json.dumps({"x": document})


def test_the_shape_of_json_counts_the_documents_in_its_strings() -> None:
    whole, broken = r'{"a": "{\"b\": \"c\"}"}', r'{"a": "{\"b\": c\"}"}'

    assert shape("json", whole) == 2 and shape("json", broken) == 1
    assert shape("jsonl", f"{whole}\n{broken}") == 3


def test_an_address_in_bare_code_stays_one_and_redacting_twice_changes_nothing() -> None:
    redactor = Redactor(["rules"])
    text = "ping 93.184.216.34\ncurl http://93.184.216.35/\nDNS='52.14.8.9'\nHOST=54.12.7.8\n"

    once = redactor.redact(text, "a.sh").text

    assert once == "ping 10.100.1.1\ncurl http://10.100.1.2/\nDNS='10.101.1.1'\nHOST=10.102.1.1\n"
    assert redactor.redact(once, "a.sh").text == once


def test_a_header_of_either_language_parses() -> None:
    pytest.importorskip("tree_sitter_c")
    pytest.importorskip("tree_sitter_cpp")

    assert shape("c", "int f(void);") == "c"
    assert shape("c", "namespace roe { template <class T> class A { T a; }; }") == "cpp"
    assert shape("c", "namespace roe { class {{") is None


def test_a_keyword_stands() -> None:
    pytest.importorskip("tree_sitter_ruby")
    text = "provide :hpux, :parent => :useradd do\n  puts 'hunter2'\nend\n"

    redaction = Redactor([Marked(("do", "hunter2"))]).redact(text, "a.rb")

    assert redaction.text == text.replace("hunter2", "<PASSWORD>")
    assert [span.reason for span in redaction.spans] == ["code", ""]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.json", "[" * 10_000 + '"hunter2"' + "]" * 10_000),
        ("a.json", '{"a": ' * 10_000 + '"hunter2"' + "}" * 10_000),
        ("a.py", "x = " + "(" * 10_000 + "'hunter2'" + ")" * 10_000),
        ("a.xml", "<a>" * 10_000 + "hunter2" + "</a>" * 10_000),
        ("a.ipynb", '{"cells": [{"source": ["hunter2"'),
    ],
    ids=["list", "object", "python", "xml", "notebook"],
)
def test_what_is_too_deep_or_broken_is_redacted_all_the_same(path: str, text: str) -> None:
    assert "hunter2" not in Redactor([Marked(("hunter2",))]).redact(text, path).text


def test_off_puts_in_what_the_policy_says() -> None:
    redactor = Redactor([Marked(("hunter2",))], syntax="off")

    assert redactor.redact("<p>hunter2</p>", "a.xml").text == "<p><PASSWORD></p>"


def test_a_language_may_be_said_for_all_documents() -> None:
    redactor = Redactor([Marked(("hunter2",))], syntax="xml")

    assert redactor.redact("<p>hunter2</p>", "a.unknown").text == "<p>&lt;PASSWORD&gt;</p>"


def test_where_no_form_fits_the_value_is_replaced_all_the_same_and_the_document_marked() -> None:
    redaction = Redactor([Marked(("<a>",), "NAME")]).redact("<x><a>text</a></x>", "a.xml")

    assert redaction.marks == ("syntax",)
    assert "<a>" not in redaction.text


def test_what_did_not_parse_before_is_no_loss() -> None:
    redaction = Redactor([Marked(("hunter2",))]).redact("def (: hunter2", "a.py")

    assert redaction.marks == ()
    assert redaction.text == "def (: PASSWORD"


WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)
SECRETS = st.text("abcXYZ019_.-@+/", min_size=6, max_size=14)
POLICIES = st.sampled_from(["tag", "number", "mask", "hash", "remove"])


def _literal(text: str) -> str:
    """Of Python as well as of JSON, which escapes less: digits of an escape would be found for a value."""
    return json.dumps(text, ensure_ascii=False)


CHECKS = {
    "json": (  # no escapes of letters: their digits would be found for a value
        lambda before, value, after: json.dumps({before: [before + value + after, {value: 1}]}, ensure_ascii=False),
        json.loads,
    ),
    "py": (
        lambda before, value, after: f"x = [{_literal(before + value)}, {value!r}]  # {after.strip()}{value}\n",
        ast.parse,
    ),
    "xml": (
        lambda before, value, after: ElementTree.tostring(_element(before, value, after), "unicode"),
        ElementTree.fromstring,
    ),
    "yaml": (
        lambda before, value, after: yaml.safe_dump({before: [value, after + value]}, allow_unicode=True),
        yaml.safe_load,
    ),
    "toml": (lambda before, value, after: f"a = {json.dumps(value)}\nb = ['{value}']\n", tomllib.loads),
}


def _element(before: str, value: str, after: str) -> ElementTree.Element:
    element = ElementTree.Element("a", {"b": before + value})
    element.text = value + after
    return element


@settings(max_examples=400)
@given(st.sampled_from(sorted(CHECKS)), WORDS, SECRETS, WORDS, POLICIES)
def test_any_value_in_any_place_leaves_a_document_that_parses(
    kind: str, before: str, value: str, after: str, policy: str
) -> None:
    write, parse = CHECKS[kind]
    text = write(before, value, after)
    if shape({"py": "python"}.get(kind, kind), text) is None or value in before + after:
        return
    redactor = Redactor([Marked((value,))], policy, key=b"a made-up key for tests")

    redaction = redactor.redact(text, f"a.{kind}")

    assert redaction.marks == ()
    parse(redaction.text)
    assert text.count("\n") == redaction.text.count("\n")
    assert redactor.redact(redaction.text, f"a.{kind}").text == redaction.text


@settings(max_examples=300)
@given(st.text(max_size=200), st.data())
def test_any_text_and_spans_are_fitted_without_error(text: str, data: st.DataObject) -> None:
    from pii.syntax.lexing import _LEXICONS  # pyright: ignore[reportPrivateUsage]

    language = data.draw(st.sampled_from(sorted(_LEXICONS)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [Edit(a, b, "<NAME>", "NAME") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]

    assert len(fit(text, edits, language).news) == len(edits)

import base64
import ipaddress
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.schema import Document
from models.jsonl import read_rows, write_rows
from models.languages import language_of
from models.synthesis import addresses, decoys, keys, passwords, people
from models.synthesis.draw import Draw, belongs
from models.synthesis.template import IDENTIFIERS, LABELLED, PLAIN, fill, pages, templates
from models.synthesize import SynthesisRecipe, filled, hijack, plant, run, snippets, surrogate, synthesized
from pii.detectors.rules.credentials.vendors import FORMATS, crc32_base62
from pii.labels import Label
from pii.spans import Span, disjoint

NOWHERE = Path("unused")
SPLITS = ("train", "validation")


def draw(seed: int = 0, split: str = "train") -> Draw:
    return Draw(random.Random(seed), split)


TEXT = """# Written by Jane Roe <jane@roe.org>, Jane Roe
host = "192.0.2.7"
password = "tiger9"
name = "a value"
count = 3
"""
PLACES = [
    ("Jane Roe", Label.NAME),
    ("jane@roe.org", Label.EMAIL),
    ("192.0.2.7", Label.IP_ADDRESS),
    ("tiger9", Label.PASSWORD),
]
SPANS = sorted(
    Span(match.start(), match.end(), label) for value, label in PLACES for match in re.finditer(re.escape(value), TEXT)
)
IGNORED = (Span(TEXT.index("count"), TEXT.index("count") + 5, Label.USERNAME),)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(
    "make",
    [
        lambda d: people.person(d).handle,
        lambda d: people.person(d).given,
        lambda d: people.person(d).family,
        keys.vendor_key,
        keys.generic_key,
        keys.jwt,
        keys.salted_hash,
        passwords.passphrase,
    ],
)
def test_values_belong_to_their_split(make: Callable[[Draw], str], split: str) -> None:
    source = draw(3, split)
    assert all(belongs(make(source), split) for _ in range(60))


def test_no_name_address_or_key_of_training_is_seen_in_validation() -> None:
    seen: dict[str, set[str]] = {}
    for split in SPLITS:
        source = draw(1, split)
        seen[split] = {value for _ in range(300) for value in (people.person(source).email, keys.key(source))}
    assert not seen["train"] & seen["validation"]


def test_a_split_with_too_few_values_is_an_error() -> None:
    value = "same"
    other = "validation" if belongs(value, "train") else "train"
    with pytest.raises(ValueError, match="made no value"):
        draw(0, other).of_split(lambda: value)


def test_names_are_of_many_scripts() -> None:
    source = draw()
    names = "".join(people.person(source).name for _ in range(3000))
    for low, high in ((0x0400, 0x04FF), (0x0600, 0x06FF), (0x0900, 0x097F), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF)):
        assert any(low <= ord(character) <= high for character in names)


def test_addresses_are_addresses_and_decoys_are_not_networks_of_their_own() -> None:
    source = draw()
    for _ in range(300):
        assert ipaddress.ip_address(addresses.ipv4(source)).version == 4
        assert ipaddress.ip_address(addresses.ipv6(source)).version == 6
    kinds = {ipaddress.ip_address(addresses.ipv4(source)).is_private for _ in range(200)}
    assert kinds == {True, False}


@pytest.mark.parametrize("key_format", FORMATS, ids=lambda key_format: key_format.vendor)
def test_vendors_keys_have_prefix_alphabet_length_and_checksum(key_format) -> None:
    source = draw(7)
    for _ in range(20):
        value = keys._of_format(source, key_format)
        if key_format.vendor not in ("Azure storage", "Slack webhook", "Discord webhook"):
            prefix = next(prefix for prefix in key_format.prefixes if value.startswith(prefix))
            value_rest = value[len(prefix) :]
        else:
            value_rest = value
        assert key_format.rest.fullmatch(value_rest)
        if key_format.checksum is crc32_base62:
            assert crc32_base62(value)


def test_there_are_many_key_formats() -> None:
    assert len(FORMATS) >= 80


def test_machine_made_values_decode() -> None:
    source = draw()
    for _ in range(20):
        head, body, _ = keys.jwt(source).split(".")
        assert json.loads(base64.urlsafe_b64decode(head + "=="))["typ"] == "JWT"
        assert "sub" in json.loads(base64.urlsafe_b64decode(body + "=="))
        block = keys.private_key(source)
        assert re.fullmatch(r"-----BEGIN ([A-Z ]*PRIVATE KEY(?: BLOCK)?)-----\n[\s\S]+\n-----END \1-----", block)
    assert base64.b64decode(keys.basic_pair(source, "jane", "tiger9")) == b"jane:tiger9"


def test_a_scrambled_key_keeps_its_shape() -> None:
    source = draw()
    block = keys.private_key(source)
    other = keys.scrambled(source, block)
    assert other != block and other.split("\n")[0] == block.split("\n")[0] and len(other) == len(block)
    quoted = block.replace("\n", "\\n")
    assert keys.scrambled(source, quoted).count("\\n") == quoted.count("\\n")
    assert re.fullmatch("[0-9a-f]{40}", keys.scrambled(source, "0f" * 20))
    assert keys.scrambled(source, "AKIAQWERTYUIOPASDFGH", keep=4).startswith("AKIA")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(SPLITS))
def test_a_value_replaced_in_place_has_exact_offsets(seed: int, split: str) -> None:
    text, spans, ignored = surrogate(TEXT, SPANS, IGNORED, draw(seed, split))
    assert [span.label for span in spans] == [span.label for span in SPANS]
    before = [TEXT[a.end : b.start] for a, b in zip(SPANS, SPANS[1:], strict=False)]
    after = [text[a.end : b.start] for a, b in zip(spans, spans[1:], strict=False)]
    assert before == after and text[: spans[0].start] == TEXT[: SPANS[0].start]
    assert text[ignored[0].start : ignored[0].end] == "count"
    names = [text[span.start : span.end] for span in spans if span.label is Label.NAME]
    assert names[0] == names[1] != "Jane Roe"


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["python", "json", "markdown", "pem", "unheard-of"]))
def test_planted_text_has_exact_offsets_and_loses_nothing(seed: int, language: str) -> None:
    source = draw(seed)
    text, spans, ignored = hijack(TEXT, SPANS, IGNORED, source)
    assert disjoint(spans) and {"tiger9", "Jane Roe"} <= {text[s.start : s.end] for s in spans}
    planted, more, still = plant(text, spans, ignored, language, source)
    assert disjoint([*more, *still]) and more == sorted(more)
    assert {text[s.start : s.end] for s in spans} <= {planted[s.start : s.end] for s in more}
    assert planted[still[0].start : still[0].end] == "count"
    kept = planted
    for line in text.splitlines():
        assert line in kept
        kept = kept[kept.index(line) + len(line) :]


@pytest.mark.parametrize("language", sorted(templates()))
def test_templates_fill_with_spans_where_their_slots_are(language: str) -> None:
    source = draw(2)
    for template in templates()[language]:
        text, spans = fill(template, source)
        whole = re.sub("«GIVEN» «FAMILY»|«FAMILY», «GIVEN»", "«NAME»", template)
        slots = re.findall(r"«(\w+)(?:\.\w+)?»", whole)
        assert "«" not in text and disjoint(spans)
        assert [span.label for span in spans] == [LABELLED[slot][0] for slot in slots if slot in LABELLED]
        assert all(text[span.start : span.end].strip() for span in spans)


def test_templates_are_of_many_languages_that_the_corpus_knows() -> None:
    assert len(templates()) >= 25
    assert {slot for bodies in templates().values() for body in bodies for slot in re.findall(r"«(\w+)", body)} <= (
        LABELLED.keys() | PLAIN.keys() | IDENTIFIERS.keys()
    )
    assert {language_of(name) for name in ("a.py", "b.tf", "c.log", "Dockerfile")} <= templates().keys()


def test_pages_fill_and_say_what_they_show() -> None:
    for page in pages():
        text, spans = fill(page.body, draw(3))

        assert disjoint(spans) and text, page.name
        assert page.language and page.kind, page.name


def test_a_page_is_filled_for_one_split_alone_with_other_values_each_time() -> None:
    recipe = SynthesisRecipe(NOWHERE, fills=3)
    made = {split: list(filled(recipe, split)) for split in SPLITS}
    named = {split: {document.meta["page"] for document in documents} for split, documents in made.items()}

    assert not named["train"] & named["validation"]
    assert named["train"] | named["validation"] == {page.name for page in pages()}
    assert 0.06 < len(named["validation"]) / len(pages()) < 0.2
    assert len({document.text for document in made["train"] if document.spans}) == sum(
        1 for document in made["train"] if document.spans
    )


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("«GIVEN» «FAMILY»", 1),
        ("«FAMILY», «GIVEN»", 1),
        ("«GIVEN»|«FAMILY»", 2),
        ("«GIVEN» and «GIVEN»", 2),
        ("«USER» «GIVEN»", 2),
    ],
)
def test_parts_of_a_name_beside_each_other_are_one_name(template: str, names: int) -> None:
    text, spans = fill(template, draw(5))

    assert len(spans) == names
    assert names > 1 or (spans[0].start, spans[0].end) == (0, len(text))


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown slot 'NOPE'"):
        fill("x = «NOPE»", draw())


def test_digests_and_public_keys_are_planted_as_decoys_without_a_span() -> None:
    text, spans = fill('sha = "«sha»"\nkey = «pubkey»\nid = «uuid»\nby «org» in «product»\n«CERT»', draw())
    assert spans == [] and "-----BEGIN " in text
    assert not any("PRIVATE KEY" in decoys.certificate(draw(seed)) for seed in range(50))


def test_snippets_stand_alone() -> None:
    text, spans, _ = snippets("python", draw(5))
    assert spans and disjoint(spans) and spans[-1].end <= len(text)


def test_rows_depend_on_their_window_and_the_seed_alone() -> None:
    windows = [
        Document(f"w{number}", TEXT, tuple(SPANS), IGNORED, meta={"language": "python", "split": "train"})
        for number in range(6)
    ]
    recipe = SynthesisRecipe(NOWHERE)
    forward = {row.id: row for row in synthesized(recipe, windows, "train")}
    backward = {row.id: row for row in synthesized(recipe, windows[::-1], "train")}
    assert forward == backward and len(forward) >= 6
    assert forward != {row.id: row for row in synthesized(SynthesisRecipe(NOWHERE, seed=1), windows, "train")}


def test_a_run_keeps_the_splits_apart(tmp_path: Path) -> None:
    for split in SPLITS:
        window = Document("w", TEXT, tuple(SPANS), IGNORED, meta={"language": "python", "split": split})
        write_rows(tmp_path / f"weak.{split}.jsonl.zst", [window.to_json()] * 3)
    counts = run(SynthesisRecipe(tmp_path), tmp_path)
    assert counts["train"]["rows"] and counts["validation"]["rows"]
    for split in SPLITS:
        for row in read_rows(tmp_path / f"synth.{split}.jsonl.zst"):
            document = Document.from_json(row)
            assert document.meta["split"] == split
            addresses_found = [
                document.text[s.start : s.end] for s in document.spans if s.label is Label.EMAIL and s.source
            ]
            assert all(
                belongs(value, split) for value in addresses_found if "@" in value and "noreply.github" not in value
            )

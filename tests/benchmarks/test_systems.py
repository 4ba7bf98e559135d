"""Every system that is installed still runs and still finds what it is there to find, so that none rots unseen."""

import json
from pathlib import Path

import pytest

from annotation.schema import Document
from benchmarks import environments
from benchmarks.process import run
from benchmarks.systems import registry
from benchmarks.systems.base import line_bounds, occurrences
from benchmarks.systems.gliner import windows
from benchmarks.systems.label_maps import LABELS, PROMPTS, our_label
from pii.errors import ConfigError, MissingDependencyError, PiiError
from pii.labels import Label

TEXTS = (
    "# Maintainer: Jane Roe <jane@roe.org>, @janeroe, https://github.com/janeroe\nhost = '10.20.30.41'  # was 8.8.8.8\n",
    "url = 'postgres://app:kQ7w-zz91plum@db.example.com/main'\npassword = 'kQ7w-zz91plum'\ntoken = 'ghp_"
    + "a1B2c3D4e5" * 3
    + "a1B2c3'\n",
    "",
)
DOCUMENTS = [Document(f"made-up-{number}", text, meta={"path": f"a{number}.py"}) for number, text in enumerate(TEXTS)]

FINDS = {
    "bigcode-regex": {Label.EMAIL, Label.IP_ADDRESS},
    "detect-secrets": {Label.PASSWORD, Label.KEY},
    "datatrove": {Label.EMAIL, Label.IP_ADDRESS},
    "presidio-regex": {Label.EMAIL, Label.IP_ADDRESS},
    "presidio": {Label.NAME, Label.EMAIL, Label.IP_ADDRESS},
    "rampart": {Label.NAME, Label.EMAIL, Label.IP_ADDRESS},
    "kingfisher": {Label.KEY},
    "betterleaks": {Label.PASSWORD},
    "credsweeper": {Label.KEY},
    "scrubadub": {Label.EMAIL, Label.USERNAME},
    "ours": {Label.EMAIL, Label.IP_ADDRESS, Label.USERNAME, Label.KEY},
}


@pytest.mark.parametrize("name", sorted(FINDS))
def test_an_installed_system_finds_what_it_is_there_to_find(name: str) -> None:
    system = registry.find(name)
    if not environments.installed(system):
        pytest.skip(f"{name} is not installed: python -m benchmarks setup --systems {name}")
    found = run(system, DOCUMENTS)
    assert not found.failures and not found.problems
    labels = {span.label for spans in found.predictions for span in spans}
    assert FINDS[name] <= labels <= system.attempts
    assert found.predictions[2] == []


def test_every_baseline_has_a_smoke_run_and_pinned_requirements() -> None:
    adapters = {registry.SYSTEMS[name].adapter for name in FINDS}
    assert {system.adapter for system in registry.SYSTEMS.values()} <= adapters
    for name in registry.BASELINES:
        environment = registry.SYSTEMS[name].environment
        assert environment is not None
        pins = (environments.HERE / f"{environment}.txt").read_text().split()
        assert pins and all("==" in pin for pin in pins)


def test_an_environment_changes_with_its_pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "HERE", tmp_path)
    (tmp_path / "made.txt").write_text("one==1\n")
    before = environments.folder("made")
    (tmp_path / "made.txt").write_text("one==2\n")
    assert environments.folder("made") != before
    with pytest.raises(ConfigError, match="absent"):
        environments.folder("absent")


def test_a_system_without_its_environment_says_how_to_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PII_BENCHMARKS_CACHE", str(tmp_path))
    with pytest.raises(MissingDependencyError, match="python -m benchmarks setup --systems scrubadub"):
        run(registry.find("scrubadub"), DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "adapter"),
    [
        ("transformers:some/model", "token_classification"),
        ("gliner:some/model", "gliner"),
        ("a_package.module:detect", "function"),
        ("predictions.jsonl", "predictions"),
    ],
)
def test_systems_that_are_named_by_what_they_are(name: str, adapter: str) -> None:
    assert registry.find(name).adapter == adapter


@pytest.mark.parametrize("name", ["nothing", "transformers:", "not a:module", ""])
def test_an_unknown_system_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(PiiError, match="bigcode-regex"):
        registry.find(name)


def test_options_reach_our_own_systems_alone() -> None:
    assert registry.find("ours", {"model": "bundle"}).options == {"model": "bundle"}
    assert registry.find("datatrove", {"model": "bundle"}).options == {}
    assert registry.find("ours-rules@some/bundle").options == {"detectors": ["rules"], "model": "some/bundle"}


def test_every_mapped_label_is_one_of_ours_or_none() -> None:
    assert {label for label in LABELS.values() if label} == set(Label) == set(PROMPTS.values())


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("B-EMAIL", "EMAIL"),
        ("private_person", "NAME"),
        ("I-AMBIGUOUS", None),
        ("S-secret", "KEY"),
        ("PLANET", "PLANET"),
    ],
)
def test_labels_of_public_models(theirs: str, ours: str | None) -> None:
    assert our_label(theirs) == ours


def test_windows_for_a_zero_shot_model_are_whole_lines_and_the_whole_text() -> None:
    text = "".join(f"line {number} of some words\n" for number in range(300)) + "last"
    parts = list(windows(text))
    assert "".join(part for _, part in parts) == text and len(parts) > 3
    assert all(text[start : start + len(part)] == part for start, part in parts)


def test_places_of_values_and_lines() -> None:
    assert list(occurrences("aXbXX", "X")) == [(1, 2), (3, 4), (4, 5)]
    assert list(occurrences("aXbXX", "X", 2, 4)) == [(3, 4)]
    assert list(occurrences("abc", "")) == []
    assert line_bounds("ab\n\nc") == [(0, 2), (3, 3), (4, 5)]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real token classifier of 2 layers that was taught nothing, saved as any other is."""
    pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    tokenizers = pytest.importorskip("tokenizers")
    folder = tmp_path_factory.mktemp("tiny-model")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE())
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = tokenizers.trainers.BpeTrainer(vocab_size=300, special_tokens=["[PAD]"], show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", model_max_length=64
    ).save_pretrained(folder)
    names = {0: "O", 1: "B-private_person", 2: "I-private_person", 3: "B-private_date"}
    config = transformers.BertConfig(
        vocab_size=300, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, id2label=names
    )
    transformers.BertForTokenClassification(config).save_pretrained(folder)
    return folder


def test_any_token_classification_model_runs_by_name(tiny_model: Path) -> None:
    long = Document("long", "def function(argument):\n    return argument\n" * 40)
    found = run(registry.find(f"transformers:{tiny_model}"), [*DOCUMENTS, long])
    assert not found.failures and not found.problems
    assert json.loads((tiny_model / "config.json").read_text())["id2label"]["1"] == "B-private_person"
    spans = [
        (document, span) for document, part in zip([*DOCUMENTS, long], found.predictions, strict=True) for span in part
    ]
    assert spans, "a model of random weights labels something"
    for document, span in spans:
        value = document.text[span.start : span.end]
        assert span.label is Label.NAME and value == value.strip()

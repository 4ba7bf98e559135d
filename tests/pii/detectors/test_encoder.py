"""The encoder that comes with the package."""

import builtins
import pickle
from typing import Any

import numpy as np
import pytest

from pii.detectors import encoder as encoder_module
from pii.detectors.encoder import EncoderDetector, _groups, _merge, _runs, _touched
from pii.errors import ConfigError, MissingDependencyError, ModelError
from pii.labels import Label
from pii.network.bundle import load_bundle
from pii.network.encoding import TokenScores

HEADER = "# This module was written by Jane Marlowe, with help from Pieter van der Berg.\n"
FILLER = "def add(left, right):\n    return left + right\n\n"


@pytest.fixture(scope="module")
def encoder() -> EncoderDetector:
    return EncoderDetector()


def names(text: str, detector: EncoderDetector) -> list[str]:
    return [text[span.start : span.end] for span in detector.detect([text])[0] if span.label is Label.NAME]


def test_it_finds_names_that_no_rule_is_written_for(encoder: EncoderDetector) -> None:
    assert names(HEADER, encoder) == ["Jane Marlowe", "Pieter van der Berg"]


@pytest.mark.parametrize(
    "text",
    [
        "from Visual Studio Code import Extension Manager\n",
        "class HttpRequestHandler(BaseHandler):\n    pass\n",
        "# Copyright (c) The Apache Software Foundation\n",
    ],
)
def test_products_and_organisations_are_no_names(encoder: EncoderDetector, text: str) -> None:
    assert names(text, encoder) == []


@pytest.mark.parametrize("lines", [0, 1, 5, 40, 333, 20_000])
@pytest.mark.parametrize("gate", [True, False])
def test_a_name_is_found_wherever_it_stands(lines: int, gate: bool) -> None:
    if lines > 1000 and not gate:
        pytest.skip("reading a megabyte without the gate takes long")
    text = FILLER * lines + HEADER + FILLER * 3

    assert "Jane Marlowe" in names(text, EncoderDetector(gate=gate))


def test_a_name_in_a_line_of_a_megabyte_is_found(encoder: EncoderDetector) -> None:
    text = "x = 1; " * 75_000 + HEADER.strip() + " y = 2; " * 75_000

    assert "Jane Marlowe" in names(text, encoder)


def test_neighbours_and_order_never_change_a_result(encoder: EncoderDetector) -> None:
    texts = [
        FILLER * (index % 4) + HEADER * (1 + index % 3) + f"user_{index} = '@jroe{index}'\n" for index in range(30)
    ]
    together = encoder.detect(texts)

    assert [EncoderDetector().detect([text])[0] for text in texts[:6]] == together[:6]
    assert EncoderDetector().detect(texts[::-1]) == together[::-1]
    assert encoder.detect(texts) == together


def test_its_workload_is_what_the_gate_lets_through_and_how_well_batches_are_filled() -> None:
    detector = EncoderDetector()
    detector.detect(["x = 1\n" * 200])
    assert detector.workload == {"encoded": 0.0, "padding": 0.0}
    detector.detect([f"Written by Jane Roe{number}, {'who made it ' * (number % 60)}\n" for number in range(600)])
    alone = EncoderDetector()
    alone.detect(["Written by Jane Roe\n"])
    assert 0.1 < detector.workload["encoded"] < 0.9 and alone.workload["encoded"] == 1
    assert 0 < detector.workload["padding"] < 0.2 < alone.workload["padding"]


def test_it_travels_to_other_processes(encoder: EncoderDetector) -> None:
    assert pickle.loads(pickle.dumps(encoder)).detect([HEADER]) == encoder.detect([HEADER])


def test_odd_texts_pass(encoder: EncoderDetector) -> None:
    texts = ["", "\0", "\ud800 Jane Marlowe wrote this", "\r\n" * 5, "🙂" * 50]

    assert len(encoder.detect(texts)) == len(texts)


def test_it_describes_what_determines_the_result(encoder: EncoderDetector) -> None:
    assert encoder.describe() == {"bundle": load_bundle().digest, "operating_point": "balanced", "gate": True}


def test_operating_points_trade_precision_for_recall() -> None:
    texts = [HEADER, "thanks to alice and bob\n", "# ping @jroe about Mercury\n"] * 3
    found = {
        point: sum(map(len, EncoderDetector(operating_point=point).detect(texts)))
        for point in ("precision", "balanced", "recall")
    }

    assert found["precision"] <= found["balanced"] <= found["recall"]


def test_an_unknown_operating_point_is_named() -> None:
    with pytest.raises(ConfigError, match="'bold' is not in the bundle"):
        EncoderDetector(operating_point="bold")


def test_a_missing_bundle_is_named(tmp_path: Any) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        EncoderDetector(tmp_path)


@pytest.mark.gpu
def test_cuda_finds_what_the_cpu_finds(encoder: EncoderDetector) -> None:
    found = EncoderDetector(device="cuda").detect([HEADER])[0]

    assert [(span.start, span.end, span.label) for span in found] == [
        (span.start, span.end, span.label) for span in encoder.detect([HEADER])[0]
    ]


def test_a_missing_runtime_is_an_error_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "onnxruntime":
            raise ImportError(name)
        return plain(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingDependencyError, match=r"pii-for-code\[cpu\]"):
        EncoderDetector()


def scores(start: int, end: int) -> TokenScores:
    """Scores that tell the token and how far it is from the window's nearer edge."""
    tokens = np.arange(start, end, dtype=np.int32)
    depth = np.minimum(tokens - start, end - 1 - tokens).astype(np.float32)
    return TokenScores(tokens, depth, np.ones(end - start, bool))


def test_a_token_is_scored_by_the_window_that_shows_most_around_it() -> None:
    bounds = [(0, 10), (6, 16), (30, 36)]
    merged = _merge([scores(*each) for each in bounds], bounds, 40)
    read = [*range(16), *range(30, 36)]
    assert merged.label[read].tolist() == read and merged.begins.nonzero()[0].tolist() == read
    assert merged.score[[5, 7, 8, 12]].tolist() == [4, 2, 2, 3]
    assert not merged.score[16:30].any() and not merged.score[36:].any()


def test_what_is_worth_reading_is_grown_and_joined() -> None:
    wanted = np.zeros(40, bool)
    wanted[[3, 5, 20, 39]] = True
    assert _runs(wanted, 2) == [(1, 8), (18, 23), (37, 40)]
    assert _runs(wanted, 10) == [(0, 40)] and _runs(np.zeros(4, bool), 3) == []
    wanted[:] = False
    wanted[[3, 8, 14]] = True
    assert _runs(wanted, 2) == [(1, 11), (12, 17)]


def test_parts_are_encoded_in_groups_of_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module, "_CHARACTERS", 15)
    parts = [(0, 10), (20, 25), (30, 44), (50, 51), (60, 62)]
    assert list(_groups(parts)) == [parts[:2], parts[2:4], parts[4:]]
    assert list(_groups(parts[:2])) == [parts[:2]] and list(_groups([])) == []


def test_a_token_is_touched_by_a_place_that_shares_a_character_with_it(encoder: EncoderDetector) -> None:
    encoding, _ = encoder._tokenizer.encode_parts("alpha beta", [(0, 10)])
    ends = encoding.ends.tolist()
    touched = _touched(encoding, [(0, 1)])
    assert touched[0] and touched.sum() == 1
    assert not _touched(encoding, []).any() and _touched(encoding, [(0, 10)]).all()
    assert _touched(encoding, [(ends[0], ends[0] + 1)]).nonzero()[0].tolist() == [1]


def test_what_was_read_of_is_counted_from_nothing() -> None:
    fresh = EncoderDetector(gate=False)
    assert fresh.workload == {"encoded": 0, "padding": 0}
    fresh.detect([HEADER, FILLER])
    assert fresh.workload["encoded"] == 1 and 0 <= fresh.workload["padding"] < 1

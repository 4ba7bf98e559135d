"""Data, training, export and calibration of a small model, end to end."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForTokenClassification

from annotation.schema import Document
from annotation.scoring import LabelScore, score
from models.bundle import BundleRecipe, make
from models.calibrate import CalibrateRecipe, Choice, Curves, adding, best, floor, lower_bound, precise
from models.data import MARKS, Collator, Source, Specials, TokenWindows, read_documents, token_spans
from models.train import ModelChoice, Teacher, TrainRecipe, train
from pii.detectors.encoder import EncoderDetector
from pii.detectors.rules import RuleDetector
from pii.errors import ConfigError, InputError, ModelError
from pii.labels import TAG_IDS, Label
from pii.network.bundle import load_bundle
from pii.network.encoding import load_tokenizer
from pii.redactor import Redactor
from pii.spans import Span


def rows(path: Path) -> list[Document]:
    return list(read_documents(path))


@pytest.fixture(scope="session")
def bundle(checkpoint: Path, data: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bundle")
    # Made-up values that the rules find, too: the encoder adds nothing to them, and is to find them all the same.
    calibrate = CalibrateRecipe(
        left_to_rules=(), judged_only=(), least_unfamiliar=0.0, balanced_precision=0.0, added_precision=0.0
    )
    recipe = BundleRecipe(gate=Path("models/recipes/gate.toml"), window=64, overlap=16, calibrate=calibrate)
    make(recipe, checkpoint, [data[1]], target)
    return target


def test_a_trained_model_finds_values_it_never_saw(bundle: Path, data: tuple[Path, Path]) -> None:
    validation = rows(data[1])
    found = EncoderDetector(bundle).detect([document.text for document in validation])

    assert score(validation, found).macro_f1 > 0.9


def test_own_thresholds_are_chosen_as_if_rules_had_missed_values(bundle: Path, data: tuple[Path, Path]) -> None:
    documents = rows(data[1])

    def added(missed: float) -> int:
        curves = Curves(bundle, documents, [RuleDetector()], missed=missed)
        choices = curves.own(Label.EMAIL, 0.0)
        return choices[0].counts.tp - choices[-1].counts.tp

    none, some, every = added(0.0), added(0.5), added(1.0)

    assert none == 0 < some < every


def test_the_bundle_runs_inside_the_redactor(bundle: Path) -> None:
    redactor = Redactor(detectors=[EncoderDetector(bundle)])

    assert redactor.redact("# Copyright 2020 Igor Hale\nimport os\n").text == "# Copyright 2020 <NAME>\nimport os\n"


def test_batches_and_order_never_change_a_result(bundle: Path, data: tuple[Path, Path]) -> None:
    texts = [document.text * (1 + index % 7) for index, document in enumerate(rows(data[0]))]
    expected = EncoderDetector(bundle).detect(texts)
    draw = np.random.default_rng(0)
    for _ in range(3):
        detector = EncoderDetector(bundle)
        order = draw.permutation(len(texts)).tolist()
        while order:
            size = int(draw.choice([1, 2, 3, 11, 40]))
            batch, order = order[:size], order[size:]
            for index, spans in zip(batch, detector.detect([texts[i] for i in batch]), strict=True):
                assert spans == expected[index]


@pytest.mark.parametrize("position", [0, 37, 500, 5000, 40_000])
def test_a_value_is_found_wherever_it_stands(bundle: Path, position: int) -> None:
    filler = "def main():\n    return 0\n" * 2000
    cut = filler.rfind("\n", 0, position) + 1
    text = filler[:cut] + "# Copyright 2020 Igor Hale\nimport os\n" + filler[cut:]
    for gate in (True, False):
        found = EncoderDetector(bundle, gate=gate).detect([text])[0]
        assert "Igor Hale" in [text[span.start : span.end] for span in found]


def test_a_damaged_bundle_is_refused(bundle: Path, tmp_path: Path) -> None:
    for file in bundle.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"x")

    with pytest.raises(ModelError, match="damaged or was changed"):
        load_bundle(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "has format 99"),
        ({"tags": ["O", "B-X"]}, "expected O, then B- and I- of each label"),
        ({"window": None}, "lacks or garbles"),
    ],
)
def test_a_bundle_of_another_kind_is_refused(
    bundle: Path, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    for file in bundle.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**config, **change}))

    with pytest.raises(ModelError, match=message):
        load_bundle(tmp_path)


def test_an_unknown_operating_point_or_device_is_named(bundle: Path) -> None:
    with pytest.raises(ConfigError, match="it has: balanced, precision, recall"):
        EncoderDetector(bundle, operating_point="bold")
    with pytest.raises(ConfigError, match="expected one of cpu, cuda, tensorrt, auto"):
        EncoderDetector(bundle, device="tpu")


def test_a_killed_run_goes_on_from_its_checkpoint(recipe: TrainRecipe, data: tuple[Path, Path], tmp_path: Path) -> None:
    settings = tmp_path / "recipe.toml"
    settings.write_text(
        f"epochs = 12\nbatch_size = 16\nwindow = 64\noverlap = 8\nevaluate_every = 10\n"
        f"train = [{{path = '{data[0]}'}}]\nvalidation = [{{path = '{data[1]}'}}]\n"
        "[model]\nvocabulary_size = 600\n"
        "config = {model_type = 'recurrent', embedding_size = 8, hidden_size = 8, num_hidden_layers = 1}\n"
    )
    out = tmp_path / "run"
    command = [sys.executable, "-m", "models", "train", str(settings), "-o", str(out)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(out.glob("checkpoints/checkpoint-*/trainer_state.json")) and run.poll() is None:
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not (out / "model").exists()
    done = max(int(path.name.split("-")[1]) for path in out.glob("checkpoints/checkpoint-*"))
    again = subprocess.run(command, capture_output=True, text=True, check=True)

    assert (out / "model" / "config.json").exists()
    steps = [row["step"] for row in json.loads((out / "metrics.json").read_text())]
    assert done >= 10 and max(steps) > done, again.stderr[-500:]


def test_a_student_learns_from_a_teacher(recipe: TrainRecipe, checkpoint: Path, tmp_path: Path) -> None:
    choice = replace(recipe.model, tokenizer=checkpoint / "tokenizer.json")
    student = replace(recipe, model=choice, teacher=Teacher((checkpoint,), weight=0.7), epochs=10)
    metrics = json.loads((train(student, tmp_path).parent / "metrics.json").read_text())

    assert max(row.get("eval_macro_f1", 0.0) for row in metrics) > 0.5


@pytest.mark.parametrize("loss", ["weighted", "focal"])
def test_other_losses_train(recipe: TrainRecipe, tmp_path: Path, loss: str) -> None:
    metrics = json.loads((train(replace(recipe, loss=loss, epochs=4), tmp_path).parent / "metrics.json").read_text())

    assert max(row.get("eval_macro_f1", 0.0) for row in metrics) > 0.3


def test_any_hugging_face_encoder_trains_from_its_configuration(recipe: TrainRecipe, tmp_path: Path) -> None:
    config = {
        "model_type": "bert", "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64,
    }  # fmt: skip
    target = train(replace(recipe, model=ModelChoice(config=config, vocabulary_size=600), epochs=1), tmp_path)

    assert AutoModelForTokenClassification.from_pretrained(str(target)).config.model_type == "bert"


def test_a_pretrained_network_that_is_nowhere_is_named(recipe: TrainRecipe, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="pretrained = './no/where': there is no such folder"):
        train(replace(recipe, model=ModelChoice(pretrained="./no/where")), tmp_path)


def test_a_pretrained_checkpoint_is_fine_tuned(recipe: TrainRecipe, checkpoint: Path, tmp_path: Path) -> None:
    target = train(replace(recipe, model=ModelChoice(pretrained=str(checkpoint)), epochs=1), tmp_path)

    vocabularies = [
        json.loads((path / "tokenizer.json").read_text())["model"]["vocab"] for path in (target, checkpoint)
    ]
    assert vocabularies[0] == vocabularies[1]


def test_training_data_without_a_label_is_refused(recipe: TrainRecipe, tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text(json.dumps(Document("a", "by Jane Roe", (Span(3, 11, Label.NAME),)).to_json()) + "\n")

    with pytest.raises(InputError, match="no span of EMAIL, USERNAME"):
        train(replace(recipe, train=(Source(path),)), tmp_path / "run")


def test_a_network_that_knows_the_labels_is_tuned_on_some_of_them(
    recipe: TrainRecipe, checkpoint: Path, tmp_path: Path
) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text(json.dumps(Document("a", "by Jane Roe", (Span(3, 11, Label.NAME),)).to_json()) + "\n")
    tuned = replace(recipe, train=(Source(path),), model=ModelChoice(pretrained=str(checkpoint)), epochs=1)

    assert (train(tuned, tmp_path / "run") / "model.safetensors").exists()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "a", "text": "abc", "spans": [{"start": 1, "end": 9, "label": "NAME"}]}, "row 0: .*ends beyond"),
        ({"id": "a", "text": "abc", "spans": [{"start": 2, "end": 2, "label": "NAME"}]}, "row 0: .*start < end"),
        (
            {"id": "a", "text": "abc", "spans": [{"start": 0, "end": 2, "label": "PHONE"}]},
            "row 0: 'PHONE' .*; labels are NAME, EMAIL",
        ),
        ({"id": "a", "spans": []}, "row 0: it has no field 'text'"),
    ],
)
def test_a_row_that_does_not_fit_is_named(tmp_path: Path, row: dict[str, object], message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(row) + "\n")

    with pytest.raises(InputError, match=message):
        rows(path)


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl does not exist"):
        rows(tmp_path / "nowhere.jsonl")


def test_collation_pads_and_adds_special_tokens() -> None:
    batch = Collator(Specials((5,), (6,), 9), multiple=4)(
        [
            {"input_ids": np.array([1, 2]), "labels": np.array([0, 1])},
            {"input_ids": np.array([3]), "labels": np.array([2])},
        ]
    )

    assert batch["input_ids"].tolist() == [[5, 1, 2, 6], [5, 3, 6, 9]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1], [1, 1, 1, 0]]
    assert batch["labels"].tolist() == [[-100, 0, 1, -100], [-100, 2, -100, -100]]


def test_stretches_of_evidence_are_missed_whole_and_what_is_known_of_words_stays() -> None:
    proved, known = MARKS.index("proved-NAME"), MARKS.index("proved-NAME+given")
    proposed, word = MARKS.index("proposed-KEY"), MARKS.index("none+given")
    marks = np.array([0, proved, known, 0, word, proposed, proposed])
    row = {"input_ids": np.arange(7), "labels": np.zeros(7), "evidence": marks}

    seen = {tuple(Collator(evidence=True, missed=0.5)([row])["evidence"][0, :7].tolist()) for _ in range(200)}

    name, key = ((proved, known), (0, word)), ((proposed, proposed), (0, 0))
    assert seen == {(0, *one, 0, word, *two) for one in name for two in key}


def test_windows_keep_every_token_and_repeats_are_seen_again(checkpoint: Path, data: tuple[Path, Path]) -> None:
    tokenizer = load_tokenizer(checkpoint / "tokenizer.json")
    documents = rows(data[1])
    windows = TokenWindows.encode(documents, tokenizer, 32, 4, repeat=2)
    once = TokenWindows.encode(documents, tokenizer, 32, 4)

    assert len(windows) == 2 * len(once)
    assert len(windows.ids) == sum(len(tokenizer.encode(document.text)) for document in documents)


def test_token_spans_follow_bio() -> None:
    b, i = TAG_IDS["B-NAME"], TAG_IDS["I-NAME"]
    k = TAG_IDS["I-KEY"]

    spans = [(span.start, span.end, str(span.label)) for span in token_spans([0, b, i, b, 0, i, k, -100])]
    assert spans == [(1, 3, "NAME"), (3, 4, "NAME"), (5, 6, "NAME"), (6, 7, "KEY")]


def choice(threshold: float, tp: int, fp: int, fn: int) -> Choice:
    return Choice(threshold, LabelScore(tp=tp, fp=fp, fn=fn))


@pytest.mark.parametrize(
    ("precision", "lowest"),
    [
        (0.0, 0.1),  # whatever it lets in
        (0.5, 0.2),  # 9 of the last 12 and 6 of the 12 before, which is no better than both together: 15 of 24
        (0.7, 0.6),  # 20 of 20, then 8 of 10
        (0.9, 0.8),
        (1.0, 0.8),
    ],
)
def test_thresholds_fall_while_what_they_let_in_is_right_often_enough(precision: float, lowest: float) -> None:
    # Of the other detectors 50 are right and 5 wrong.
    choices = [
        choice(0.1, 50 + 43, 5 + 31, 7),
        choice(0.2, 50 + 43, 5 + 11, 7),
        choice(0.4, 50 + 34, 5 + 8, 16),
        choice(0.6, 50 + 28, 5 + 2, 22),
        choice(0.8, 50 + 20, 5, 30),
        choice(1.01, 50, 5, 50),
    ]

    assert adding(choices, precision)[0].threshold == lowest
    assert adding(choices, precision)[-1].threshold == 1.01


def test_what_is_never_right_adds_nothing() -> None:
    assert [one.threshold for one in adding([choice(0.5, 9, 9, 1), choice(1.01, 9, 1, 1)], 0.5)] == [1.01]


def test_thresholds_by_f_precision_and_recall_floor() -> None:
    choices = [choice(0.1, 100, 60, 0), choice(0.3, 98, 10, 2), choice(0.5, 97, 9, 3), choice(0.7, 80, 1, 20)]

    assert best(choices, 1.0, 0.0).threshold == 0.3
    assert best(choices, 9.0, 0.0).threshold == 0.1
    assert precise(choices, 0.95).threshold == 0.7
    assert precise(choices, 0.999).threshold == 0.7
    assert floor(Label.NAME, choices, 0.9).threshold == 0.5
    with pytest.raises(ConfigError, match="recall 0.999 of NAME is out of reach"):
        floor(Label.NAME, choices, 0.999)


def test_the_lower_bound_of_a_share_grows_with_the_evidence() -> None:
    assert lower_bound(9, 10) < lower_bound(90, 100) < 0.9
    assert lower_bound(0, 0) == 0.0
    assert lower_bound(95, 100) == pytest.approx(0.9006, abs=1e-3)


def test_a_loss_beyond_all_measure_ends_the_run(recipe: TrainRecipe, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the loss became .* lower learning_rate"):
        train(replace(recipe, learning_rate=1e6, epochs=20), tmp_path)


def test_two_processes_train_together(data: tuple[Path, Path], tmp_path: Path) -> None:
    settings = tmp_path / "recipe.toml"
    settings.write_text(
        f"epochs = 1\nbatch_size = 8\nwindow = 64\noverlap = 8\nevaluate_every = 8\n"
        f"train = [{{path = '{data[0]}'}}]\nvalidation = [{{path = '{data[1]}'}}]\n"
        "[model]\nvocabulary_size = 600\n"
        "config = {model_type = 'recurrent', embedding_size = 8, hidden_size = 8, num_hidden_layers = 1}\n"
    )
    launcher = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2", "--master-addr=127.0.0.1"]
    out = tmp_path / "run"
    done = subprocess.run(
        [*launcher, "--master-port=29571", "-m", "models", "train", str(settings), "-o", str(out)],
        capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    single = -(-len(list((out / "windows").glob("*.npz"))) // 1)
    assert single == 2
    state = json.loads((out / "metrics.json").read_text())
    assert (out / "model" / "model.safetensors").exists()
    assert max(row["step"] for row in state) > 0


def test_torch_weights_are_safetensors_only(checkpoint: Path) -> None:
    names = {path.name for path in checkpoint.iterdir()}

    assert "model.safetensors" in names
    assert not [name for name in names if name.endswith((".bin", ".pt", ".pkl")) and name != "training_args.bin"]
    assert torch.get_num_threads() >= 1


@pytest.mark.parametrize(
    "row",
    [
        {
            "id": "a",
            "text": "by jane@roe.org",
            "fragments": [{"category": "EMAIL", "position": [3, 15], "value": "jane@roe.org"}],
        },
        {
            "id": "a",
            "content": "by jane@roe.org",
            "pii": '[{"tag": "EMAIL_LICENSE", "start": 3, "end": 15, "value": "jane@roe.org"}]',
        },
    ],
)
def test_both_of_bigcode_s_schemas_are_read(tmp_path: Path, row: dict[str, object]) -> None:
    path = tmp_path / "bigcode.jsonl"
    path.write_text(json.dumps(row) + "\n")

    (document,) = rows(path)
    assert [(span.start, span.end, span.label) for span in document.spans] == [(3, 15, Label.EMAIL)]


def test_a_pretrained_checkpoint_may_leave_its_tokenizer_to_the_folder_it_lies_in(
    recipe: TrainRecipe, checkpoint: Path, tmp_path: Path
) -> None:
    shutil.copytree(checkpoint, tmp_path / "inner", ignore=shutil.ignore_patterns("tokenizer*"))
    shutil.copy(checkpoint / "tokenizer.json", tmp_path)
    shutil.copy(checkpoint / "config.json", tmp_path)

    train(replace(recipe, model=ModelChoice(pretrained=str(tmp_path / "inner")), epochs=1), tmp_path / "out")

    read = [load_tokenizer(folder / "tokenizer.json") for folder in (tmp_path / "out" / "model", checkpoint)]
    ids = [tokenizer.encode("by Jane Roe").ids.tolist() for tokenizer in read]
    assert ids[0] == ids[1]

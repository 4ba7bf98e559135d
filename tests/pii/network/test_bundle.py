"""Bundles that are damaged: each an error of one line that says what is wrong."""

import hashlib
import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pii.detectors.encoder import EncoderDetector
from pii.errors import ModelError
from pii.network.bundle import default_path, load_bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_path(), tmp_path / "bundle"))


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    config = json.loads((folder / "config.json").read_text())
    edit(config)
    (folder / "config.json").write_text(json.dumps(config))


def test_an_untouched_copy_is_the_packaged_bundle(folder: Path) -> None:
    assert load_bundle(folder).digest == load_bundle().digest


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda config: config.update(format=2), "has format 2; this version reads 1"),
        (
            lambda config: config["tags"].append("B-CITY"),
            "lacks or garbles tags .*B-CITY: expected O, then B- and",
        ),
        (lambda config: config.pop("tags"), "lacks or garbles 'tags'"),
        (lambda config: config.pop("files"), "lacks or garbles 'files'"),
        (lambda config: config["files"].pop("model.onnx"), "lacks or garbles 'model.onnx'"),
        (lambda config: config.update(files=[]), "lacks or garbles"),
        (lambda config: config.update(files=None), "lacks or garbles"),
        (lambda config: config.pop("gate"), "lacks or garbles 'gate'"),
        (lambda config: config.update(operating_points=[]), "lacks or garbles"),
        (lambda config: config["operating_points"]["balanced"].pop("KEY"), "lacks or garbles .*KEY"),
        (lambda config: config.update(window="wide"), "lacks or garbles"),
        (lambda config: config.update(window=64, overlap=64), "windows of 64 tokens cannot overlap by 64"),
        (lambda config: config.update(window=0, overlap=0), "windows of 0 tokens"),
        (lambda config: config.update(overlap=-1), "cannot overlap by -1"),
        (lambda config: config["gate"]["patterns"].update(bad="(unclosed"), "gate is not usable"),
        (lambda config: config.update(gate=[]), "gate is not usable"),
    ],
)
def test_a_config_that_cannot_be_used_is_an_error_of_one_line(folder: Path, edit: Any, message: str) -> None:
    change(folder, edit)

    with pytest.raises(ModelError, match=message) as raised:
        EncoderDetector(folder)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", ["[1]", "null", '"text"', "{", "", "\udcff"])
def test_a_config_of_another_form_is_an_error_of_one_line(folder: Path, content: str) -> None:
    (folder / "config.json").write_bytes(content.encode("utf-8", "surrogateescape"))

    with pytest.raises(ModelError, match=r"config\.json (holds no JSON object|cannot be read)") as raised:
        load_bundle(folder)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_was_changed_is_told_by_its_digest(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b" ")

    with pytest.raises(ModelError, match=f"{name} has SHA-256 .*damaged or was changed"):
        load_bundle(folder)


@pytest.mark.parametrize(("name", "message"), [("model.onnx", "cannot run it"), ("tokenizer.json", "no tokenizer")])
@pytest.mark.parametrize("content", [b"junk", b"", b"[]"])
def test_a_file_with_the_right_digest_that_is_something_else(
    folder: Path, name: str, message: str, content: bytes
) -> None:
    (folder / name).write_bytes(content)
    change(folder, lambda config: config["files"].update({name: hashlib.sha256(content).hexdigest()}))

    with pytest.raises(ModelError, match=f"{name}.*{message}") as raised:
        EncoderDetector(folder).detect(["# Written by Jane Roe"])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["model.onnx", "look.onnx"])
def test_weights_in_another_file_are_refused(folder: Path, name: str) -> None:
    onnx = pytest.importorskip("onnx")
    model = onnx.load(folder / name)
    onnx.save_model(model, folder / name, save_as_external_data=True, location="weights", size_threshold=1024)
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    change(folder, lambda config: config["files"].update({name: digest}))

    with pytest.raises(ModelError, match=f"{name} keeps weights in other files"):
        load_bundle(folder)


def test_nothing_of_a_bundle_is_unpickled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **settings: object) -> None:
        raise AssertionError("unpickled")

    for name in ("load", "loads", "Unpickler", "_Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    assert EncoderDetector(folder).detect(["# Written by Jane Marlowe\n"])[0]
    assert {path.suffix for path in folder.iterdir()} == {".json", ".md", ".onnx"}

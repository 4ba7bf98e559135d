"""The picture of the README shows what the default settings do."""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

from pii import Label, Redactor

ROOT = Path(__file__).parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("picture", ROOT / "scripts" / "picture.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_what_the_package_does_today() -> None:
    assert (ROOT / "docs" / "redacted.svg").read_text(encoding="utf-8") == script().picture(
        Redactor()
    )  # else: make picture


def test_every_label_is_marked_before_and_after() -> None:
    marks = [
        each.get("class") for each in ET.parse(ROOT / "docs" / "redacted.svg").iter("{http://www.w3.org/2000/svg}rect")
    ]

    assert all(marks.count(label) == 2 for label in Label)

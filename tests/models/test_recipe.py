"""Recipes."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from models.recipe import load_recipe
from pii.errors import ConfigError


@dataclass(frozen=True)
class Inner:
    rate: float = 0.5


@dataclass(frozen=True)
class Outer:
    name: str
    steps: int = 3
    where: Path | None = None
    inner: Inner = field(default_factory=Inner)
    many: tuple[Inner, ...] = ()
    free: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.steps < 0:
            raise ValueError("steps must not be negative")


def load(tmp_path: Path, text: str, **overrides: object) -> Outer:
    path = tmp_path / "r.toml"
    path.write_text(text)
    return load_recipe(Outer, path, **overrides)


def test_a_recipe_is_read_into_nested_dataclasses(tmp_path: Path) -> None:
    text = 'name = "a"\nwhere = "x/y"\nfree = {a = 1}\n[inner]\nrate = 2\n[[many]]\nrate = 0.1\n[[many]]\n'

    assert load(tmp_path, text) == Outer("a", 3, Path("x/y"), Inner(2.0), (Inner(0.1), Inner()), {"a": 1})


def test_an_override_wins_and_none_leaves_the_file_s_value(tmp_path: Path) -> None:
    assert load(tmp_path, 'name = "a"\nsteps = 4', steps=5, where=None) == Outer("a", 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "a"\nsteeps = 3', "unknown key steeps; known: name, steps"),
        ('name = "a"\n[inner]\nrte = 3', "unknown key inner.rte"),
        ("steps = 3", "missing key name"),
        ('name = "a"\nsteps = "3"', "steps = '3', expected int"),
        ('name = "a"\nsteps = true', "steps = True, expected int"),
        ('name = "a"\nfree = {a = "x"}', "free.a = 'x', expected int"),
        ('name = "a"\nmany = [3]', r"many\[0\] = 3, expected Inner"),
        ('name = "a"\nsteps = -1', "steps must not be negative"),
        ("name = ", "r.toml"),
    ],
)
def test_a_mistake_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_recipe(Outer, tmp_path / "nowhere.toml")

"""The tree of exceptions: what callers may catch, and that the drawing in the docstring is the tree."""

import inspect
import pickle
import re

import pytest

from pii import errors

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass)]


def test_the_drawing_names_every_error_and_no_other() -> None:
    drawn = re.findall(r"^[├└]── (\w+)", errors.__doc__ or "", re.M)

    assert sorted(["PiiError", *drawn]) == sorted(error.__name__ for error in CLASSES)


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_is_caught_as_pii_error(error: type[Exception]) -> None:
    assert issubclass(error, errors.PiiError)
    assert error.__doc__


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(errors.ConfigError, ValueError), (errors.MissingDependencyError, ImportError)],
)
def test_callers_that_know_only_the_builtin_error_catch_it_too(
    error: type[Exception], builtin: type[Exception]
) -> None:
    with pytest.raises(builtin, match="what to do"):
        raise error("what to do")


@pytest.mark.parametrize("error", CLASSES)
def test_errors_survive_the_way_back_from_a_worker_process(error: type[Exception]) -> None:
    copy = pickle.loads(pickle.dumps(error("shard 3: truncated")))

    assert type(copy) is error
    assert str(copy) == "shard 3: truncated"

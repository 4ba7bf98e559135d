"""Texts in Arrow columns, however deep: found by path and replaced in place. Nothing else is touched."""

# Arrow's stubs leave open what arrays hold.
# pyright: reportMissingTypeArgument=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false, reportAttributeAccessIssue=false
# pyright: reportCallIssue=false, reportArgumentType=false, reportUnknownLambdaType=false

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pii.shards.columns import counts, numbers
from pii.shards.paths import FieldPath, Wildcard

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Leaf:
    """An array of texts: those of all rows at one path."""

    values: pa.Array
    rows: Rows
    """The row of each value, ascending."""
    place: Callable[[int], str]
    """The path of a value in its row."""
    spares: Callable[[str], bool]
    """Whether a value is spared, being an identifier."""


Change = Callable[[int, pa.Array], pa.Array]
"""Takes the number of a leaf and its values; returns the new values."""


class UnfitType(Exception):
    """A path leads to something other than text; the message says what."""


def leaves(column: pa.Array, name: str, paths: Sequence[FieldPath]) -> list[Leaf]:
    """The texts of a column that these paths, relative to the column, lead to.

    Raises:
        UnfitType: a path leads nowhere, or to something other than text.
    """
    found: list[Leaf] = []

    def note(leaf: Leaf) -> pa.Array:
        found.append(leaf)
        return leaf.values

    _Walk(note).column(column, name, paths)
    return found


def replace_leaves(column: pa.Array, paths: Sequence[FieldPath], change: Change) -> pa.Array:
    """The column with its texts replaced."""
    number = itertools.count()
    return _Walk(lambda leaf: change(next(number), leaf.values)).column(column, "", paths)


def check_type(kind: pa.DataType, name: str, paths: Sequence[FieldPath]) -> None:
    """Check that a column of this type has texts where these paths lead.

    Raises:
        UnfitType: it has not.
    """
    leaves(pa.nulls(0, kind), name, paths)
    for path in paths:
        _Reach().check(kind, name, path)


class _Reach:
    """Checks that a path leads somewhere."""

    def check(self, kind: pa.DataType, place: str, path: FieldPath) -> None:
        if path.ends or pa.types.is_null(kind):
            return
        step = path.steps[0]
        if pa.types.is_struct(kind):
            names = [kind.field(index).name for index in range(kind.num_fields)]
            if step not in names:
                raise UnfitType(f"{place!r} has no field {_shown(step)!r}; it has: {', '.join(names)}")
            self.check(kind.field(names.index(str(step))).type, f"{place}.{step}", FieldPath(path.steps[1:]))
        elif pa.types.is_map(kind):
            if isinstance(step, str):
                self.check(kind.item_type, f"{place}.{step}", FieldPath(path.steps[1:]))
            else:
                raise UnfitType(f"{place!r} is a map; name its keys, or take all with **")
        elif _is_list(kind) and step is Wildcard.EACH:
            self.check(kind.value_type, f"{place}[*]", FieldPath(path.steps[1:]))
        else:
            raise UnfitType(f"{place!r} holds {kind}, which has no {_shown(step)}")


def _shown(step: object) -> str:
    return step.value if isinstance(step, Wildcard) else str(step)


class _Walk:
    """Walks down a column and rebuilds it from what `note` returns for each array of texts."""

    def __init__(self, note: Callable[[Leaf], pa.Array]) -> None:
        self._note = note

    def column(self, column: pa.Array, name: str, paths: Sequence[FieldPath]) -> pa.Array:
        rows = np.arange(len(column), dtype=np.int64)
        return self._array(column, rows, lambda index: name, paths, name)

    def _array(
        self, array: pa.Array, rows: Rows, place: Callable[[int], str], paths: Sequence[FieldPath], key: str
    ) -> pa.Array:
        kind = array.type
        if not paths:
            return array
        named = any(path.ends and not path.deep for path in paths)
        if is_text(kind) or (named and _is_binary(kind)):
            ending = [path for path in paths if path.ends]
            spares = partial(_spares, ending, key)
            return self._note(Leaf(array, rows, place, spares)) if ending else array
        if named and not pa.types.is_null(kind):
            raise UnfitType(f"column {key!r} holds {kind}, expected text")
        if pa.types.is_struct(kind):
            return self._struct(array, rows, place, paths)
        if pa.types.is_map(kind):
            return self._map(array, rows, place, paths)
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            return self._list(array, rows, place, paths, key)
        if _is_list(kind):
            plain = array.cast(pa.large_list(kind.value_field))
            new = self._list(plain, rows, place, paths, key)
            return array if new is plain else _fixed(new, kind) if pa.types.is_fixed_size_list(kind) else new.cast(kind)
        return array

    def _struct(self, array: pa.Array, rows: Rows, place: Callable[[int], str], paths: Sequence[FieldPath]) -> pa.Array:
        kind = array.type
        fields = [kind.field(index) for index in range(kind.num_fields)]
        children: list[pa.Array] = []
        changed = False
        # Flattening turns values below a null into nulls, so that none hidden there gets into the output.
        for field, child in zip(fields, array.flatten(), strict=True):
            below = _below(paths, field.name)
            inner = _joined(place, field.name)
            new = self._array(child, rows, inner, below, field.name)
            changed = changed or new is not child
            children.append(new)
        return pa.StructArray.from_arrays(children, fields=fields, mask=array.is_null()) if changed else array

    def _list(
        self, array: pa.Array, rows: Rows, place: Callable[[int], str], paths: Sequence[FieldPath], key: str
    ) -> pa.Array:
        # Arrow's list_parent_indices also counts values below a null, which flatten leaves out.
        offsets = _offsets(array)
        parents = np.repeat(np.arange(len(array), dtype=np.int64), np.diff(offsets))
        values = pc.list_flatten(array)

        def inner(index: int) -> str:
            parent = int(parents[index])
            return f"{place(parent)}[{index - int(offsets[parent])}]"

        new = self._array(values, rows[parents], inner, _below(paths, 0), key)
        if new is values:
            return array
        large = pa.types.is_large_list(array.type)
        build = pa.LargeListArray if large else pa.ListArray
        bounds = numbers(offsets).cast(pa.int64() if large else pa.int32())
        return build.from_arrays(bounds, new, type=array.type, mask=array.is_null())

    def _map(self, array: pa.Array, rows: Rows, place: Callable[[int], str], paths: Sequence[FieldPath]) -> pa.Array:
        """A map's items; a path names a key, or takes all with `**`. Keys are data, so places do not show them."""
        bounds = counts(array.offsets)
        first, last = int(bounds[0]), int(bounds[-1])
        keys, items = array.keys.slice(first, last - first), array.items.slice(first, last - first)
        lengths = np.diff(bounds)
        parents = np.repeat(np.arange(len(array), dtype=np.int64), lengths)
        hidden = (
            counts(array.is_null().cast(pa.int64()))[parents] if array.null_count else np.zeros(len(parents), np.int64)
        )
        taken: dict[str, npt.NDArray[np.int64]] = {}
        names = keys.to_pylist()
        steps = {path.steps[0] for path in paths if path.steps}
        if Wildcard.DEEP in steps:
            taken["*"] = np.flatnonzero(hidden == 0)
        for step in steps - {Wildcard.DEEP, Wildcard.EACH}:
            at = [index for index, name in enumerate(names) if name == step and not hidden[index]]
            if Wildcard.DEEP not in steps:
                taken[str(step)] = np.array(at, np.int64)
        new = items
        for name, at in sorted(taken.items()):
            below = [path for path in paths if path.deep] if name == "*" else _below(paths, name)
            picked = items.take(numbers(at))
            done = self._array(picked, rows[parents[at]], _picked(place, parents[at], name), below, name)
            if done is not picked:
                new = _scattered(new, at, done)
        if new is items:
            return array
        offsets = numbers(np.concatenate([[0], np.cumsum(lengths)])).cast(pa.int32())
        return _map_array(offsets, keys, new, array)


def _fixed(lists: pa.Array, kind: pa.DataType) -> pa.Array:
    """Fixed-size lists from lists; a null one needs values to fill its slot, whichever they are."""
    size = kind.list_size
    starts = np.minimum(_offsets(lists)[:-1], len(lists.flatten()) - size)
    at = (starts[:, None] + np.arange(size)).reshape(-1)
    return pa.FixedSizeListArray.from_arrays(lists.flatten().take(numbers(at)), type=kind, mask=lists.is_null())


def _spares(paths: Sequence[FieldPath], key: str, value: str) -> bool:
    return all(path.spares(key, value) for path in paths)


def _map_array(offsets: pa.Array, keys: pa.Array, items: pa.Array, like: pa.Array) -> pa.Array:
    if not like.null_count:
        return pa.MapArray.from_arrays(offsets, keys, items, type=like.type)
    # Arrow takes a null offset for a null map.
    marked = pc.if_else(like.is_null(), pa.nulls(len(like), pa.int32()), offsets.slice(0, len(like)))
    return pa.MapArray.from_arrays(pa.concat_arrays([marked, offsets.slice(len(like))]), keys, items, type=like.type)


def _picked(place: Callable[[int], str], parents: Rows, name: str) -> Callable[[int], str]:
    return lambda index: f"{place(int(parents[index]))}.{name}"


def _scattered(values: pa.Array, at: Rows, new: pa.Array) -> pa.Array:
    order = np.arange(len(values), dtype=np.int64)
    order[at] = len(values) + np.arange(len(at))
    return pa.concat_arrays([values, new]).take(numbers(order))


def _joined(place: Callable[[int], str], name: str) -> Callable[[int], str]:
    return lambda index: f"{place(index)}.{name}"


def _below(paths: Sequence[FieldPath], key: str | int) -> list[FieldPath]:
    return [left for path in paths if (left := path.below(key)) is not None]


def _offsets(array: pa.Array) -> Rows:
    lengths = counts(pc.list_value_length(array))
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def _is_list(kind: pa.DataType) -> bool:
    tests: list[Any] = [pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list]
    tests += [test for name in ("is_list_view", "is_large_list_view") if (test := getattr(pa.types, name, None))]
    return any(test(kind) for test in tests)


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type holds text. A column of nothing but nulls may have the null type."""
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)


def _is_binary(kind: pa.DataType) -> bool:
    return pa.types.is_binary(kind) or pa.types.is_large_binary(kind)

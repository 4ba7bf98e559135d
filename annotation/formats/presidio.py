"""presidio-research's JSON: `[{"full_text", "spans": [{"entity_type", "entity_value", "start_position", "end_position"}]}]`."""

from collections.abc import Iterator
from pathlib import Path

from annotation.formats.records import (
    USUAL,
    Fields,
    Read,
    Record,
    Row,
    each,
    field_of,
    id_of,
    objects_of,
    read_objects,
    rest_of,
    span,
    text_of,
)

_KNOWN = ("full_text", "masked", "spans", "tokens", "tags", "id")


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The samples of a dataset; `create_bio_dataset` and its like write lists, some scripts lines.

    Raises:
        InputError: there is no such file, or it holds something else.
    """

    def parse(row: Row) -> Iterator[Read]:
        spans = [
            span(
                field_of(item, "start_position"),
                field_of(item, "end_position"),
                field_of(item, "entity_type"),
                item.get("entity_value"),
            )
            for item in objects_of(field_of(row, "spans"), "spans")
        ]
        meta = rest_of(row, _KNOWN, fields)
        yield Record(text_of(row, fields, "full_text"), spans, id_of(row, fields, "id"), meta=meta)

    return each(read_objects(path, "presidio-research's samples, a list of objects"), parse)

import pytest

from pii.errors import ConfigError
from pii.shards.base import ShardOptions


def test_the_text_cannot_be_the_id_since_ids_are_written_unmasked():
    with pytest.raises(ConfigError, match="both text and id.*--id-column"):
        ShardOptions(text_fields=("body",), id_column="body")


def test_one_text_field_may_be_given_by_its_name_alone():
    assert ShardOptions("body") == ShardOptions(("body",)) == ShardOptions(["body"])

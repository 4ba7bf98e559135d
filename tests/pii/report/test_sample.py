import shutil

import pytest

from pii.errors import InputError
from pii.report.facts import read_facts
from pii.report.sample import MASK, RANDOM, sample


def test_masked_texts_have_the_offsets_of_the_originals(output, corpus):
    facts = read_facts(str(output))

    masked = sample(facts, 1_000)
    clear = sample(facts, 1_000, inputs=[str(corpus)])

    assert len(masked) > 60 and [(d.shard, d.row) for d in masked] == [(d.shard, d.row) for d in clear]
    for hidden, shown in zip(masked, clear, strict=True):
        assert hidden.spans == shown.spans and len(hidden.text) == len(shown.text)
        position = 0
        for span in hidden.spans:
            assert hidden.text[position : span.start] == shown.text[position : span.start]
            assert set(hidden.text[span.start : span.end]) == {MASK}
            assert shown.text[span.start : span.end] in ("jane@roe.org", "swordfish77")
            assert span.after.strip("<>") in ("EMAIL", "PASSWORD")
            position = span.end
        assert "jane@roe.org" not in hidden.text and "swordfish77" not in hidden.text


def test_documents_are_what_stands_in_their_rows(output):
    for document in sample(read_facts(str(output)), 1_000):
        if document.shard == "b.jsonl":
            assert document.text.startswith(f"row {document.row + (document.row >= 9)} ")
        elif document.shard == "a.parquet" and document.spans:
            assert document.text.startswith(f"# {document.row} ")
        elif document.shard == "src/" and document.id and document.id[4].isdigit():
            assert document.text.startswith(f"# {document.id[4]} ")


def test_of_a_long_document_the_part_with_spans_is_shown(output):
    (document,) = (d for d in sample(read_facts(str(output)), 1_000) if d.id == "src/long.py")

    assert len(document.text) <= 20_000 and document.offset > 5_000_000
    assert [document.text[span.start - 2 : span.start] for span in document.spans] == ["# "]
    assert document.text.startswith("x = 1\n") and document.text.endswith("y = 1\n")


def test_half_are_drawn_from_all_and_the_rest_by_label(output):
    strata = [document.stratum for document in sample(read_facts(str(output)), 20)]

    assert len(strata) == 20 and strata.count(RANDOM) == 10 and {"EMAIL", "PASSWORD"} <= set(strata)


def test_the_same_seed_draws_the_same(output):
    facts = read_facts(str(output))

    assert sample(facts, 10, 1) == sample(facts, 10, 1) != sample(facts, 10, 2)


def test_inputs_that_changed_are_refused(output, corpus, tmp_path):
    changed = tmp_path / "in"
    shutil.copytree(corpus, changed)
    (changed / "b.jsonl").write_text('{"content": "other"}\n' * 30)

    with pytest.raises(InputError, match=r"b.jsonl row \d+: the input is not the text"):
        sample(read_facts(str(output)), 1_000, inputs=[str(changed)])


def test_inputs_must_be_those_of_the_run(output, tmp_path):
    (tmp_path / "x.txt").write_text("x")

    with pytest.raises(InputError, match="not among the inputs"):
        sample(read_facts(str(output)), 10, inputs=[str(tmp_path)])


def test_what_a_policy_keeps_is_masked_too(tmp_path):
    from pii.engines.local import LocalEngine
    from pii.policies import Action, Policy
    from pii.redactor import Redactor
    from pii.runs.runner import redact_shards

    (tmp_path / "a.jsonl").write_text('{"content": "by jane@roe.org"}\n')
    policy = Policy({"EMAIL": Action.KEEP})
    redact_shards(
        [str(tmp_path / "a.jsonl")], str(tmp_path / "out"), Redactor(["rules"], policy), engine=LocalEngine(1)
    )

    (document,) = sample(read_facts(str(tmp_path / "out")), 1)

    assert document.text == "by " + MASK * 12 and document.spans[0].after == MASK * 12

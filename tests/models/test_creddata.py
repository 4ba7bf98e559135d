import json
from pathlib import Path

from models.creddata import CredDataRecipe, run
from models.data import read_documents

LINES = [f"setting_{number} = {number}" for number in range(60)]


def test_judged_lines_are_learnt_and_the_rest_is_ignored(tmp_path: Path) -> None:
    lines = list(LINES)
    lines[20], lines[22], lines[24] = 'token = "q7Rk2vX9"', 'secret_name = "redis-tls"', 'password = "<password>"'
    text = "\n".join(lines) + "\n"
    (tmp_path / "files" / "jroe+tool").mkdir(parents=True)
    (tmp_path / "files" / "jroe+tool" / "a.py").write_text(text)

    def row(value: str, truth: str, label: str) -> str:
        start = text.index(value)
        place = {"char_start": start, "char_end": start + len(value), "value_start": 0, "mapped_label": label}
        return json.dumps(
            {"file": "jroe+tool/a.py", "repo": "jroe/tool", "path": "a.py", "ground_truth": truth, **place}
        )

    rows = [row("q7Rk2vX9", "T", "KEY"), row("redis-tls", "F", "KEY"), row("<password>", "X", "PASSWORD")]
    (tmp_path / "labels.jsonl").write_text("\n".join(rows) + "\n")
    counts = run(CredDataRecipe(tmp_path, lines=3, validation_share=0.0), tmp_path / "out")
    assert counts["train"] == {"windows": 1, "spans": 1} and counts["validation"]["windows"] == 0
    (document,) = read_documents(tmp_path / "out" / "creddata.train.jsonl.zst")
    assert [document.text[span.start : span.end] for span in document.spans] == ["q7Rk2vX9"]
    ignored = "".join(document.text[span.start : span.end] for span in document.ignored)
    assert "<password>" in ignored and "setting_21" in ignored
    assert "redis-tls" not in ignored and "q7Rk2vX9" not in ignored

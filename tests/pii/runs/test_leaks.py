import csv
import random
import stat

import pytest

from pii.errors import InputError
from pii.runs.leaks import WINDOW, Sample, Text, bounds, read_sheet, tally, write_sheet

LABELS = ["EMAIL", "KEY"]


def planted(documents: int, each: float, cluster: int, seed: int) -> tuple[list[Text], int]:
    """Texts in which clusters of mails are strewn, and how many mails there are."""
    rng = random.Random(seed)
    texts, left = [], 0
    for number in range(documents):
        words = ["word"] * rng.randrange(200, 4000)
        for _ in range(sum(rng.random() < each for _ in range(10))):
            at = rng.randrange(len(words))
            words[at : at + 1] = ["jane@roe.org"] * cluster
            left += cluster
        texts.append(Text("a.txt", number, None, " ".join(words)))
    return texts, left


def read(texts: list[Text], size: int, seed: int):
    sample = Sample(size, seed)
    for text in texts:
        sample.add(text)
    windows = ((len(w.text), {"EMAIL": w.text.count("jane"), "KEY": 0}) for w in sample.drawn())
    return sample, tally(windows, LABELS)


@pytest.mark.parametrize(("each", "cluster"), [(0.05, 1), (0.01, 1), (0.02, 4)])
def test_the_bound_holds_in_at_least_95_of_100_samples(each, cluster):
    texts, left = planted(400, each, cluster, seed=7)
    truth = 1e9 * left / sum(len(text.text) for text in texts)
    repeats = 250

    held = 0
    for seed in range(repeats):
        _, reading = read(texts, 150, seed)
        email, key = bounds(reading)
        held += email.spans >= truth
        assert key.seen == 0 and key.spans > 0

    # 95 % less two standard errors of the count of repeats.
    assert held / repeats >= 0.95 - 2 * (0.05 * 0.95 / repeats) ** 0.5


def test_every_window_is_as_likely_as_any_other():
    texts = [Text("a", n, None, "x" * (WINDOW * (1 + n % 3) - 7)) for n in range(30)]
    counts: dict[tuple, int] = {}
    for seed in range(600):
        sample, _ = read(texts, 12, seed)
        assert sample.windows == 60 and len(sample.drawn()) == 12
        for window in sample.drawn():
            counts[window.row, window.start] = counts.get((window.row, window.start), 0) + 1

    assert len(counts) == 60 and 80 <= min(counts.values()) and max(counts.values()) <= 165  # 120 expected


def test_a_sheet_goes_to_the_reader_and_back(tmp_path):
    texts, _ = planted(20, 0.1, 1, seed=1)
    sample, _ = read(texts, 10, 3)
    sheet = tmp_path / "sheet.csv"
    write_sheet(sheet, sample, LABELS)
    rows = list(csv.reader(sheet.open(newline="")))
    rows[1][7:9] = ["x", "2"]
    rows[2][7:10] = ["x", "", "1"]
    rows[3][8] = "5"  # not marked as read
    csv.writer(sheet.open("w", newline="")).writerows(rows)

    reading = read_sheet(sheet)

    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert (reading.windows, reading.spans, reading.hit) == (2, {"EMAIL": 2, "KEY": 1}, {"EMAIL": 1, "KEY": 1})
    assert reading.characters == int(rows[1][5]) + int(rows[2][5])
    assert [bound.label for bound in bounds(reading)] == LABELS


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no sheet of windows"),
        ("a,b\n1,2\n", "no sheet of windows"),
        ("window,path,row,field,start,length,text,read,KEY\n0,a,,,0,5,x,,1\n", "no window is marked as read"),
        ("window,path,row,field,start,length,text,read,KEY\n0,a,,,0,5,x,x,two\n", "window 0, KEY: expected a number"),
    ],
)
def test_what_is_no_sheet_is_an_error(tmp_path, content, words):
    (tmp_path / "s.csv").write_text(content)

    with pytest.raises(InputError, match=words):
        read_sheet(tmp_path / "s.csv")

"""A simulated crowd with known truth: made-up code, and workers who miss, invent, misplace and confuse spans.

For measuring aggregation, and for trying the reports without real data. Workers' error rates are drawn from beta distributions.
Some stretches tempt everybody (decoys such as versions and digests) and some spans are hard for everybody, so errors are not
independent as the methods assume.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from annotation.schema import ALL_LABELS, CrowdSpan, Document, TaskKind, Vote
from pii.labels import Label
from pii.spans import Span

_FIRST = "Jane Omar Ines Kofi Lena Hugo Mira Pavel Aiko Tomas Ruth Samir".split()
_LAST = "Roe Doe Muster Ejemplo Sample Ficti Norma Prueba Tester Invento".split()
_WORDS = "load parse index cache retry worker buffer token field batch queue offset state result handle".split()
_CONFUSED = {
    Label.NAME: Label.USERNAME,
    Label.USERNAME: Label.NAME,
    Label.EMAIL: Label.USERNAME,
    Label.KEY: Label.PASSWORD,
    Label.PASSWORD: Label.KEY,
    Label.IP_ADDRESS: Label.KEY,
}
_LINES: dict[Label, tuple[str, ...]] = {
    Label.NAME: ("# Author: {}", " * @author {}", "// thanks to {} for the patch"),
    Label.EMAIL: ("# contact: {}", 'MAINTAINER = "{}"', " * <{}>"),
    Label.USERNAME: ("# TODO(@{}): tidy up", 'user = "{}"', "# see github.com/{}/notes"),
    Label.IP_ADDRESS: ('HOST = "{}"', "ping {} -c 1", "server {}:8080;"),
    Label.KEY: ('api_key = "{}"', "export TOKEN={}", "Authorization: Bearer {}"),
    Label.PASSWORD: ('password = "{}"', "mysql -u root -p{}", "login(user, '{}')"),
}
_DECOYS = ('VERSION = "{}"', "# sha1 {}", 'LABEL = "{}"')


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who labels: numbers and error rates. A pair is the parameters of a beta distribution, from which each worker draws."""

    workers: int = 80
    overlap: int = 3
    """Votes per document."""
    golden: int = 0
    """Number of additional documents that are control tasks, each answered by a quarter of the workers."""
    miss: tuple[float, float] = (2, 8)
    """Rate of overlooking a span."""
    tempt: tuple[float, float] = (1, 9)
    """Rate of marking a decoy."""
    invent: tuple[float, float] = (1, 12)
    """Rate of marking a random token in a document."""
    misplace: tuple[float, float] = (2, 14)
    """Rate of moving one border of a span by one character."""
    confuse: tuple[float, float] = (1, 12)
    """Rate of giving a span its neighbouring label."""
    hard: float = 0.1
    """Share of spans that everybody overlooks three times as often."""
    idle: float = 0.05
    """Share of workers who mark nothing at all."""
    copiers: int = 0
    """Workers who submit the previous worker's answer whenever both have the document."""


@dataclass(frozen=True, slots=True)
class _Worker:
    name: str
    country: str
    miss: float
    tempt: float
    invent: float
    misplace: float
    confuse: float
    idle: bool
    seconds: float
    copies: str | None


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with its truth and with what tempts and what is hard, as spans."""

    document: Document
    decoys: tuple[Span, ...]
    hard: frozenset[Span]


def simulate(documents: int, crowd: Crowd = Crowd(), seed: int = 0) -> tuple[list[Document], list[Vote]]:
    """The truth about `documents` made-up texts (golden ones left out) and the votes of a crowd on them."""
    rng = random.Random(seed)
    workers = [_worker(rng, crowd, index) for index in range(crowd.workers)]
    pages = [_page(rng, f"doc-{index:05}", crowd) for index in range(documents)]
    golden = [_page(rng, f"golden-{index:03}", crowd) for index in range(crowd.golden)]
    votes = [vote for page in pages for vote in _answers(rng, page, rng.sample(workers, crowd.overlap), TaskKind.MAIN)]
    for page in golden:
        votes += _answers(rng, page, rng.sample(workers, max(1, crowd.workers // 4)), TaskKind.GOLDEN)
    return [page.document for page in pages], _on_pages(rng, votes, workers)


def _worker(rng: random.Random, crowd: Crowd, index: int) -> _Worker:
    draw = rng.betavariate
    return _Worker(
        name=f"w{index:04}",
        country=rng.choice(("AA", "BB", "CC")),
        miss=draw(*crowd.miss),
        tempt=draw(*crowd.tempt),
        invent=draw(*crowd.invent),
        misplace=draw(*crowd.misplace),
        confuse=draw(*crowd.confuse),
        idle=rng.random() < crowd.idle,
        seconds=rng.lognormvariate(4.0, 0.4),
        copies=f"w{index - 1:04}" if 0 < index <= crowd.copiers * 2 and index % 2 else None,
    )


def _page(rng: random.Random, key: str, crowd: Crowd) -> _Page:
    text, spans, decoys = "", list[Span](), list[Span]()
    for _ in range(rng.randint(6, 14)):
        kind = rng.random()
        if kind < 0.25:
            label = rng.choices(list(Label), weights=(5, 4, 3, 2, 1, 1))[0]
            line, start, end = _filled(rng.choice(_LINES[label]), _value(rng, label), len(text))
            spans.append(Span(start, end, label))
        elif kind < 0.35:
            line, start, end = _filled(rng.choice(_DECOYS), _decoy(rng), len(text))
            decoys.append(Span(start, end, rng.choice((Label.KEY, Label.IP_ADDRESS))))
        else:
            line = f"{rng.choice(_WORDS)}_{rng.choice(_WORDS)} = {rng.choice(_WORDS)}({rng.randrange(100)})"
        text += f"{line}\n"
    meta = {"repo": f"example/{key}", "language": rng.choice(("Python", "Go", "Java"))}
    hard = frozenset(span for span in spans if rng.random() < crowd.hard)
    return _Page(Document(key, text, tuple(spans), meta=meta), tuple(decoys), hard)


def _filled(template: str, value: str, offset: int) -> tuple[str, int, int]:
    start = offset + template.index("{}")
    return template.replace("{}", value), start, start + len(value)


def _value(rng: random.Random, label: Label) -> str:
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    match label:
        case Label.NAME:
            return f"{first} {last}"
        case Label.EMAIL:
            return f"{first}.{last}@{rng.choice(('example.com', 'mail.example.org'))}".lower()
        case Label.USERNAME:
            return f"{first}{last[0]}{rng.randrange(100)}".lower()
        case Label.IP_ADDRESS:
            return f"{rng.choice(('192.0.2', '198.51.100', '203.0.113'))}.{rng.randrange(256)}"
        case Label.KEY:
            return "made_up_" + "".join(rng.choices("abcdef0123456789", k=24))
        case Label.PASSWORD:
            return f"{rng.choice(_WORDS)}-{rng.randrange(1000)}!"


def _decoy(rng: random.Random) -> str:
    version = f"1.{rng.randrange(20)}.{rng.randrange(20)}.0"
    return rng.choice((version, "".join(rng.choices("abcdef0123456789", k=40)), rng.choice(_WORDS)))


def _answers(rng: random.Random, page: _Page, workers: Sequence[_Worker], kind: TaskKind) -> Iterator[Vote]:
    document = page.document
    given = {worker.name: _spans(rng, page, worker) for worker in workers}
    gold = tuple(CrowdSpan(span.start, span.end, str(span.label)) for span in document.spans)
    for worker in workers:
        source = worker.copies if worker.copies in given else worker.name
        yield Vote(
            document.id,
            document.text,
            worker.name,
            given[source],
            asked=ALL_LABELS,
            kind=kind,
            gold=gold if kind is TaskKind.GOLDEN else None,
            pool="simulated",
            task=document.id,
            country=worker.country,
            guideline="simulated-1",
            meta=document.meta,
        )


def _spans(rng: random.Random, page: _Page, worker: _Worker) -> tuple[CrowdSpan, ...]:
    if worker.idle:
        return ()
    text = page.document.text
    spans: set[CrowdSpan] = set()
    for span in page.document.spans:
        miss = min(0.95, worker.miss * 3) if span in page.hard else worker.miss
        if rng.random() >= miss:
            label = _CONFUSED[Label(span.label)] if rng.random() < worker.confuse else span.label
            start, end = _misplaced(rng, span, len(text)) if rng.random() < worker.misplace else (span.start, span.end)
            spans.add(CrowdSpan(start, end, str(label)))
    spans.update(CrowdSpan(d.start, d.end, str(d.label)) for d in page.decoys if rng.random() < worker.tempt)
    if rng.random() < worker.invent:
        start = rng.randrange(len(text) - 8)
        spans.add(CrowdSpan(start, start + rng.randint(2, 8), str(rng.choice(list(Label)))))
    return tuple(sorted(spans))


def _misplaced(rng: random.Random, span: Span, length: int) -> tuple[int, int]:
    start, end = rng.choice(((-1, 0), (1, 0), (0, -1), (0, 1)))
    return max(0, span.start + start), min(length, span.end + end)


def _on_pages(rng: random.Random, votes: Sequence[Vote], workers: Sequence[_Worker]) -> list[Vote]:
    """Put each worker's votes, including golden ones, on paid pages of five, one after another."""
    placed: list[Vote] = []
    by_worker: dict[str, list[Vote]] = {worker.name: [] for worker in workers}
    for vote in votes:
        by_worker[vote.worker].append(vote)
    for worker in workers:
        mine = by_worker[worker.name]
        rng.shuffle(mine)
        clock = datetime(2024, 1, 8, 9, tzinfo=UTC) + timedelta(minutes=rng.randrange(600))
        for first in range(0, len(mine), 5):
            page = mine[first : first + 5]
            started, clock = clock, clock + timedelta(seconds=round(worker.seconds * len(page) * rng.uniform(0.7, 1.4)))
            for vote in page:
                placed.append(_placed(vote, f"{worker.name}-{first // 5}", started, clock, len(page)))
    return sorted(placed, key=lambda vote: (vote.document_id, vote.worker))


def _placed(vote: Vote, assignment: str, started: datetime, submitted: datetime, rows: int) -> Vote:
    return replace(vote, assignment=assignment, started=started, submitted=submitted, reward=0.6, assignment_rows=rows)

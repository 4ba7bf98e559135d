"""Things named after a person, which point at nobody: the Levenshtein distance."""

from pii import expressions as re
from pii.spans import Span

_EPONYM_AFTER = re.compile(
    r"(?:['’]s)? (?:algorithm|alphabet|approximation|automaton|bound|code|coefficient|complexity|condition"
    r"|conjecture|constant|correlation"
    r"|cipher|criterion|cube|curve|decomposition|diagram|distance|distribution|effect|elimination|equation|estimator|expansion|filter|formula|fractal"
    r"|function|graph|hash|heuristic|identity|index|inequality|integral|interpolation|kernel|key exchange|Law|law"
    r"|lemma|machine|matrix|measure|method"
    r"|model|moment|network|noise|notation|number|operator|paradox|parity|path|plot|polynomial|prime|principle|problem|process|product|protocol"
    r"|quadrature|ratio|recurrence|representation|rule|score|search|sequence|series|set|similarity|smoothing|space|spline|statistic|stemmer|sum"
    r"|syndrome|test|theorem|transform|transformation|tree|triangulation|triangle|window)s?\b"
)
"""What persons lend their names to; the name itself points at nobody: Levenshtein distance."""


_OWNED_THING = re.compile(
    r"['’]s [a-z-]{3,16} (?:algorithm|approach|criteri(?:on|a)|method|model|procedure|rule|scale|score|sign|technique|test)\b"
)
"""With a word between: Simpson's biplane method."""


def eponym(text: str, span: Span) -> bool:
    last = text[span.start : span.end].rpartition(" ")[2]
    return bool(
        _EPONYM_AFTER.match(text, span.end)
        or _OWNED_THING.match(text, span.end)
        or last.islower()
        and _EPONYM_AFTER.fullmatch(f" {last}")
    )

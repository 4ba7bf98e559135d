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


ADJECTIVE = re.compile(
    r"(?:^|[ .-])(?:(?:Gauss|Bayes|Markov|Boole?|Cartes|Laplac|Hamilton|Lagrang|Newton|Riemann|Hilbert|Brown|Poisson|Darwin|Freud"
    r"|Kant|Keynes|Maxwell|Cauchy|Jacob|Hess|Abel|Hermit|Euclid|Grassmann|Wronsk|Gram|Noether|Artin|Pfaff|Copernic|Hegel)(?:i?an|ean|itian)"
    r") [A-Z]"
)
"""What mathematics and schools of thought are called after their founders, before the word that it tells of: Gaussian Fields."""


def eponym(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    last = value.rpartition(" ")[2]
    return bool(
        ADJECTIVE.search(value)
        or _EPONYM_AFTER.match(text, span.end)
        or _OWNED_THING.match(text, span.end)
        or last.islower()
        and _EPONYM_AFTER.fullmatch(f" {last}")
    )

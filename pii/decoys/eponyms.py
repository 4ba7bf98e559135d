"""Things named after a person, which identify nobody: the Levenshtein distance."""

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
"""Things named after persons; the name itself identifies nobody: Levenshtein distance."""


_OWNED_THING = re.compile(
    r"['’]s [a-z-]{3,16} (?:algorithm|approach|criteri(?:on|a)|method|model|procedure|rule|scale|score|sign|technique|test)\b"
)
"""The same with a word in between: Simpson's biplane method."""


_THING_BEFORE = re.compile(
    r"(?:\b(?:algoritmo|algorithme|m[ée]todo|méthode|teorema|théorème|f[óo]rmula|formule|ley|lei|legge|loi|ecuación|equação|equazione"
    r"|équation|distribuci[óo]n|distribuição|distribuzione|matriz|matrice|transformada|transformée|desigualdad|desigualdade|inégalité"
    r"|principio|princípio|principe|criterio|critério|critère|[íi]ndice|coeficiente|coefficient) (?:de(?:l| la)?|d[oaiu]|d['’]) ?"
    r"|\b(?:Satz|Formel|Regel|Gesetz|Kriterium|Methode|Verfahren|Algorithmus) von "
    r"|\b(?:критери|метод|теорем|формул|закон|распределени|уравнени|неравенств|алгоритм|преобразовани|коэффициент|постоянн|матриц"
    r"|принцип|интеграл|эффект|рівнянн|розподіл|нерівн|перетворенн)[а-яіїє]{0,4} "
    r"|\b(?:algorytm|metod|twierdzeni|wz[óo]r|praw|równani|rozkład|kryteri|nierówności|transformat)[a-ząćęłńóśźż]{0,3} )\Z",
    re.IGNORECASE,
)
"""The same before the name, as in most languages: método de Newton, критерий Колмогорова."""
_REACH = 40


ADJECTIVE = re.compile(
    r"(?:^|[ .-])(?:(?:Gauss|Bayes|Markov|Boole?|Cartes|Laplac|Hamilton|Lagrang|Newton|Riemann|Hilbert|Brown|Poisson|Darwin|Freud"
    r"|Kant|Keynes|Maxwell|Cauchy|Jacob|Hess|Abel|Hermit|Euclid|Grassmann|Wronsk|Gram|Noether|Artin|Pfaff|Copernic|Hegel)(?:i?an|ean|itian)"
    r") [A-Z]"
)
"""Adjectives of mathematics and schools of thought, from their founders, before the noun: Gaussian Fields."""


def eponym(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    last = value.rpartition(" ")[2]
    return bool(
        ADJECTIVE.search(value)
        or _EPONYM_AFTER.match(text, span.end)
        or _OWNED_THING.match(text, span.end)
        or _THING_BEFORE.search(text, max(0, span.start - _REACH), span.start)
        or last.islower()
        and _EPONYM_AFTER.fullmatch(f" {last}")
    )

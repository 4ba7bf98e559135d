"""Lookalikes of mentions: variables of SQL (`WHERE owner = @name`) and Ruby, options of tmux, entries of BibTeX, records of
GEDCOM."""

from pii import expressions as re
from pii.spans import Span
from pii.text.surroundings import text_before


def parameter(text: str, span: Span) -> bool:
    """Whether `@name` is a SQL variable with SQL nearby, is indexed, or is an option, a record or an entry."""
    if _ENTRY.search(text_before(text, span.start, 40)):
        return True
    if text[span.start - 1 : span.start] != "@" or span.source.startswith("rules.") and span.source not in _WEAK:
        return False
    after = text[span.end : span.end + 1]
    if after == "[" or after == "@" and _POINTER.fullmatch(text, span.start, span.end):
        return True
    before = text_before(text, span.start, 40)
    if _BEHIND_SYMBOL.search(before):
        return True
    declared = before.rpartition("\n")[2].strip() == "@" and _TYPE_AFTER.match(text, span.end, span.end + 20)
    if _OPTION.search(before):
        return True
    if not declared and not _OPERAND_BEFORE.search(before):
        return False
    return _SQL.search(text, span.start - _SQL_REACH, span.end + _SQL_REACH) is not None


_WEAK = ("rules.at_sign", "rules.mention")
"""Rules that propose any word after an at sign."""
_POINTER = re.compile(r"[A-Z]{1,4}\d{1,7}")
"""A record of GEDCOM, `@I197@`."""
_OPERAND_BEFORE = re.compile(
    r"(?:[=(,<>+*/\"'%-]|\b(?:INTO|RETURN|DECLARE|IF|SET|AND|OR|EXEC|EXECUTE|WHERE|BY|IN|LIKE|THEN|ELSE|WHEN|SELECT|BETWEEN|VALUES|PRINT))"
    r"\s{0,8}@$"
)
_BEHIND_SYMBOL = re.compile(r"(?<![\w:]):[a-z_]+[?!]?, @\Z")
"""Precedes an instance variable in Ruby, as the argument after a symbol: `can? :edit, @book`."""
_OPTION = re.compile(r"\b(?:set|show)(?:-option)?(?:[ \t]+-[a-z]{1,6})+[ \t]+[\"']?@$")
"""Precedes an option that a tmux plugin reads: `set -g @plugin`."""
_ENTRY = re.compile(
    r"(?:^|\n)[ \t]*@(?i:(?:in)?(?:book|proceedings|collection)|booklet|article|misc|manual|online|software|dataset|conference"
    r"|report|patent|electronic|(?:phd|masters)?thesis|techreport|unpublished|periodical)\{[ \t]*$"
)
"""The type of a BibTeX entry before its key: `@article{roe2003`."""
_TYPE_AFTER = re.compile(
    r" (?:AS )?(?:n?(?:var)?char|int|bigint|bit|date|datetime|decimal|money|float|text|uniqueidentifier)\b", re.I
)
_STATEMENTS = ("SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "VALUES", "DECLARE", "CREATE", "ALTER")
_SQL = re.compile(
    # Every branch begins with a letter, with the word boundary after it, so that `re` skips from one to the next.
    "|".join(rf"{word[0]}(?<!\w{word[0]}){word[1:]} [\[@(\w*]" for word in _STATEMENTS)
    + r"|SqlCommand|AddWithValue|CommandText|ParameterName|RETURNS? @"
)
_SQL_REACH = 1500

"""`visible`: names and messages as a terminal may be given them."""


def visible(text: str) -> str:
    r"""The text with every character that is not printable as an escape.

    Names of files and columns may hold anything: sequences that recolour or clear a terminal, marks that turn the order of the
    line, bytes that are not UTF-8.

    >>> visible("a\x1b[2Jb\u202e.py")
    'a\\x1b[2Jb\\u202e.py'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)

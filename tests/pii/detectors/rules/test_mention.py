import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "fix typo (by @«jroe»)",
        "Bump dependency (@«jroe», @«k-roe»)",
        "Convert the suite (@«jroe», with help from @«kroe», @«Lroe»)",
        "thanks @«jroe» for this",
        "Allow globs ([#1], thanks [@«jroe»])",
        "see [@«jroe»](https://example.org)",
        "Released by @«jroe» and @«kroe»",
        "* Fix the parser when the input is empty (#12) @«jroe»\n* Next",
        "- @«jroe»\n- @«kroe»\n",
        "- **@«jroe»** (**#12**)",
        "  [Jane Roe - @«jroe», Kim Roe - @«kroe»]",
        "With help of @«jroe», @«k-roe», @«Lroe», @«mroe4» in this release",
    ],
)
def test_mentions_of_people(finds, text: str) -> None:
    finds("mention", text, Label.USERNAME)


@pytest.mark.parametrize(
    "text",
    [
        "@param x, @return y, @Override public void f()",
        "    @property\n    def f(self): ...",
        " * @private\n * @internal",
        "foreach my $x (@list) { push(@items, $x) }",
        "foo($a, @list); defined?(@thing)",
        "@major, @minor, @tiny, @patch = version.split('.')",
        "[@major, @minor, @tiny, @patch].join('.')",
        "(@object $object:ident ($($key:tt)+) (: $value:expr) $copy:tt)",
        "* moves from @c first to @a last, by @FT_Load_Glyph, @key and @data",
        "our @EXPORT_OK = (\n    @FILESVAR, @DIRVAR, @PROGVAR,\n    @LOCKVAR, @SYSVAR);",
        "@media (min-width: 1px) {}",
        "npm install @scope/package (@scope/other)",
        "mail jane @example.org",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("mention", text)

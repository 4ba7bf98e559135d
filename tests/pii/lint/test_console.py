import io

from rich.console import Console

from pii.lint.console import show

MAIL = "jane@roe.org"


def shown(finding, **options):
    out = io.StringIO()
    show(finding, Console(file=out, width=10_000, **options), show_values=False)
    return out.getvalue()


def test_the_underline_stands_below_the_value(findings_of):
    head, line, under = shown(findings_of(f"\t\u4e2d\u6587 {MAIL}\r\n", "a.py")[0]).splitlines()

    assert head == "a.py:1:5: EMAIL *** (12) rules.email 1.00"
    assert line == "    1 │  \u4e2d\u6587 ************"
    assert under == "      │       ^^^^^^^^^^^^"


def test_a_long_line_is_cut_round_the_value(findings_of):
    head, line, under = shown(findings_of("x " * 500 + MAIL + " y" * 500, "a.py")[0]).splitlines()

    assert len(line) < 115 and line.count("…") == 2 and line.count("*") == 12
    assert under.index("^") == line.index("*")


def test_of_several_lines_the_first_is_shown(findings_of):
    body = "\n".join(f"MIIEowIBAAKCAQEA{index:048}" for index in range(3))
    (finding,) = findings_of(f"k = '-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----'", "a.py")

    assert shown(finding).splitlines()[1:] == ["    1 │ k = '" + "*" * 31, "      │      " + "^" * 31]


def test_colours_come_with_a_terminal_only(findings_of):
    finding = findings_of(MAIL, "a.py")[0]

    assert "\x1b" not in shown(finding) and "\x1b[" in shown(finding, force_terminal=True, color_system="standard")

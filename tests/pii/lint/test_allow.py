import pytest

from pii.lint.allow import FILE_LINES, is_allowed

MAIL = "jane@roe.org"


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        (f'"{MAIL}"  # pii: allow', True),
        (f'"{MAIL}"  // pii:allow', True),
        (f"<!-- {MAIL} pii: allow -->", True),
        (f'"{MAIL}"  # pii: allow because it is public', True),
        (f'"{MAIL}"  # pii: allow EMAIL', True),
        (f'"{MAIL}"  # pii: allow NAME, EMAIL: she said so', True),
        (f'"{MAIL}"  # pii: allow NAME', False),
        (f'"{MAIL}"  # pii: allow EMIAL', False),
        (f'"{MAIL}"  # pii: allowed', False),
        (f'"{MAIL}"  # pii: allow-file', True),
        (f'"{MAIL}"  # pii: allow-next-line', False),
        (f'"{MAIL}"  # pragma: allowlist secret', False),
        (f'"{MAIL}"  # happii: allow', False),
        (f'"{MAIL}"', False),
        (f'"{MAIL}"\n# pii: allow', False),
        (f'# pii: allow\n"{MAIL}"', False),
        (f'# pii: allow-next-line\n"{MAIL}"', True),
        (f'# pii: allow-next-line NAME\n"{MAIL}"', False),
        (f'# pii: allow-next-line\n\n"{MAIL}"', False),
    ],
)
def test_marks_of_a_line(findings_of, line, allowed):
    (finding,) = (each for each in findings_of(line) if each.span.label == "EMAIL")

    assert is_allowed(finding, line) is allowed


def test_a_mark_of_detect_secrets_lets_a_password_stand(findings_of):
    (finding,) = findings_of('password = "swordfish77"  # pragma: allowlist secret')

    assert is_allowed(finding)


@pytest.mark.parametrize(
    ("head", "allowed"),
    [
        ("# pii: allow-file\n", True),
        ("# pii: allow-file EMAIL\n", True),
        ("# pii: allow-file KEY\n", False),
        ("\n" * (FILE_LINES - 1) + "# pii: allow-file\n", True),
        ("\n" * FILE_LINES + "# pii: allow-file\n", False),
    ],
)
def test_marks_of_a_file(findings_of, head, allowed):
    text = f"{head}\n{MAIL}\n"
    (finding,) = findings_of(text)

    assert is_allowed(finding, text) is allowed


def test_a_span_of_several_lines_may_carry_its_mark_on_any(findings_of):
    body = "\n".join(f"MIIEowIBAAKCAQEA{index:048}" for index in range(3))
    key = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    marked = findings_of(f"x = '''{key}'''  # pii: allow")

    assert len(marked) == 1 and "\n" in marked[0].value and is_allowed(marked[0])


def test_a_mark_far_off_in_a_line_without_end_is_not_looked_for(findings_of):
    (finding,) = findings_of(f"{MAIL} {'x ' * 5_000} pii: allow")

    assert not is_allowed(finding)

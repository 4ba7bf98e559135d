"""What names, masks or stands in for a secret is none."""

import pytest

from pii.known.placeholders import is_placeholder, is_placeholder_alone, looks_like_code


@pytest.mark.parametrize(
    "value",
    [
        *("${DB_PASS}", "<password>", "%s", "{{ secret }}", "@DB_PASS@", "process.env.X", "!vault x", "&lt;key&gt;"),
        "SomeRandomStringOf32CharsExactly",
        *("will-be-set-later", "to_be_set", "example_secret", "x$password", "6~20자"),
        *(
            "$$MOSS_PASSWORD",
            "widget-app-password",
            "uma-senha-bem-longa",
            "um-segredo-comprido",
            "CAMBIAR_por_otra_cosa_9",
            "\\$password",
        ),
        *("***", "xxxx", "...", "aaaaaaaaaaaa", "abc...", "abc***"),
        *("your-password", "insert token here", "DB_PASSWORD", "CHANGE_ME", "change_this", "string"),
        *("replace-me", "pick-a-strong-password"),
        *(
            "请修改为强密码",
            "請替換為強密碼",
            "您的密码",
            "密码1",
            "변경하세요",
            "ここにパスワード",
            "パスワードを入力してください",
            "ваш_пароль",
        ),
        *("test/MossApp/DBAccount/password", "secret/data/moss#db_pwd", "prod/moss/api:token"),
        *("tu_contraseña_clave", "votre-mot-de-passe", "dein_passwort_secret", "cambia-esta"),
    ],
)
def test_what_says_what_belongs_there_is_a_placeholder(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value",
    [
        *("willow-tree", "example_words", "6~20자리임", "x-password9", "una-rosa-blanca", "exchange-9", "passwordhere"),
        *(
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "hunter2",
            "larkmist",
            "s$cret9",
            "1111",
            "p{4}ss9x!",
            "password1",
            "mypassw0rd",
            "string9",
        ),
        *("我的密码很长", "密码1234", "비밀번호길다12", "パスワード長い9", "нашпароль1"),
    ],
)
def test_what_somebody_may_have_chosen_is_none(value: str) -> None:
    assert not is_placeholder(value)


@pytest.mark.parametrize(
    ("value", "alone"),
    [
        ("MY_API_KEY", True),
        ("my_api_key", False),
        ("the-user-name", True),
        ("change-me-to-something", True),
        ("replace-me", True),
        ("pick-a-strong-password", True),
        ("pick-a-lock", False),
        ("your-strong-secret", True),
        ("[REDACTED]", True),
        ("eHh4", True),
        ("KioqKio=", True),
        ("eHlq", False),
        ("eA==", False),
        ("jroe", False),
        ("change", False),
    ],
)
def test_a_placeholder_alone_needs_no_name_beside_it(value: str, alone: bool) -> None:
    assert is_placeholder_alone(value) is alone


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("required|min:8", True),
        ("getPassword()", True),
        ("user.profile.password", True),
        ("https://example.org/x", True),
        ("^[a-z]+$", True),
        ("secrets.yml", True),
        ("String!", True),
        ("[ID!]!", True),
        ("String", False),
        ("Moss!", False),
        ("Credentials@27a6ea4", True),
        ("Credentials@27a6ea4x", False),
        ("1.x", True),
        ("1.2.*", True),
        ("1.xy", False),
        ("hunter2", False),
        ("r7@73gy", False),
        ("a.b", False),
    ],
)
def test_expressions_paths_and_regexes_are_code(value: str, code: bool) -> None:
    assert looks_like_code(value) is code

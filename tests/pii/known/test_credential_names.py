import pytest

from pii.known.credential_names import credential_of, takes_password
from pii.labels import Label


@pytest.mark.parametrize(
    "name",
    """
    db_password dbPass DB_PWD mqttPw ap_pass rpcpass senhaMqtt contraseña_bd motDePasse mot_de_passe ПАРОЛЬ_АДМИНА 密码
    smtpKennwort lozinkaZaDemo løsen client.UserName.Password heslo passphrase SNMP_USER_ENCRYPTION_PASSWORD
    keyManagerPassword
    """.split(),
)
def test_names_of_passwords_in_any_language(name: str) -> None:
    assert credential_of(name) is Label.PASSWORD


@pytest.mark.parametrize("name", "apiKey client_secret JWT_SECRET nøkkel kljucVreme pepper signing_key".split())
def test_names_of_keys(name: str) -> None:
    assert credential_of(name) is Label.KEY


@pytest.mark.parametrize(
    "name",
    """
    passenger bypass compass encompass minipass tokenizer keyboard author passive pinned first_pass shadowPass debug_pass
    passwordLength password_field passwordEncryption encryption_password_type tests_pass clave sort_key publicKeyToken
    token_chars PASSWORD_ALPHABET passwordManager
    """.split(),
)
def test_near_misses_name_nothing(name: str) -> None:
    assert credential_of(name) is None


@pytest.mark.parametrize("call", ["setPassword", "builder.adminPassword", "page.enterPasswordInForm", "password"])
def test_calls_that_are_given_a_password(call: str) -> None:
    assert takes_password(call)


@pytest.mark.parametrize("call", ["getPassword", "form.requestPassword", "x.password_field", "pass", "adminPassword"])
def test_calls_that_are_not(call: str) -> None:
    assert not takes_password(call)

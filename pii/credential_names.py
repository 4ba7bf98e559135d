"""What names say of the literals given to them: a password, a key, or something about either."""

from pii.identifiers import words
from pii.labels import Label

_PASSWORDS = frozenset(
    """
    password passwd passphrase pwd pass passcode passw psw pw passwort kennwort contrasena senha motdepasse wachtwoord
    haslo passe mdp sifre parola jelszo heslo losenord sandi katasandi khau matkhau parol salasana adgangskode passord
    """.split()
)
_PASSWORD_ENDINGS = ("password", "passwd", "passphrase", "passwort")
"""Of words grown together: dbpassword."""
_PASSWORD_COMPOUNDS = frozenset(
    "dbpass dnpass bindpass userpass mypass rootpass dbpwd userpwd mypwd adminpass smtppass ftppass pgpassword sshpass".split()
)
_ABOUT_PASSWORDS = frozenset(
    """
    action age algorithm alt aria attr attribute attrs autocomplete based box btn button bypass callback cb change
    changed changing char checker class cmd column command comment complexity count crypted css date desc description
    dialog digest dir directory disabled echo el element enabled encoder encrypted encryption entry error errors
    event exception expiration expired expires expiry ext feature field fields file filename fingerprint flag flow forgot
    forgotten form format free func function generator getter grant handler has hash hashed hasher hashers hashing help helper
    hide hint history href html icon id ids incorrect info input invalid is kind label last len length less lifetime
    link listener locator lock manager mask max message messages method min mismatch missing mode msg name names needs
    no only opt option page param parameter path pattern placeholder plugin policy port prefix prompt prop property
    protected provider quality question ref regex rel request required reset response route rule rules salt scheme
    screen section selector service setter show size src state status strength style suffix supported tab template
    text textbox through time title toggle tooltip type uri url usage use used validation validator validators variable
    view visible widget wrong xpath
    """.split()
)
SYSTEMS = frozenset(
    """
    db admin root mail smtp ftp ssh http proxy mysql pg postgres redis ldap wifi wpa database sudo su vpn mqtt rabbitmq
    mongo
    """.split()
)
"""What has a password of its own, set in settings rather than typed into a form."""
_PASS_OF = SYSTEMS | frozenset(
    """
    user auth login my account key store trust default test bind basic service server client api web app guest master
    rds become vault
    """.split()
)
"""Words before `pass` that make it a password; a compiler has passes too."""

SECRETS = frozenset(
    """
    secret secrets token tokens apikey apitoken authtoken accesstoken clientsecret secretkey accesskey credential
    credentials authkey privatekey appsecret apisecret jwtsecret sharedsecret consumersecret sessionsecret tokensecret bottoken
    webhooksecret
    """.split()
)
KEY_QUALIFIERS = frozenset(
    """
    access account activation admin aes api app application auth authentication authorization bearer bot cipher
    client consumer cookie crypto deploy deployment encoding encrypt encryption hmac jwt license master oauth
    merchant partner private read refresh root rsa secret seed server service session shared sign signing ssh storage symmetric
    user webhook wrapping write
    """.split()
)
"""Words before `key` without which it is one of a mapping."""
_ABOUT_KEYS = frozenset(
    """
    alg algorithm audience button cache callback cancellation checksum class close code color column commit continuation
    count csrf css cursor delimiter desc description dict digest encrypted end endpoint error etag event existing expire expires
    expiry field file filename fingerprint first foreign form format from guid handler hash hashed header headers helper href icon
    id ident identifier ids idx image index input integrity issuer iv keyword kid kind label last len length lexer
    lifetime literal lookup manager map md5 message method msg name names next nonce object open operator page param
    parameter params parse parser partition path pattern placeholder pos position prefix prev previous primary
    provider pub public punctuation publishable regex request response rev revision row salt scope scopes selector sep
    service sha site sitekey size sort src start storage store strategy string style suffix symbol sync syntax tab table
    test_id text thumbprint title ttl type uri url usage uuid version xsrf change lock idempotency unit
    """.split()
)
_HARMLESS = {
    "text": frozenset(("clear", "plain")),
    "view": frozenset(("model",)),
}
"""Words about passwords, and those beside which they are not: ClearTextPassword, keyStorePassword, viewModel.Password."""


PASSWORD_LABELS = (
    *(
        "密码",
        "密碼",
        "口令",
        "パスワード",
        "비밀번호",
        "암호",
        "пароль",
        "Пароль",
        "ПАРОЛЬ",
        "mot de passe",
        "Mot de passe",
        "MOT DE PASSE",
    ),
    *(
        "contraseña",
        "Contraseña",
        "clave",
        "Clave",
        "passwort",
        "Passwort",
        "Kennwort",
        "senha",
        "Senha",
        "palavra-passe",
        "hasło",
    ),
    *(
        "Hasło",
        "şifre",
        "Şifre",
        "parola",
        "Parola",
        "mật khẩu",
        "Mật khẩu",
        "पासवर्ड",
        "كلمة المرور",
        "كلمة السر",
        "رمز عبور",
    ),
    *(
        "รหัสผ่าน",
        "wachtwoord",
        "Wachtwoord",
        "lösenord",
        "Lösenord",
        "adgangskode",
        "Adgangskode",
        "heslo",
        "Heslo",
        "jelszó",
        "Jelszó",
    ),
    *(
        "wagwoord",
        "Wagwoord",
        "contrasenya",
        "Contrasenya",
        "pasahitza",
        "Pasahitza",
        "parool",
        "Parool",
        "slaptažodis",
    ),
    *(
        "Slaptažodis",
        "lozinka",
        "Lozinka",
        "geslo",
        "Geslo",
        "fjalëkalim",
        "Fjalëkalim",
        "lykilorð",
        "Lykilorð",
        "pasfhocal",
    ),
    *(
        "cyfrinair",
        "Cyfrinair",
        "pasvorto",
        "Pasvorto",
        "contrasinal",
        "Contrasinal",
        "nenosiri",
        "kata laluan",
        "Kata laluan",
    ),
    *(
        "parolă",
        "Parolă",
        "Passwuert",
        "wachtwurd",
        "Wachtwurd",
        "senhal",
        "passord",
        "Passord",
        "şifrə",
        "Şifrə",
        "şîfre",
    ),
    *("salasana", "Salasana", "kata sandi", "Kata sandi", "סיסמה", "κωδικός", "Κωδικός", "парола", "Парола", "лозинка"),
)
"""Words for a password before a colon in running text, in the languages that people write; English has rules of its own."""


def names_password(parts: list[str], upper: bool = False) -> bool:
    """Whether an identifier of these words names a password, rather than something about passwords; `upper` says that it is
    written as those of the environment are, of which each `…_PASS` is one."""
    known = _PASSWORDS.intersection(parts)
    if not known and not any(
        part.endswith(_PASSWORD_ENDINGS) or len(part) > 4 and part.endswith("pw") or part in _PASSWORD_COMPOUNDS
        for part in parts
    ):
        return False
    if not known - {"pass"} and "pass" in parts and len(parts) > 1 and not (upper or _PASS_OF.intersection(parts)):
        return False
    about = _ABOUT_PASSWORDS.intersection(parts)
    for word, companions in _HARMLESS.items():
        if word in about and companions.intersection(parts):
            about -= {word}
    return not about and parts[-1] not in _OWNERS  # a private key has a password


_OWNERS = frozenset("key keys env store host hosts basedn dn base domain server servers address".split())
"""Last words of what has a password, or is asked for one: `password_pop_host`, `password_ldap_basedn`."""


def takes_password(function: str) -> bool:
    """Whether a call of the function gives it a password: `set_password("...")`."""
    call = words(function.rpartition(".")[2])
    if call == ["pass"] or not _PASSWORDS.intersection(call):
        return False
    return len(call) == 1 or call[0] in _VERBS or call[-1] in ("matches", "match")


_VERBS = frozenset(
    """
    set with use check verify validate authenticate make hash encode encrypt is valid change update try test new
    compare confirm match
    """.split()
)


def mentions_password(parts: list[str]) -> bool:
    """Whether any of the words is one for a password."""
    return bool(_PASSWORDS.intersection(parts))


def names_secret(parts: list[str]) -> bool:
    """Whether an identifier of these words names a secret that is no password: `clientSecret`, `API_KEY`."""
    if _ABOUT_KEYS.intersection(parts):
        return False
    if SECRETS.intersection(parts):
        return True
    return any(a in KEY_QUALIFIERS and b in ("key", "keys") for a, b in zip(parts, parts[1:], strict=False))


_MATERIAL = frozenset("bytes value hex data material b64 base64 string".split())
"""What a key is made of, behind the word: `keyBytes`."""


def names_some_key(parts: list[str]) -> bool:
    """Whether the words end in `key` and say of whom or what: enough where the value is a machine's (`LASTFM_KEY`)."""
    if parts[-1:] != ["key"] and parts[-1:] and parts[-1] in _MATERIAL and "key" in parts[-2:-1]:
        parts = parts[:-1]
        return not _ABOUT_KEYS.intersection(parts)
    return len(parts) > 1 and parts[-1] in ("key", "keys") and not _ABOUT_KEYS.intersection(parts)


def credential_of(name: str) -> Label | None:
    """What the name, as in `DB_PASSWORD` or `api key`, is given."""
    last = words(name.rpartition(".")[2])
    parts = last if mentions_password(last) else words(name)
    if not parts:
        return None
    if names_password(parts):
        return Label.PASSWORD
    return Label.KEY if names_secret(parts) or names_some_key(parts) else None

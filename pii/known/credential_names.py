"""What a name says about the literal assigned to it: a password, a key, or something about either."""

from pii import expressions as re
from pii.labels import Label
from pii.text.identifiers import words

PASSWORDS_IN_LANGUAGES = (
    *"密码 密碼 口令 パスワード 비밀번호 암호 비번 패스워드 暗証番号 пароль гасло парола".split(),
    *"лозинка סיסמה κωδικός κωδικος पासवर्ड कूटशब्द गुप्तशब्द পাসওয়ার্ড கடவுச்சொல் პაროლი پاسورڈ סיסמא συνθηματικό συνθηματικο".split(),
    *"รหัสผ่าน گذرواژه".split(),
    *(
        "كلمة المرور",
        "كلمة السر",
        "رمز عبور",
        "mot de passe",
        "palavra-passe",
        "mật khẩu",
        "kata laluan",
        "kata sandi",
        "sandi",
    ),
    *"contraseña contrasenya contrasinal clave senha senhal parola parolă pasahitza passwort kennwort passwuert".split(),
    *"wachtwoord wachtwurd wagwoord lösenord adgangskode kodeord passord lykilorð aðgangsorð salasana parool".split(),
    *"slaptažodis hasło heslo geslo lozinka zaporka jelszó jelszava".split(),
    *"fjalëkalim şifre şifresi parolası şifrə şîfre pasfhocal cyfrinair".split(),
    *"pasvorto nenosiri løsen".split(),
)
"""Words for a password in other languages, in lower case; English has separate rules."""


def _cased(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, word.capitalize(), word.upper())))


_FULL_WIDTH = ("ｐａｓｓｗｏｒｄ", "ｐａｓｓ", "ｐｗ")
"""Full-width Latin letters, as in Japanese and Chinese forms."""
PASSWORD_LABELS = tuple(form for word in (*PASSWORDS_IN_LANGUAGES, *_FULL_WIDTH) for form in _cased(word))
"""The same in every case used before a colon and in names, since the scanner is case-sensitive for non-Latin letters."""

_ALSO_KEYS = frozenset(("clave", "kodikos"))
"""Words that mean a key or a code as often as a password."""
_PASSWORDS = (
    frozenset(
        """
    password passwd passphrase keyphrase authtok pwd pswd pass passcode passw psw
    mima kouling pasuwado pasuwaado bimilbeonho pw passe mdp sandi katasandi khau laluan parol
    """.split()
    )
    | {"".join(words(word)) for word in PASSWORDS_IN_LANGUAGES} - _ALSO_KEYS
)
_PASSWORD_ENDINGS = ("password", "passwd", "passphrase") + tuple(
    word for word in sorted(_PASSWORDS) if word.isascii() and len(word) > 6 and word != "katasandi"
)
"""Endings of compound words: dbpassword."""
_GROWN = re.compile(r"(?P<owner>[a-z]{2,})(?:pass|pwd|pw|psw)")
_ABOUT_PASSWORDS = frozenset(
    """
    action age algorithm alphabet alt aria attr attribute attrs autocomplete based box btn button bypass callback cb change
    changed changing char characters chars charset checker class cmd column command comment complexity count crypted
    css date desc description
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
_ABOUT_IN_LANGUAGES = frozenset(
    """
    länge laenge mindestlänge mindestlaenge frage format hinweis regel regeln richtlinie stärke staerke zeichen anzahl feld
    prüfung pruefung vergessen gültigkeit gueltigkeit ablauf
    longueur taille indice règle regle règles regles champ oublié oublie robustesse
    longitud tamaño tamano pregunta formato pista regla reglas campo olvidada olvidé caducidad fortaleza
    tamanho comprimento pergunta dica regra regras esqueci força forca validade
    lunghezza domanda suggerimento regola regole dimenticata scadenza
    lengte vraag formaat aanwijzing regels veld vergeten sterkte
    mínimo minimo mínima minima minimale minimum máximo maximo máxima maxima maximum
    """.split()
)
"""The commonest of these words in German, French, Spanish, Portuguese, Italian and Dutch."""
SYSTEMS = frozenset(
    """
    db admin root mail smtp ftp ssh http proxy mysql pg postgres redis ldap wifi wpa database sudo su vpn mqtt rabbitmq
    mongo
    """.split()
)
"""Things with a password that is kept in settings rather than typed into a form."""
_PASS_OF = SYSTEMS | frozenset(
    """
    user auth login my account key store trust default test bind basic service server client api web app guest master
    rds become vault
    """.split()
)
"""Words before `pass` that make it a password anywhere."""
_PASSES = frozenset(
    """
    first second third fourth one two multi single last next each final early late pre post main sub over under low high
    band all by pixel shader shadow render rendering lighting depth color colour blur bloom effect output geometry compute
    compiler opt optimization pipeline validation forward backward ray boarding season bus test tests did does should will
    can must debug to if is not check checks count num number sur com tres sky
    """.split()
)
"""Words before `pass` that rule out a password: compilers and tests have passes, too."""
_WORDS_IN_PASS = frozenset("by com encom tres under over last kee keep full mini ph valid".split())
"""Other parts of words and program names with `pass`: compass, keepass."""

SECRETS = frozenset(
    """
    secret secrets token tokens apikey apitoken authtoken accesstoken clientsecret secretkey accesskey credential
    credentials authkey privatekey appsecret apisecret jwtsecret sharedsecret consumersecret sessionsecret tokensecret bottoken
    webhooksecret privkey prvkey
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
"""Words before `key`, without which it is the key of a mapping."""
_ABOUT_KEYS = frozenset(
    """
    spreadsheet sheet worksheet doc document alg algorithm alphabet audience authenticity button
    cache callback cancellation characters chars charset checksum class close code color column commit
    continuation count csrf css cursor delimiter desc description dict digest encrypted end endpoint error etag event existing
    expire expires expiry field file filename fingerprint first foreign form format from guid handler hash hashed header headers
    helper href icon id ident identifier ids idx image index input integrity issuer iv keyword kid kind label last len length
    lexer lifetime literal lookup manager map md5 message method msg name names next nonce object open operator page param
    parameter params parse parser partition path pattern placeholder pos position prefix prev previous primary
    provider pub public punctuation publishable regex request response rev revision row salt scope scopes selector sep
    service sha site sitekey size socket sort src start storage store strategy string style suffix symbol sync syntax tab table
    test_id text thumbprint timestamp title ttl type uri url usage uuid version websocket xsrf change lock idempotency unit
    """.split()
)
_HARMLESS = {
    "state": frozenset(("ledger",)),
    "text": frozenset(("clear", "plain")),
    "view": frozenset(("model",)),
}
"""Words about passwords, and the words that cancel them: ClearTextPassword, keyStorePassword, viewModel.Password,
Hyperledger Fabric's CORE_LEDGER_STATE_COUCHDBCONFIG_PASSWORD."""


def names_password(parts: list[str]) -> bool:
    """Whether an identifier of these words names a password, rather than something about passwords."""
    known = _PASSWORDS.intersection(parts)
    if not known and not any(map(_is_grown, parts)):
        return False
    if known == frozenset(("pass",)) and len(parts) > 1 and not _is_pass(parts):
        return False
    if describes_password(parts):
        return False
    about = _ABOUT_PASSWORDS.intersection(parts)
    for word, companions in _HARMLESS.items():
        if word in about and companions.intersection(parts):
            about -= {word}
    if parts[-1] in _PASSWORDS:
        about -= {"service", "manager"}  # these have a password
    if parts[-2:] == ["encryption", "password"]:
        about -= {"encryption"}  # next to the one for authentication
    return not about and parts[-1] not in _OWNERS  # a private key has a password


def _is_grown(part: str) -> bool:
    if part.endswith(_PASSWORD_ENDINGS) or len(part) > 4 and part.endswith("pw"):
        return True
    grown = _GROWN.fullmatch(part)
    return grown is not None and grown["owner"] not in _PASSES and grown["owner"] not in _WORDS_IN_PASS


def _is_pass(parts: list[str]) -> bool:
    """Whether `pass` is short for password: an owner precedes it, or it ends a name that is not a program's step."""
    return bool(_PASS_OF.intersection(parts)) or parts[-1] == "pass" and _PASSES.isdisjoint(parts)


_OWNERS = frozenset("key keys env store host hosts basedn dn base domain server servers address".split())
"""Last words of things that have or ask for a password: `password_pop_host`, `password_ldap_basedn`."""


def takes_password(function: str) -> bool:
    """Whether the function takes a password: `set_password("...")`, `builder.adminPassword("…")`."""
    _, dot, called = function.rpartition(".")
    call = words(called)
    if call == ["pass"] or not _PASSWORDS.intersection(call):
        return False
    if len(call) == 1 or call[0] in _VERBS or call[-1] in ("matches", "match"):
        return True
    return bool(dot) and call[-1] in _PASSWORDS and _ASKS.isdisjoint(call[:-1]) and names_password(call)


_ASKS = frozenset(
    """
    get find load read fetch has delete remove generate forgot reset request label is clear show hide toggle prompt ask lookup
    resolve decrypt needs require requires confirm
    """.split()
)
"""First words of functions that return a password rather than take one."""
_VERBS = frozenset(
    """
    set with use check verify validate authenticate make hash encode encrypt is valid change update try test new
    compare confirm match enter type fill input put submit send write
    """.split()
)


def mentions_password(parts: list[str]) -> bool:
    """Whether any of the words means password."""
    return bool(_PASSWORDS.intersection(parts))


def describes_password(parts: list[str]) -> bool:
    """Whether a non-English word names a property of a password, such as its length: `passwortLaenge`."""
    return mentions_password(parts) and not _ABOUT_IN_LANGUAGES.isdisjoint(parts)


def names_secret(parts: list[str]) -> bool:
    """Whether an identifier of these words names a secret other than a password: `clientSecret`, `API_KEY`."""
    if _ABOUT_KEYS.intersection(parts) or parts[-1:] == ["user"]:
        return False
    if SECRETS.intersection(parts):
        return True
    return any(a in KEY_QUALIFIERS and b in ("key", "keys") for a, b in zip(parts, parts[1:], strict=False))


_MATERIAL = frozenset("bytes value hex data material b64 base64 string".split())
"""Words for the content of a key, after the word for it: `keyBytes`."""


KEYS_IN_LANGUAGES = tuple(
    form
    for word in (
        *"nøkkel nyckel klucz ključ kľúč klíč chave clef chiave llave anahtar schlüssel schluessel sleutel avain kulcs".split(),
        *"kunci geheim geheimnis hemmelig hemlighet segredo secreto segreto sekret ключ секрет 密钥 密鑰 秘钥 鍵 키".split(),
    )
    for form in _cased(word)
)
"""Words for a key or a secret in other languages: as often a mapping's key, unless the value is machine-made."""
OTHER_KEYS = ("pepper", "hmac", "psk", "licence", "license", "auth", "bearer", "creds", "cookie", "nwkskey", "appskey")
"""Last words of other names that hold machine-made values."""
_KEYS_IN_LANGUAGES = frozenset("".join(words(word)) for word in KEYS_IN_LANGUAGES)


def names_some_key(parts: list[str]) -> bool:
    """Whether the words end in `key` and name its owner: enough if the value is machine-made (`LASTFM_KEY`)."""
    if parts and (parts[-1] in OTHER_KEYS or not _KEYS_IN_LANGUAGES.isdisjoint(parts)):
        return _ABOUT_KEYS.isdisjoint(parts)
    if parts[-1:] != ["key"] and parts[-1:] and parts[-1] in _MATERIAL and "key" in parts[-2:-1]:
        parts = parts[:-1]
        return not _ABOUT_KEYS.intersection(parts)
    return len(parts) > 1 and parts[-1] in ("key", "keys") and not _ABOUT_KEYS.intersection(parts)


def parts_of(name: str) -> list[str]:
    """The words of a name; only those of its last member if that is about passwords: `client.UserName.Password`."""
    last = words(name.rpartition(".")[2])
    return last if mentions_password(last) else words(name)


def credential_of(name: str) -> Label | None:
    """The label of values assigned to the name, such as `DB_PASSWORD` or `api key`."""
    parts = parts_of(name)
    if not parts:
        return None
    if names_password(parts):
        return Label.PASSWORD
    return Label.KEY if names_secret(parts) or names_some_key(parts) else None

"""What rows of literals say of persons and of hardly anything else: a telephone number, a sex, a birthday, an address, a hash."""

from pii import expressions as re

SEXES = (
    *(
        "male",
        "female",
        "Male",
        "Female",
        "laki-laki",
        "Laki-laki",
        "Laki-Laki",
        "perempuan",
        "Perempuan",
        "pria",
        "wanita",
        "Pria",
    ),
    *(
        "Wanita",
        "femme",
        "homme",
        "Femme",
        "Homme",
        "masculino",
        "femenino",
        "feminino",
        "Masculino",
        "Femenino",
        "Feminino",
    ),
    *(
        "männlich",
        "weiblich",
        "mężczyzna",
        "kobieta",
        "Mężczyzna",
        "Kobieta",
        "erkek",
        "kadın",
        "Erkek",
        "Kadın",
        "Nam",
        "Nữ",
    ),
    *(
        "hombre",
        "mujer",
        "Hombre",
        "Mujer",
        "maschio",
        "femmina",
        "muž",
        "žena",
        "férfi",
        "nő",
        "男",
        "女",
        "мужской",
        "женский",
    ),
)
_SEX = frozenset(SEXES)
_PHONE = re.compile(r"(?:\+\d{1,3}[ -]?)?\(?0?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}")
_DIGITS = re.compile(r"\d")
_HASH = re.compile(r"\$(?:2[aby]|argon2\w*|1|5|6)\$\S{20,}")
_BORN = re.compile(r"(?:19[2-9]|20[01])\d[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19[2-9]|20[01])\d")
ADDRESS = re.compile(r"(?P<local>[\w.+-]{2,40})@[\w-]{1,40}(?:\.[\w-]{1,20}){0,4}", re.ASCII)
NOBODY = frozenset(
    """
    admin administrator user users member customer client staff guest test manager superadmin operator kasir siswa guru
    pembeli penjual
    active inactive aktif islam kristen katolik hindu budha single married yes no true false null none default pending root doctor
    student teacher employee owner seller male female cash credit sales marketing finance director supervisor cliente vendedor
    công cty toko kantor rumah jakarta bandung honda toyota sedan laki perempuan
    """.split()
)
"""Lower case; what such rows hold beside names: roles, states, religions, marks of cars."""


def personal_detail(value: str) -> str:
    """What the value says: `sex`, `hash`, `address`, `born` or `phone`, or nothing."""
    if value in _SEX:
        return "sex"
    if _HASH.match(value):
        return "hash"
    if ADDRESS.fullmatch(value):
        return "address"
    if _BORN.fullmatch(value):
        return "born"
    if _PHONE.fullmatch(value) and 9 <= len(_DIGITS.findall(value)) <= 13:
        return "phone" if value[0] in "+0(" else ""
    return ""

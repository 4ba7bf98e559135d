"""Names as people write them in their own languages, behind a label or a phrase: where each of a list starts and ends."""

from collections.abc import Callable, Collection, Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.names.person_name import COMMON_GIVEN_NAMES, PARTICLES, is_person
from pii.detectors.rules.names.person_values import WITH_FAMILY, is_east_asian_name
from pii.known.declined import kind_of_declined
from pii.known.names import FAMILY, GIVEN, kind_of
from pii.known.organisations import names_organisation
from pii.known.places import is_only_place

_MARK = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
"""Combining signs, which belong to the letter before them."""
_WORD = rf"[^\W\d_](?:[^\W\d_]|[{_MARK}.'’-])*"
DIRECTIONS = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
"""Marks that turn the order of a line, which editors of Arabic, Hebrew and Persian put beside names and signs."""
_WORDS = rf"(?P<name>{_WORD}(?:[ \u00a0·・]{DIRECTIONS}{_WORD}){{0,4}})"
_ROLE = (
    r"(?:(?:[Сс]тудент(?:ка)?|ст\.|гр\.|группы?|доц\.|проф\.|преп\.|асс\.|каф\.(?: [А-ЯЁ]{2,6})?)[ \u00a0]*"
    r"(?:[А-ЯЁA-Z]{1,4}\d{0,2}-\d{1,3}[А-ЯЁа-яёA-Z]?[ \u00a0,]*)?){0,3}(?:ד[\"״]ר )?"
)
"""On a student's title page, before the name: role and group; and the one title with a quote in it, doctor in Hebrew."""
_NAME = re.compile(rf"{DIRECTIONS}{_ROLE}(?:\r?\n[ \t]*)?{DIRECTIONS}{_WORDS}")
_FURTHER = re.compile(
    r"(?:[ \u00a0]\([^()\n]{1,40}\))?(?:[,;、，][ \u3000]?|(?<=[\u3400-\u9fff])[和与與及]|(?<=[가-힣])[와과] "
    rf"|[ ](?:y|e|et|und|and|и|і|та|ve|dan|i|a|och|og|en|ja|és|și|şi|και|و|ו|และ|và|ja)[ ]){_WORDS}"
)
"""The next name of a list, behind what is said of the one before."""
_HONOURS = (
    r"(?: जी(?![\u0900-\u097f])| ?(?:さん|さま|様|氏|先生|女士|老师|老師|教授|同学|同學|님|씨"
    r"|(?:대리|과장|차장|부장|팀장|주임|연구원|교수|박사|조교|선생)님?))"
)
"""What follows a name and is none of it."""
_HONOUR = re.compile(_HONOURS + r"\Z")
_HONOUR_BEHIND = re.compile(_HONOURS)
_TITLE = re.compile(
    r"(?:(?:[Pp]rof\.ª?|[Pp]rofª?|[Pp]rofa\.?|Dr\.?a\.?|Dr\.?|dr\.?|[Dd]ott\.(?:ssa)?|Drs\.|Ing\.|Mag\.|Mgr\.|Bc\."
    r"|Sra?\.?|Ibu|Bapak|Bpk\.?|Pak|Bu"
    r"|Mme|Mlle|M\.|Herrn?|Frau|Bay|Bayan|Pan[iu]?|pan[iu]?|доц\.|проф\.|преп\.|ст\.|к\.т\.н\.|д\.т\.н\.|инж\.|д-р|др|гл\.|ас\."
    r"|Yrd\.|Doç\.|Öğr\.|Gör\.|lektor|lektorin|chiar\.mo|univ\.|doc\.|RNDr\.|PhDr\.|ThS\.?|TS\.?"
    r"|PGS\.?|Thầy|Cô|Anh|Chị|Δρ\.?|κ\.|الدكتورة?|المهندسة?|الأستاذة?|السيدة?|الآنسة|دکتر|مهندس|آقای|خانم|استاد|جناب|محترمہ?|ד[\"״]ר|פרופ'|מר|גב'|श्री|श्रीमती|सुश्री|कुमारी"
    rf"|প্রফেসর)[ \u00a0]{DIRECTIONS}|นางสาว|นาย|นาง|คุณ|อาจารย์|ผศ\. ?|รศ\. ?|ศ\. ?|อ\. ?|ดร\. ?"
    r"|د\. ?|أ\. ?|م\. ?|डॉ\. ?|प्रो\. ?|श्री\. ?|सौ\. ?|कु\. ?|प्रा\. ?|ড\. ?|ডঃ ?|திரு\. ?)+"
)
"""What stands before a name and is none of it."""
_PARTICLES = PARTICLES | {"i", "do", "das", "dal", "op", "vom", "zum", "dei", "degli"}
"""Lower-case words inside names."""
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_NO_CASE = re.compile(r"[\u0590-\u10ff\u1200-\u139f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,3}[ \u3000][\u3400-\u9fff\u3040-\u30ff]{1,4}"
    r"|[\u3040-\u30ff]{2,8}(?:[ ・][\u3040-\u30ff]{2,8})?|[\u3400-\u9fff]{1,3}[\u3040-\u30ff]{1,4}"
)
_HANGUL = re.compile(r"[가-힣]{2,4}(?: [가-힣]{1,3})?")
_HANGUL_APART = re.compile(r"(?P<family>[가-힣]|남궁|황보|제갈|선우|독고|사공|서문|동방) (?P<given>[가-힣]{2})")
_KOREAN_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍유고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기"
    "반왕금옥육인맹탁국어은편용예봉경사부"
)
_KOREAN_DETERMINERS = frozenset("전한이신구현본각총제첫새두세네여저그")
"""Signs before a noun of any kind, `전 직원`, though some are family names."""
_NO_PERSON = frozenset(
    """
    不详 未知 匿名 佚名 本人 管理员 系统 用户 无 暂无 官方 团队 公司 小组 编辑 网络 未定 首页
    列表 详情 管理 信息 查询 新建 添加 删除 编辑 电话 地址 邮箱 必填 可选 不能为空 中文 英文 名称
    描述 日期 时间 标题 版本 不明 なし 管理者 未設定 必須 任意 株式会社
    없음 미정 관리자 익명 알수없음 필수 선택 홍길동 неизвестен неизвестно нет все имя фамилия не
    システム システム管理者 自動 自動生成 ユーザー ユーザ ゲスト テスト
    系统管理员 超级管理员 訪客 访客 游客 系統 系統管理員 管理員 测试 測試 自动 自动生成
    시스템 시스템관리자 시스템_관리자 사용자 게스트 테스트 자동
    система администратор пользователь гость система_администратор системный_администратор адміністратор користувач гість
    sistema administrador usuario usuário invitado convidado système systeme administrateur utilisateur invité
    amministratore utente ospite systemadministrator benutzer gast beheerder gebruiker administrátor uživatel systém
    administrator użytkownik gość yönetici sistem kullanıcı misafir rendszer rendszergazda felhasználó vendég
    pentadbir pengguna tamu järjestelmä ylläpitäjä käyttäjä διαχειριστής σύστημα مدير_النظام مسؤول_النظام سیستم
    """.split()
)
"""Lower case, an underscore for a blank; whoever is unknown, a program or its administrator, and words of forms."""
_ENDS = frozenset(
    "\n\r\t,.;(<*`\"'|/-&\\，。、；（和،؛\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def read_own_names(
    text: str, start: int, limit: int, is_name: Callable[[str], bool], in_sentence: bool = False, closes: str = ""
) -> Iterator[tuple[int, int]]:
    """The places of the names of a list that begins at `start`, up to the first that is none or goes on as a sentence.

    Args:
        text: what is read, up to `limit`.
        is_name: whether the words, titles and honours left out, are a name here.
        in_sentence: whether other words may follow a name.
        closes: signs that may follow a name besides those that do everywhere.
    """
    match = _NAME.match(text, start, limit)
    while match is not None:
        first, last = without_titles(text, match.start("name"), _before_label(text, *match.span("name")))
        end = first + (_end_in_sentence if in_sentence else _end_of_first)(text[first:last])
        if not is_name(text[first:end]):
            return
        if not (in_sentence or text[end : end + 1] in tuple(closes) or _stands_alone(text, end)):
            return
        yield first, end
        honour = _HONOUR_BEHIND.match(text, end, limit)
        match = _FURTHER.match(text, honour.end() if honour else end, limit)


def _before_label(text: str, start: int, end: int) -> int:
    """Where the words end, but for a last one that is itself a label: `王小明 学号：`."""
    blank = text.rfind(" ", start, end)
    if blank < 0 or text[end : end + 1] not in (":", "：") or not _EAST.match(text, start):
        return end
    return blank


def _end_of_first(value: str) -> int:
    """Where the first name of these words ends, before what joins it and the next."""
    joint = _AND.search(value)
    while joint is not None:
        before = value[: joint.start()]
        if is_shaped_like_name(before) and (_EAST.match(before) or " " in before):
            return joint.start()
        joint = _AND.search(value, joint.end())
    return len(value)


_AND = re.compile(
    r"(?<=[\u3400-\u9fff])[和与與及](?=[\u3400-\u9fff])|[ ](?:und|and|и|і|та|ve|dan|och|og|en|ja|és|și|şi|και|و|ו|และ|và)[ ]"
)


def _end_in_sentence(value: str) -> int:
    """Where the name of these words ends if they are the first of a sentence's."""
    if _EAST.match(value):
        return _end_of_east_asian(value)
    if _NO_CASE.search(value):
        return len(" ".join(value.split(" ")[:_OF_A_NAME]))
    return _end_of_capitalised(value)


def _end_of_east_asian(value: str) -> int:
    first = value.split(" ")[0]
    value = first if len(first) < _LONGEST_APART else value
    if _JOINED_SIGN.match(value) and is_full_east_asian(value[:_OF_A_NAME]):
        return _OF_A_NAME
    if _is_japanese(value):
        return len(value)
    for length in _LENGTHS:
        if len(value) >= length and is_full_east_asian(value[:length]):
            rest = value[length:]
            if not rest or length == WITH_FAMILY or _AFTER_EAST_ASIAN.match(rest):
                return length
    return len(value)


def _is_japanese(value: str) -> bool:
    """Whether two signs of a family and two of a given name are all there is, as in 高橋健一; a Chinese name is none of two."""
    family, given = value[:_OF_A_NAME], value[_OF_A_NAME:]
    whole = len(value) == 2 * _OF_A_NAME and kind_of(family) & FAMILY and kind_of(given) & GIVEN
    return bool(whole) and not is_full_east_asian(family)


def _end_of_capitalised(value: str) -> int:
    end, capitals = 0, 0
    for word in _BETWEEN_BLANKS.finditer(value):
        if word[0] in _CONJUNCTIONS and capitals >= _OF_A_NAME:
            break  # the next of a list
        if word[0][0].isupper():
            capitals += 1
            end = word.end()
            if word[0].endswith(".") and len(word[0]) > _INITIAL:
                break
        elif word[0] not in _PARTICLES:
            break
    return len(value[:end].rstrip(".'’-"))


_CONJUNCTIONS = frozenset("i e y a".split())
"""What joins names of a list, and the parts of one."""
_INITIAL = 2
"""Characters of one, its full stop too."""
_LONGEST_APART = 5
"""Signs of an East Asian name before a blank, and one more."""
_BETWEEN_BLANKS = re.compile(r"[^ \u00a0]+")
_JOINED_SIGN = re.compile("[\u3400-\u9fff]{2}[和与與及跟同](?=[\u3400-\u9fff]{2})")
"""Two signs and what joins them to the next person, which may be part of a given name as well: 贺敏和冯楠."""
_LENGTHS = (3, 2, 4)
"""Signs of a name, the commonest first."""
_OF_A_NAME = 2
"""Words of most names: given and family name."""


def without_titles(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of the name among these words, without what is no part of it."""
    end = start + len(text[start:end].rstrip(".'’- "))
    if honour := _HONOUR.search(text, start, end):
        end = honour.start()
    title = _TITLE.match(text, start, end)
    if title is None or title.end() >= end:
        return start, end
    start = title.end()
    if _THAI.match(text, start):  # other words follow after a blank
        end = start + len(" ".join(text[start:end].split(" ")[:2]))
    return start, end


def _stands_alone(text: str, end: int) -> bool:
    """Whether nothing but a mark, an honour, an address or the end of the line follows: a sentence is no name."""
    after = text[end : end + 2]
    if not after.strip() or after[0] in _ENDS or after[0] == " " and after[1] in "(<|-":
        return True
    if _NEXT_LABEL.match(text, end, end + _LONGEST_LABEL):
        return True
    if _THAI.match(text, end - 1):  # a blank ends a phrase, and no word of one
        return after[0] == " "
    return _AFTER_EAST_ASIAN.match(text, end) is not None or _JOINED.match(text, end) is not None


_LONGEST_LABEL = 16
_NEXT_LABEL = re.compile("[ \\t\u3000]{1,4}[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,8}[ \u3000]?[:：]")
"""On one line of a form: `姓名：王小明 学号：…`."""
_AFTER_EAST_ASIAN = re.compile(
    rf"{_HONOURS}|[ ]?(?:의|이|가|은|는|께|에게|과|와|が|は|の|に|と|へ|的|等|对|對|在|与|與|和|及|给|給"
    r"|提|帮|幫|编|編|开|開|创|創|修|维|維"
    r"|翻|负|負|贡|貢|为|為|于|於|同|老|整|设|設|撰|写|寫|一起|一同|补|補|录|审|审|处理|反馈|确认)"
)
_JOINED = re.compile(r"[ ](?:y|e|et|und|and|и|і|та|ve|dan|i|a|och|og|en|ja|és|și|şi|και|و|และ|và)[ ]")


def _is_nobody(value: str) -> bool:
    return value.lower().replace("\u00a0", " ").replace(" ", "_") in _NO_PERSON


def is_shaped_like_name(value: str, labels: Collection[str] = ()) -> bool:
    """Whether the words are shaped like a name of their script: two to four signs, or capitalised words; none is a label."""
    parts = re.split(r"[ \u00a0·・]", value)
    if _is_nobody(value) or not all(parts) or not set(parts).isdisjoint(labels):
        return False
    if _EAST.search(value):
        if apart := _HANGUL_APART.fullmatch(value):
            return _is_korean_apart(apart["family"], apart["given"])
        return (_HAN.fullmatch(value) or _HANGUL.fullmatch(value)) is not None and _may_be_east_asian(value)
    if _NO_CASE.search(value):
        return 1 < len(parts) <= 4 and all(len(part) < 16 for part in parts)
    capital = [part[:1].isupper() for part in parts]
    particles = all(large or part in _PARTICLES for large, part in zip(capital, parts, strict=True))
    return len(parts) > 1 and capital[0] and capital[-1] and particles and is_person(" ".join(filter(_is_word, parts)))


def _is_word(part: str) -> bool:
    return part not in _PARTICLES


def _is_korean_apart(family: str, given: str) -> bool:
    """Whether a family name stands apart from two syllables, `류 지한`, and is no sign before a noun."""
    if family in _KOREAN_DETERMINERS:
        return kind_of(given) & GIVEN > 0
    return family in _KOREAN_FAMILIES or len(family) > 1


def _may_be_east_asian(value: str) -> bool:
    """Whether a family name may stand first: words of programs hardly ever begin like one."""
    return _KANA.search(value) is not None or is_east_asian_name(value)


_KANA = re.compile("[\u3040-\u30ff]")


def is_known_name(value: str) -> bool:
    """Whether the words are shaped like a name and a word of them is known as one, as it stands.

    One word alone must be known as a given name, and as nothing else.
    """
    return _is_known(value, kind_of)


def is_known_name_declined(value: str) -> bool:
    """The same of languages that decline names."""
    return _is_known(value, kind_of_declined)


def _is_known(value: str, kind_of_word: Callable[[str], int]) -> bool:
    parts = value.replace("\u00a0", " ").split(" ")
    if _EAST.search(value):
        return value not in _NO_NAMES and is_shaped_like_name(value) and (is_full_east_asian(value) or _is_apart(parts))
    if _NO_CASE.search(value):
        return is_shaped_like_name(value) and kind_of(parts[0]) & GIVEN > 0
    if names_organisation(value) or is_only_place(value):
        return False
    if len(parts) == 1:
        alone = value[:1].isupper() and value[1:].islower() and kind_of_word(value) == GIVEN
        return alone and _is_telling(value) and is_person(value)
    kinds = [max(map(kind_of_word, part.split("-"))) for part in filter(_is_capitalised, parts)]
    given = any(
        kind & GIVEN and _is_telling(part) for kind, part in zip(kinds, filter(_is_capitalised, parts), strict=True)
    )
    return is_shaped_like_name(value) and bool(kinds) and (given or all(kinds))


def _is_capitalised(part: str) -> bool:
    return part[:1].isupper()


def _is_telling(part: str) -> bool:
    """Whether a given name is long enough to be hardly anything else, or common."""
    return len(part) > _SHORT or part.lower() in COMMON_GIVEN_NAMES


_SHORT = 3
_NO_NAMES = frozenset(
    "운영진 운영자 구성원 동아리 필요한 작성한 자세한 중요한 변경한 이미지 이용자 사용자 조건이 구현이 지연이 수정자".split()
)
"""Korean words made like names."""


def is_full_east_asian(name: str) -> bool:
    """Whether a known family name is followed by a known given name, without a blank."""
    return any(kind_of(name[:cut]) & FAMILY and kind_of(name[cut:]) & GIVEN for cut in (1, 2, 3) if len(name) > cut)


def _is_apart(parts: Sequence[str]) -> bool:
    """Whether family and given name stand apart, and the former is known, as Chinese signs alone do."""
    return len(parts) > 1 and kind_of(parts[0]) & FAMILY > 0 and _HANGUL.match(parts[0]) is None

"""East Asian names before what they are honoured with: `松本さん`, `오세진님께`, `李娜同学`, `김민준 과장`, `Танака-сан`; and
households, `高橋宅前`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.own_names import is_full_east_asian
from pii.detectors.scan import Hit
from pii.known.names import FAMILY, GIVEN, kind_of
from pii.labels import Label
from pii.spans import Span

_JAPANESE = "さん 様 さま 氏 先生 くん 君 ちゃん 先輩 部長 課長 社長 教授 准教授 主任".split()
_CHINESE = (
    "老师 老師 同学 同學 先生 女士 小姐 教授 博士 医生 醫師 师兄 师姐 學長 學姊 经理 經理"
    " 科长 处长 局长 主任 工程师 组长 队长 书记 院长 校长 厂长 村长 镇长 警官 律师 法官"
    " 主管 總監 总监 秘书 站长 老板 師傅 师傅 總經理 總裁"
).split()
_KOREAN = (
    "님 씨 조교님 교수님 선생님 대리님 과장님 팀장님 교수 선생 박사 조교 대리 과장 차장 부장 팀장 주임 연구원"
).split()
_CYRILLIC = "сан кун тян сама сенсей сэнсэй".split()
_HOUSEHOLD = [f"宅{after}" for after in "前 へ に で の まで から 訪問 、 。".split()]
_FAMILY_ALONE = frozenset("王神仏姫殿奥嫁娘婿客皆方者店父母兄姉弟妹医師人子主君")
"""Signs that are a family name as well, and not before an honour: a king, a god, a customer."""
_KANJI = r"[\u3400-\u9fff\u3005]"
_BEFORE_JAPANESE = re.compile(rf"(?<!{_KANJI})(?P<name>{_KANJI}{{1,5}}|{_KANJI}{{1,3}}[ \u3000]{_KANJI}{{1,3}})\Z")
_BEFORE_CHINESE = re.compile(rf"(?P<name>{_KANJI}{{2,4}})\Z")
_COMPOUND = "남궁|황보|제갈|선우|독고|사공|서문|동방"
"""The Korean family names of two syllables."""
_BEFORE_KOREAN = re.compile(rf"(?<![가-힣])(?P<name>(?P<compound>{_COMPOUND})[가-힣]{{1,2}}|[가-힣]{{3}})[ ]?\Z")
_APART_KOREAN = re.compile(r"(?<![가-힣] )(?<![가-힣])(?P<name>(?P<family>[가-힣]) (?P<given>[가-힣]{2}))[ ]?\Z")
_ADDRESSED = re.compile(
    r"(?:\b(?:To|TO|Cc|CC|Bcc|BCC)|[ＴＣ][ＯＣ]|宛先|宛名|差出人)[ ]?[:：][ \u3000]?"
    rf"(?:{_KANJI}{{2,6}}、)?(?P<name>{_KANJI}{{2,3}})\Z"
)
"""Whoever a message is for, at its head."""
_OF_ROLE = frozenset("者員社方部課長客先皆位様店局室係当")
"""How words for roles and offices end: 担当者様, 取引先様."""
_AFTER_KOREAN = re.compile(r"(?:께서?|은|는|이|가|의|을|를|에게|과|와|도|한테|께는|이랑|하고|입니다|이다)?(?![가-힣])")
_EARLIER = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{3})(?:[ ]?님|[ ]?씨)?, ?\Z")
_OF_OFFICE = frozenset("자용관")
"""How words for users and clerks end, which begin like family names: 이용자님, 구매자님."""
_SIGHT = 12


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names before the honours at the hits."""
    done = 0
    for hit in hits:
        if hit.end <= done:
            continue
        for start, end in _FINDERS[hit.pattern.rpartition(".")[2]](text, hit):
            done = max(done, end)
            yield Span(start, end, Label.NAME)


def _japanese(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    foreign = _BEFORE_SHI.search(text, hit.start - 2 * _SIGHT, hit.start)
    if foreign is not None:
        if _is_foreign(text, hit, foreign["name"]):
            yield foreign.span("name")
        return
    match = _BEFORE_JAPANESE.search(text, hit.start - _SIGHT, hit.start)
    if match is None or _FAMILY_ALONE.issuperset(match["name"][-1:]) and len(match["name"]) < _TWO:
        return
    name = match["name"].replace("\u3000", " ")
    family = name.split(" ")[0]
    head = _ADDRESSED.search(text, hit.start - 2 * _SIGHT, hit.start)
    if head is not None and name[-1] not in _OF_ROLE:
        yield head.span("name")
        return
    if kind_of(family) & FAMILY and (len(family) > 1 or " " in name) or is_full_east_asian(name) and len(name) > _TWO:
        yield match.span("name")


_BEFORE_SHI = re.compile(
    r"(?<![\u30a1-\u30fe\u3400-\u9fffA-Za-z])(?P<name>[\u30a1-\u30fa\u30fc]{3,12}(?:[・＝=][\u30a1-\u30fa\u30fc]{2,12}){0,2})\Z"
)
"""A foreign name, as Japanese writes them."""
_NO_SHI = frozenset("ユーザー オーナー メンバー スタッフ ゲスト リーダー マネージャー ケルビン セルシウス".split())


def _is_foreign(text: str, hit: Hit, name: str) -> bool:
    """Whether the name stands before 氏, which is said of nobody but persons, or is known before a polite suffix."""
    if name in _NO_SHI or _KANJI_BEHIND.match(text, hit.end):
        return False
    if text.startswith("氏", hit.start):
        return True
    return all(map(kind_of, re.split("[・＝=]", name))) and text.startswith(("さん", "様", "先生", "教授"), hit.start)


_KANJI_BEHIND = re.compile(_KANJI)
_TWO = 2


def _chinese(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    match = _BEFORE_CHINESE.search(text, hit.start - _SIGHT, hit.start)
    if match is None:
        return
    run = match["name"]
    for length in (3, 2):
        if len(run) >= length and run[-length] not in _VERBS and is_full_east_asian(run[-length:]):
            yield match.end() - length, match.end()
            return


_VERBS = frozenset("谢謝感由找请請问問向跟给給和与與及对對把被让讓经經")
"""What stands before a name in a sentence; the first are family names, too."""


def _korean(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    match = _BEFORE_KOREAN.search(text, hit.start - _SIGHT, hit.start)
    apart = _APART_KOREAN.search(text, hit.start - _SIGHT, hit.start)
    if apart is not None and _AFTER_KOREAN.match(text, hit.end):
        if kind_of(apart["family"]) & FAMILY and kind_of(apart["given"]) & GIVEN:
            yield apart.span("name")
        return
    if match is None or not _AFTER_KOREAN.match(text, hit.end):
        return
    name, glued = match["name"], match.end("name") == hit.start
    if not (match["compound"] or is_full_east_asian(name) or glued and _is_korean(name)):
        return
    yield match.span("name")
    while match := _EARLIER.search(text, match.start() - _SIGHT, match.start()):
        if not is_full_east_asian(match["name"]):
            return
        yield match.span("name")


def _is_korean(name: str) -> bool:
    """Whether it begins with a family name and ends unlike words for users and clerks."""
    return kind_of(name[0]) & FAMILY > 0 and name[-1] not in _OF_OFFICE


def _cyrillic(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Морікава-сан`, which Russian and Ukrainian write with a hyphen."""
    match = _BEFORE_CYRILLIC.search(text, hit.start - _SIGHT, hit.start)
    if match is not None and match["name"] not in _RELATIVES and not text[hit.end : hit.end + 1].isalnum():
        yield match.span("name")


_BEFORE_CYRILLIC = re.compile(r"(?<![\w-])(?P<name>[А-ЯЁІЇЄ][а-яёіїє]{2,})\Z")
_RELATIVES = frozenset("Они Онии Оне Онее Ока Окаа Ото Отоо Ками Оджи Оба Кяку Хого".split())
"""Brother, sister, mother, father, god, uncle, aunt, guest."""


def _household(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Where somebody lives: a known family name of two signs at least, alone."""
    match = _BEFORE_HOUSEHOLD.search(text, hit.start - _SIGHT, hit.start)
    if match is not None and kind_of(match["name"]) & FAMILY:
        yield match.span("name")


_BEFORE_HOUSEHOLD = re.compile(rf"(?<!{_KANJI})(?P<name>{_KANJI}{{2,3}})\Z")

_FINDERS = {
    "japanese": _japanese,
    "chinese": _chinese,
    "korean": _korean,
    "cyrillic": _cyrillic,
    "household": _household,
}

RULE = Rule(
    "honorific",
    {
        "honorific.japanese": as_bytes(_JAPANESE),
        "honorific.chinese": as_bytes(_CHINESE),
        "honorific.korean": as_bytes(_KOREAN),
        "honorific.cyrillic": f"-(?:{as_bytes(_CYRILLIC)})",
        "honorific.household": as_bytes(_HOUSEHOLD),
    },
    find,
    rank=5,
    hits=(
        "«松本»さん、お疲れ様です。\n// «田中»さんに確認する。«佐藤»先生と«山田 太郎»様\n",
        "// «오세진»님께 인계함, «서유나»씨 계정\n# 도움: «이수민», «최은영» 조교님\n",
        "«김민준» 교수님께, x: «김민준» 교수, 我们王 «李秀英»先生, x,«高橋 小明»先生, x «高橋 健一»先生\n",
        "需求来自档案局«滕萍»科长，信息中心«晏国栋»主任确认，«李娜»工程师\n",
        "第2章は«ハルヴォルセン»氏、«アンナ・スミス»氏、«류 지한» 님께\n",
        "感谢«李娜»同学的帮助，«刘洋»老师\n",
        "TO：«伏見»先生、CC：«早乙女»先生\n宛先：佐野様、«伏見»様\n集合は«早乙女»宅前、«高橋»宅で\n".replace(
            "佐野", "«佐野»"
        ),
        "«남궁현» 님 요청으로, «제갈민»씨, «황보서연»님께\nДякую «Морікава»-сан за допомогу, «Танака»-кун\n",
    ),
    misses=(
        "项目经理、副主任、办公室主任医师、软件工程师、高级工程师、客户经理、教研室主任、车间主任、值班主任、市场部总监、王主任室\n",
        "カタカナ氏名、ユーザー氏、ユーザーさん、摂氏、セルシウス氏、パンダさん、メーカー様、그 고객 님, 한 사람 님\n",
        "お客様、皆様、神様、王様、店長さん、本屋さん、業者様\n",
        "어떠한 책임도, 표시할 대표 뱃지, 이용자님, 구매자님, 고객님, 관리자님, 선생님, 담당자님께\n",
        "お客様、CC：王様、CC：担当者様、TO：取引先様、予定：伏見先生\n県営住宅前、自宅へ、在宅の、帰宅で、新高橋宅前\n",
        "궁현 님, Они-сан, танака-сан, x-Танака-сан, Танака-санаторий\n",
        "同学们好，老师说，这位先生，先生成文件，数据库同学\n",
    ),
)

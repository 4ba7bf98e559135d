"""Who wrote, edited, translated or drew a book, as catalogues and shops of East Asia say it: `[日]枭野圭木`,
`（印）洛伊德 著，王小明 译`, `李小明，张小龙 主编`, `山田太郎 訳`, `김철수 지음`.

The nationality, or the dynasty, of the author stands in brackets before the name, the role behind it (the statement of
responsibility of ISBD and GB/T 3792). Names of other languages are written by their sound, with a dot between the words:
`让·德·洛伊斯`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.own_names import is_known_name, without_titles
from pii.detectors.rules.names.person_values import WITH_FAMILY, is_plain_east_asian_name
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_NATIONS = (
    """
    日 美 英 法 德 俄 苏 意 西 印 韩 加 澳 奥 瑞 荷 比 波 捷 匈 葡 希 土
    以 埃 爱 泰 越 朝 伊 蘇 韓 印度 日本 美国 英国 法国 德国 俄国 苏联 俄罗斯
    前苏联 意大利 西班牙 韩国 加拿大 澳大利亚 奥地利 瑞士 瑞典 挪威 丹麦 芬兰 冰岛
    荷兰 比利时 波兰 捷克 匈牙利 罗马尼亚 葡萄牙 希腊 古希腊 古罗马 土耳其 以色列
    黎巴嫩 伊朗 阿富汗 埃及 南非 尼日利亚 爱尔兰 新西兰 新加坡 马来西亚 越南 阿根廷
    哥伦比亚 智利 秘鲁 墨西哥 巴西 乌拉圭 古巴 白俄罗斯 乌克兰 塞尔维亚 美國 英國
    法國 德國 俄國 蘇聯 俄羅斯 義大利 韓國 澳大利亞 奧地利 波蘭 荷蘭 愛爾蘭
    """
).split()
_DYNASTIES = (
    """
    清 明 宋 唐 元 汉 晋 隋 魏 战国 春秋 先秦 西汉 东汉 三国 西晋 东晋 北魏
    南朝 南朝宋 南朝梁 北宋 南宋 五代 民国 漢 晉 東漢 民國
    """
).split()
_STRONG = (
    """
    主编 主編 翻译 翻譯 编著 編著 编译 編譯 编绘 绘著 译注 譯注 译著 校注 校译 选编 選編
    合著 合译 主译 监修 監修 監訳 共著 共訳 编撰 撰文 著 译 譯 訳 编 編 绘 繪
    撰 지음 옮김 엮음 펴냄 지은이 글쓴이
    """
).split()
_WEAK = "图 圖 文 注 校 作 画 畫 絵 저 역 글 그림 편저 공저".split()
"""Roles that are words of other things more often: a name must be known before one, and a blank stand between."""
_ALSO_DEEDS = frozenset(("编译", "編譯", "编", "編", "监修", "撰文"))
"""What one does with programs and pages, too: a name must be known before it."""
_ENDS = r"(?=[\s,，、;；/|\"'「」『』《》<>()（）\[\]【】。.:：_\\-]|$)"
_ROLES = "|".join(sorted(_STRONG + _WEAK, key=len, reverse=True))
_ROLE = re.compile(rf"(?:{_ROLES}){_ENDS}")
_HAN = "[\u3400-\u9fff\u3005]"
_KATAKANA = "[\u30a1-\u30fa\u30fc]"
_BY_SOUND = (
    rf"(?:{_HAN}{{1,8}}(?:[·•・‧∙](?:{_HAN}{{1,9}}?|[A-Z]\.?)){{1,4}}"
    rf"|{_KATAKANA}{{1,10}}(?:[・＝=]{_KATAKANA}{{1,10}}){{1,4}})"
)
"""A name of another language."""
_FROM = re.compile(
    rf"[\[(（〔【［](?:(?P<nation>{'|'.join(sorted(_NATIONS, key=len, reverse=True))})"
    rf"|{'|'.join(sorted(_DYNASTIES, key=len, reverse=True))})[\])）〕】］]"
    rf"[ \u3000]?(?P<name>{_BY_SOUND}|{_HAN}{{2,8}}?|[가-힣]{{2,4}}?)"
    rf"(?P<role>(?:[ \u3000]?等)?[ \u3000]?(?:{_ROLES}){_ENDS})?{_ENDS}"
)
_APART = r"(?<![^\s,，、;；/|\"'「『《》>\])）】〕:：])"
"""Behind what no name goes on from."""
_NAME = rf"(?P<name>{_BY_SOUND}|{_HAN}{{2,4}}|{_HAN}{{1,3}} {_HAN}{{1,3}}|[가-힣]{{2,4}})"
_BEFORE = re.compile(rf"{_APART}{_NAME}(?:[ \u3000]?等)?[ \u3000]?\Z")
_EARLIER = re.compile(rf"{_APART}{_NAME}(?P<sign>[，、；;,][ \u3000]?|[ \u3000])\Z")
"""The name before, in a list."""
_BOOK = re.compile(r"《|作者|译者|著|译|\b[Aa]uthors?\b|\b[Bb]ooks?\b")
"""On the line of whoever has no role behind."""
_OPENS = re.compile(r"[\s,，、;；/|\"'「『《》>:：=(]")
_SIGHT = 60
"""Characters before a role, or behind a nationality, in which the names stand."""
_MOST = 6
"""Names of one list."""
_OF_JAPAN = range(3, 6)
"""Signs of most names of Japan."""
_NOBODY = frozenset("佚名 无名氏 编辑部 编委会 编写组 同前 其他".split())


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        for place in (_from if hit.pattern == "book_author.nation" else _behind)(text, hit):
            if without_titles(text, *place) == place:  # 王老师 主编
                yield Span(*place, Label.NAME)


def _from(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The name behind a nationality."""
    match = _FROM.match(text, hit.start, line_after(text, hit.end, _SIGHT))
    if match is None or hit.start and not _OPENS.match(text, hit.start - 1) or _is_nobody(match["name"]):
        return
    if _is_by_sound(match["name"]) or match["role"] or kind_of(match["name"]) or _is_of_book(text, match):
        yield match.span("name")


def _is_of_book(text: str, match: re.Match[str]) -> bool:
    """Whether the line speaks of books, or a name of Japan stands alone behind its bracket: `(日)` is Sunday, too."""
    if match["nation"] is None:
        return False
    if match["nation"] == "日" and match[0][0] not in "(（" and len(match["name"]) in _OF_JAPAN:
        return True
    start, end = line_before(text, match.start()), line_after(text, match.end())
    return _BOOK.search(text[start : match.start()] + text[match.end() : end]) is not None


def _behind(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The names before a role."""
    role = _ROLE.match(text, hit.start)
    if role is None or _ROLE.match(text, hit.start - 1):
        return  # the end of a longer role, which is met itself
    floor = line_before(text, hit.start, _SIGHT)
    match = _BEFORE.search(text, floor, hit.start)
    if match is None or not _has_role(match, role[0]):
        return
    yield match.span("name")
    for _ in range(_MOST):
        match = _EARLIER.search(text, floor, match.start("name"))
        if match is None or not _is_listed(match):
            return
        yield match.span("name")


def _has_role(match: re.Match[str], role: str) -> bool:
    """Whether a person stands before the role: written by sound, known, or of three signs that begin with a family name."""
    name = match["name"]
    if _is_nobody(name):
        return False
    glued = match.end() == match.end("name")
    if _is_known(name):
        attribute = role == "글" and name.endswith("한")  # 필요한 글: adjectives end so
        return not (glued or attribute) or role not in _WEAK and len(name) >= WITH_FAMILY
    if role in _WEAK or role in _ALSO_DEEDS:
        return False
    return _is_by_sound(name) or _may_be_known(name) and (not glued or len(role) > 1)


def _is_listed(match: re.Match[str]) -> bool:
    """Whether the name belongs to the list: a comma of ASCII may divide the cells of a row."""
    name = match["name"]
    if _is_nobody(name):
        return False
    return _is_known(name) or _is_by_sound(name) or match["sign"][0] in "，、；" and _may_be_known(name)


def _may_be_known(name: str) -> bool:
    return len(name) == WITH_FAMILY and is_plain_east_asian_name(name)


def _is_known(name: str) -> bool:
    family, _, given = name.partition(" ")
    return kind_of(family) > 0 and kind_of(given) > 0 if given else is_known_name(name)


def _is_by_sound(name: str) -> bool:
    return _DOT.search(name) is not None


_DOT = re.compile("[·•・‧∙]")


def _is_nobody(name: str) -> bool:
    return name in _NOBODY or is_place(name) or _LANGUAGE.fullmatch(name) is not None


_LANGUAGE = re.compile("[中日英法德俄韩韓汉漢外原][语語文]")
"""From which somebody translates, or of a book."""


def _role_pattern(roles: Sequence[str]) -> str:
    """The roles where one ends a phrase, for the scanner: before a sign of ASCII or one of East Asian punctuation."""
    return rf"(?m)(?:{as_bytes(roles)})(?:[ -/:-@\[-`{{-~\t\r]|\xe3\x80[\x80-\x9f]|\xef\xbc[\x80-\x9f]|$)"


RULE = Rule(
    "book_author",
    {
        "book_author.nation": (
            rf"(?:[\[(]|{as_bytes('（〔【［')})(?:{as_bytes(_NATIONS + _DYNASTIES)})(?:[\])]|{as_bytes('）〕】］')})"
        ),
        "book_author.strong": _role_pattern(_STRONG),
        "book_author.weak": _role_pattern(_WEAK),
    },
    find,
    rank=4,
    hits=(
        "（印）«洛伊德» 著，«王小明» 译\n[日]«枭野圭木»\n〔日〕«铃木花子»\n(法)«让·德·洛伊斯»\n",
        "«李小明»，«张小龙» 主编\n《x》,[日]«枭野圭木» 著 / «陈小明» 译,y\n",
        '"author": "[美] «简·李»", "[英] «奥斯汀»", "[清]«曹小明» 著", "[美]«哈代»等著", "[美]«李德» 等 编"\n',
        "«山田太郎» 訳\n«김철수» 지음, «홍길순» 옮김\n«박민수» 글, «이지은» 그림\n«ジョン・スミス» 著\n",
        "作者：«王小明»编著\n“x”，«洛伦·罗伊斯特»著",
    ),
    misses=(
        "（中）\n[日]期\n图 1\n10月3日(日)東京会場\n[法] 诉讼\n价格（元）数量\n周（日）休息\n",
        "王老师 主编\n[德]德语翻译\n中文 译\n",
        "安装 编译\n高清 图\n担任主编\n世界 名著\n그림 1\n서울 역\n필요한 글\n유용한 글\n데이터 저\n《高老头》,高老头 图\n",
        "(日)東京会場 \n[日]本\n佚名 著\n",
    ),
)

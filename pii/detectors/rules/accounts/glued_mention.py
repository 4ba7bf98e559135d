"""Accounts behind an at sign amid words of Chinese, Japanese or Korean, which have no blank before it: `感谢@jroe的贡献`,
`ありがとう@kroeさん`.

Whoever is thanked, asked or spoken of with honour is a person; annotations and decorators are only used, and most have capitals.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.mention import handle_at
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_TOLD_BEFORE = re.compile(
    r"(?:感谢|感謝|谢谢|謝謝|多谢|鸣谢|致谢|请问?|請問?|询问|联系|聯繫|抄送|作者|报告者|贡献者|维护者|负责人|由|咨询|关注"
    r"|ありがとう(?:ございます)?|サンクス|thanks|担当|報告者|質問は|連絡は"
    r"|감사(?:합니다|드립니다)?|고마워요?|고맙습니다|담당자?|제보|문의)[はへに:：、，,!！]?[ ]?@$",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(
    r" ?(?:さん|さま|様|氏|くん|君|ちゃん|先生|님|씨|大佬|老师|老師|同学|同學|大神"
    r"|的(?:贡献|貢獻|建议|建議|反馈|回饋|帮助|幫助|PR|提交|补丁|指正|支持|修复)|提供|提交|指出|贡献|反馈|报告|建议"
    r"|に(?:感謝|教えて|聞いて)|が(?:報告|修正|提案)|의 (?:제보|기여|도움))"
)
_FURTHER = re.compile(r"@[\w-]{2,39}[^\n@]{0,12}@")
"""From one of several on a line to the next."""
_SIGHT = 24


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    last = -1
    for hit in hits:
        place = handle_at(text, hit)
        if place is None or text[place[0]].isupper():
            continue
        start, end = place
        told = _TOLD_BEFORE.search(text, start - _SIGHT, start) or _TOLD_BEHIND.match(text, end)
        if told or 0 <= last and _FURTHER.fullmatch(text, last, start):
            last = start - 1
            yield Span(start, end, Label.USERNAME)


RULE = Rule(
    "glued_mention",
    {"glued_mention.at": r"[\xe3-\xed\xef][\x80-\xbf][\x80-\xbf]@[A-Za-z]"},
    find,
    rank=4,
    hits=(
        "ありがとう@«haru_nakase»さん、あと@«tomo-ida»も",
        "感谢@«jroe»的贡献，@«kroe»也帮忙; 谢谢，@«lroe»。\n请@«mroe» 看看",
        "감사합니다@«haru_nakase»님",
    ),
    misses=(
        "注釈@Overrideを; 使用@autowired注解; 在@component类上; 使用@param标签; 用@lru_cache装饰器",
        "感谢@Override的贡献; 感谢@jroe/tool的贡献; 感谢@jroe.org的支持; 感谢jroe@kroe的支持",
        "邮件jroe@fern.test; 版本@latest的贡献",
    ),
)

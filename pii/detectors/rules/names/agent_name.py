"""Who did something, as Chinese says it before the deed: `由童雅楠创建`, `由 丁鹏程 修改`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_values import is_east_asian_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_AGENT = re.compile(
    r"由[ \u3000]?(?P<name>[\u3400-\u9fff]{2,4}?)[ \u3000]?"
    r"(?:创建|編寫|编写|修改|审核|審核|提交|维护|維護|开发|開發|负责|負責|设计|設計|整理|翻译|撰写|发布|更新|完成)"
)
_NOBODY = frozenset(
    """
    系统 用户 管理员 作者 程序 后台 前端 后端 客户 团队 公司 我们 他们 开发者
    管理者 服务器 社区 官方 于此 单独 统一 自动 不同
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        match = _AGENT.match(text, hit.start, hit.end + 12)
        if match is not None and match["name"] not in _NOBODY and is_east_asian_name(match["name"]):
            yield Span(*match.span("name"), Label.NAME)


RULE = Rule(
    "agent_name",
    {"agent_name.by": as_bytes(["由"])},
    find,
    rank=5,
    proves=False,
    hits=("工单由 «童雅楠» 创建，最终由 «丁鹏程» 修改于", "第一版由«薛凯»编写"),
    misses=("由系统创建，由用户提交，由于修改", "由 前端 维护", "由此编写"),
)

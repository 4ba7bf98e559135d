"""Who changed a file, in the tables of changes at the heads of Chinese, Japanese and Korean sources.

`2009.03.10  김철수  최초 생성`, `# 2016/10/12 山田 太郎 接続先変更`, `2019-03-12 | 王小明 | 新增接口`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_values import is_plain_east_asian_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_LONGEST = 120
"""Characters from the day to what was done."""

_DATE = r"(?:19|20)\d\d[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}[日.]?"
_SIGNS = r"[\u3400-\u9fff\u3005]"
_NAME = rf"(?P<name>{_SIGNS}{{1,3}}[ \u3000]{_SIGNS}{{1,3}}|{_SIGNS}{{2,5}}|[가-힣]{{3}})"
_ROW = re.compile(
    rf"{_DATE}(?:[ \t]+\d\d:\d\d(?::\d\d)?)?[ \t\u3000]*[|,:：]?[ \t\u3000]*(?:by[ \t]+)?{_NAME}"
    rf"(?:[ \t\u3000]{{1,40}}[|:：-]?[ \t\u3000]*|[ \t\u3000]*[|:：][ \t\u3000]*)(?=[^\s|:：])"
)
_DEED = re.compile(
    "新增|修改|修正|创建|創建|初版|初始|新規|作成|更新|追加|変更|变更|變更|添加|增加|删除|刪除|削除|完成|发布|發布|优化|優化|对应|対応|改善|改修|版本"
    "|수정|추가|변경|생성|작성|삭제|최초|신규|개발|개선|반영|적용|오류|버그|기능|화면|처리|배포|완료|테스트|등록|분리|요일|星期"
)
"""What was done, in the place of the name."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        row = _ROW.match(text, hit.start, hit.end + _LONGEST)
        if row is None or _DEED.search(row["name"]) or not is_plain_east_asian_name(row["name"]):
            continue
        yield Span(*row.span("name"), Label.NAME)


RULE = Rule(
    "revision_row",
    {
        "revision_row.date": (
            r"(?:19|20)\d\d(?:[-./]|\xe5\xb9\xb4) ?\d{1,2}(?:[-./]|\xe6\x9c\x88) ?\d{1,2}(?:\.|\xe6\x97\xa5)?(?: \d\d:\d\d)?"
            r"[ \t|,:]{0,12}(?:\xe3\x80\x80|\xef\xbc\x9a)?(?:by )?[\xe3-\xed][\x80-\xbf]"
        ),
    },
    find,
    rank=5,
    hits=(
        " * 2009.03.10  «김철수»          최초 생성\n",
        "#   2016/10/12  «山田 太郎»  接続先変更\n// 2021年3月4日 «山田»: 仕様変更\n",
        " * 2019-03-12 | «王小明» | 新增接口\n * 2019-03-12 10:00 «李晓明» 修改\n# 2019/04/12 «佐々木健太» 消費税対応\n",
    ),
    misses=(
        "'2007-01-01 월요일 13:37'\n",
        " * 2009.03.10  최초 생성 완료\n * 2019-03-12 新增 接口\n * 2019-03-12 高速化 対応\n",
        "2021/11/04 «\n2021年3月4日 王小明\n2021-11-04 10:00 작성자 없음\n".replace("«", ""),
    ),
)

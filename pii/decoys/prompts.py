"""Hosts in shell prompts, in a place where another word would be an account: `jroe@web1:~$`."""

from pii import expressions as re
from pii.spans import Span

_ACCOUNT_BEFORE = re.compile(r"[\w.-]@$")
_PROMPT_AFTER = re.compile(r"(?:\.[\w.-]+)?(?::[~/]| [^\s\]]+\][ \t]?[$#%]| ?[$#%]\s)")
_LONGEST_FOLDER = 120


def prompting_host(text: str, span: Span) -> bool:
    """Whether a host is there: after its account, before the folder or symbol of a prompt or the path of a copy command."""
    return (
        _ACCOUNT_BEFORE.search(text, span.start - 2, span.start) is not None
        and _PROMPT_AFTER.match(text, span.end, span.end + _LONGEST_FOLDER) is not None
    )

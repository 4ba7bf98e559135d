from collections.abc import Callable

import pytest

from pii.redactor import Redactor
from pii.shards.detect import Finding, detect_text


@pytest.fixture(scope="session")
def findings_of() -> Callable[..., list[Finding]]:
    redactor = Redactor(["rules"])
    return lambda text, path="-": list(detect_text(text, redactor, path))

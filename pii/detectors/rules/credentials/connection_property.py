"""Passwords of connections in the properties of Java's frameworks: `persistence.xml` of JPA and Hibernate, beans of Spring.

`<property name="javax.persistence.jdbc.password" value="V"/>`, `<property name="connection.password">V</property>`,
`<property name="password"><value>V</value></property>`: beside the account of the same connection the value is what opens it,
be it the word for a password itself.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import is_literal
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SIGHT = 600
"""Characters to each side in which the account of the connection is set."""
_LONGEST = 240

_VALUE = (
    r"(?:[ \t\r\n]+value=(?P<quote>[\"'])(?P<value>[^\"'<>\n]{2,80})(?P=quote)"
    r"|[ \t]*>\s*(?:<value>)?(?P<inner>[^<>\s](?:[^<>\n]{0,78}[^<>\s])?)\s*</)"
)
_PASSWORD = re.compile(rf"<(?:property|prop)\s+(?:name|key)=\"(?P<prefix>(?:[\w-]+\.)*)\w*?[Pp]assword\"{_VALUE}")
_ACCOUNT = re.compile(
    rf"<(?:property|prop)\s+(?:name|key)=\"(?P<prefix>(?:[\w-]+\.)*)(?P<name>\w*[Uu]ser(?:_?[Nn]ame)?)\"{_VALUE}"
)
_CONNECTION = re.compile(r"(?i)jdbc|connection|data_?source|hibernate|mongo")
"""In the name, or around a name that says no more than `password`."""
_STAND_IN = re.compile(r"(?i)(?:my|your|the|some|db)?[-_.]?(?:user[-_.]?name|user|login|account)")
"""What says what belongs there, and then so does the password."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords of connections whose account is set beside."""
    for hit in hits:
        setting = _PASSWORD.match(text, hit.start, hit.end + _LONGEST)
        if setting is None:
            continue
        group = "value" if setting["value"] else "inner"
        if is_literal(setting[group]) and _has_account(text, setting):
            yield Span(*setting.span(group), Label.PASSWORD)


def _has_account(text: str, setting: re.Match[str]) -> bool:
    first, last = max(0, setting.start() - _SIGHT), setting.end() + _SIGHT
    if not _CONNECTION.search(setting["prefix"]) and not _CONNECTION.search(text, first, last):
        return False
    for account in _ACCOUNT.finditer(text, first, last):
        value = account["value"] or account["inner"]
        if account["prefix"] == setting["prefix"] and is_literal(value) and not _STAND_IN.fullmatch(value):
            return True
    return False


RULE = Rule(
    "connection_property",
    {"connection_property.password": r"<prop(?:erty)?\s{1,20}(?:name|key)=\"[\w.-]{0,60}[Pp]assword\""},
    find,
    rank=4,
    hits=(
        '<property name="javax.persistence.jdbc.user" value="admin" />\n'
        '<property name="javax.persistence.jdbc.password" value="«password»" />',
        '<property name="connection.password">«secret»</property>\n<property name="connection.username">sa</property>',
        '<bean class="org.apache.commons.dbcp.BasicDataSource">\n<property name="username" value="moss"/>\n'
        '<property name="password" value="«password»"/>',
        '<bean id="dataSource">\n<property name="username"><value>moss</value></property>\n'
        '<property name="password"><value>«larkmist»</value></property>',
        '<property name="ConnectionUserName" value="ws1"/>\n<property name="ConnectionPassword" value="«ftp10»"/>',
        '<prop key="hibernate.connection.username">moss</prop>\n<prop key="hibernate.connection.password">«moss»</prop>',
    ),
    misses=(
        '<property name="javax.persistence.jdbc.user" value="user" />\n'
        '<property name="javax.persistence.jdbc.password" value="password" />',
        '<property name="javax.persistence.jdbc.user" value="${u}" />\n'
        '<property name="javax.persistence.jdbc.password" value="larkmist" />',
        '<property name="javax.persistence.jdbc.user" value="moss" />\n'
        '<property name="javax.persistence.jdbc.password" value="${p}" />',
        '<property name="javax.persistence.jdbc.password" value="password" />',
        '<property name="username" column="USERNAME"/> <property name="password" column="PASSWORD"/>',
        '<property name="username" value="moss"/>\n<property name="password" value="password"/>',
        '<bean id="dataSource"/><property name="username" value="moss"/><property name="password" value=""/>',
    ),
)

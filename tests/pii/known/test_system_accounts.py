"""Accounts of systems, services and roles are told from people's."""

import pytest

from pii.known.system_accounts import SYSTEM_ACCOUNTS, is_system_account


@pytest.mark.parametrize(
    "name", ["root", "WWW-Data", "codacy-badger", "ec2-user2", "db_admin_new", "svc-deploy", "renovate[bot]", "iusr_x1"]
)
def test_accounts_of_nobody(name: str) -> None:
    assert is_system_account(name)


@pytest.mark.parametrize("name", ["jroe", "badger", "moss-roe", "admina", "roots"])
def test_accounts_of_people(name: str) -> None:
    assert not is_system_account(name)


def test_the_table_holds_whole_names_in_lower_case() -> None:
    assert not [name for name in SYSTEM_ACCOUNTS if name != name.lower() or name.strip("-_.") != name]

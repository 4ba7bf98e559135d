"""Accounts of organisations: the table's form, and what stands one step away from it."""

import re
from importlib.resources import files

import pytest

from pii.known.organisations import is_known_organisation, is_organisation_account, is_project, names_organisation

TABLE = files("pii.known").joinpath("data", "organisations.txt").read_text(encoding="utf-8")
ACCOUNTS = [line for line in TABLE.splitlines() if not line.startswith("#")]


def test_the_table_is_sorted_and_names_nothing_twice() -> None:
    assert sorted(set(ACCOUNTS)) == ACCOUNTS
    assert len(ACCOUNTS) > 6000


def test_the_table_holds_lower_case_accounts_only() -> None:
    assert [account for account in ACCOUNTS if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*[a-z0-9]", account)] == []


@pytest.mark.parametrize(
    "account", ["jroe", "jane-roe", "roejs", "roesoft", "janer", "jane", "roe", "kroe42", "the-jane", "janedev"]
)
def test_no_persons_account_is_known(account: str) -> None:
    assert not is_known_organisation(account)


@pytest.mark.parametrize(
    "account", ["symfony", "Symfony", "SYMFONY", "brick", "phpseclib", "go-openapi", "orgs", "sponsors"]
)
def test_known_accounts_and_pages_of_the_hosts_in_any_case(account: str) -> None:
    assert is_known_organisation(account)
    assert is_organisation_account(account)


@pytest.mark.parametrize(
    "account", ["symfony2jane", "xsymfony", "brickroe", "bric", "phpsec-jane", "symfony_", "", "#"]
)
def test_what_only_looks_like_a_known_account_is_unknown(account: str) -> None:
    assert not is_known_organisation(account)


def test_an_owner_is_judged_more_boldly_than_an_account_alone() -> None:
    assert is_organisation_account("widgetjs", owner=True)
    assert not is_organisation_account("widgetjs")
    assert not is_organisation_account("jroe", owner=True)


@pytest.mark.parametrize(
    "account", ["widgetsdk", "widget-design", "kubewidget", "widgetio", "mywidgetapp", "webwidget", "WidgetCI-eslint"]
)
def test_technical_words_make_an_owner_an_organisation(account: str) -> None:
    assert is_organisation_account(account, owner=True)


@pytest.mark.parametrize(
    "account", ["jmario", "roefabio", "jknapp", "janeknapp", "weberj", "webbjane", "freemanroe", "jlang"]
)
def test_names_of_persons_that_end_or_begin_like_technical_words(account: str) -> None:
    assert not is_organisation_account(account, owner=True)


def test_what_a_known_account_begins_with_a_hyphen_is_an_organisations_only_as_owner() -> None:
    assert is_organisation_account("symfony-roe", owner=True)
    assert not is_organisation_account("symfony-roe")


@pytest.mark.parametrize("account", ["roe-symfony", "symfonyroe", "kr0-roe", "jane-roe", "symfon-roe"])
def test_a_known_account_elsewhere_in_a_name_is_its_employers(account: str) -> None:
    assert not is_organisation_account(account, owner=True)


def test_a_project_is_no_matter_of_the_table() -> None:
    assert is_project("widget", "widget-tool")
    assert not is_project("jroe", "widget-tool")
    assert not is_known_organisation("widget-tool")


def test_a_known_account_is_no_company_in_running_text() -> None:
    assert not names_organisation("Jane Brick")
    assert names_organisation("Roe Software Ltd.")


@pytest.mark.parametrize(
    "name",
    [
        "Pemerintah Kabupaten Moss Timur",
        "Landratsamt Moss",
        "Ủy Ban Huyện Moss",
        "Moss Belediyesi",
        "Urząd Gminy i Gmina Moss",
    ],
)
def test_bodies_of_state_and_parts_of_a_country_are_organisations_in_many_languages(name: str) -> None:
    assert names_organisation(name)
    assert not names_organisation("Timur Moss")

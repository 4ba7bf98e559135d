"""Places in lists of them, and persons in lists that look alike."""

import pytest

from pii.decoys.place_lists import is_listed

TOWNS = ["São Roe", "Santa Moss", "Nova Fern", "Porto Lark"] + [f"Lark {number}" for number in range(20)]
PERSONS = [f"Kim Roe {number}" for number in range(24)]
VALUE = "Jane Moss"
QUARTERS = ["Lark 1 North", "Lark 2 West", "Lark 3 Heights"]


def objects(names: list[str], *rest: str) -> str:
    return "[" + ",\n".join(f'{{"id": "1", "name": "{name}", {", ".join(rest)}}}' for name in [*names, VALUE]) + "]"


def literals(names: list[str]) -> str:
    return "val all = listOf(" + ", ".join(f'"{name}"' for name in [*names, VALUE]) + ")"


def rows(heading: str, names: list[str], *rest: str) -> str:
    return "\n".join([heading, *(",".join([name, *rest]) for name in [*names, VALUE]), ""])


@pytest.mark.parametrize(
    "text",
    [
        f'{{"name": "{VALUE}", "uf": "BA"}}',
        f'{{"lat": -11.2, "lon": 3.5, "name": "{VALUE}"}}',
        f"['id' => 3, 'name' => '{VALUE}', 'state_id' => 5]",
        f'[{{"city": "{VALUE}", "mayor": "Kim Roe"}}]',
        f"{{city_name: '{VALUE}', iata: 'XYZ'}}",
        objects(TOWNS, '"state": "5"'),
        objects(TOWNS, '"departmentId": 5'),
        rows("name,state", TOWNS, "BA"),
        f'{{"state": "Fern", "cities": ["Lark", "{VALUE}"]}}',
        f"municipios_ba = ('Lark', '{VALUE}')",
        f"var cities = new string[] {{\n  'Lark',\n  '{VALUE}'",
        f'<select name="cidade">\n<option value="1">Lark</option><option value="2">{VALUE}</option></select>',
        f'<city id="7"><code>BA</code> <name>{VALUE}</name></city>',
        literals(TOWNS + QUARTERS),
    ],
)
def test_a_place_tells_by_what_stands_beside_it(text: str) -> None:
    assert is_listed(text, text.index(VALUE))


@pytest.mark.parametrize(
    "text",
    [
        f'{{"name": "{VALUE}", "uf": "BA", "email": "jane@roe.org"}}',
        f'{{"name": "{VALUE}", "country_id": 5}}',
        f'{{"name": "{VALUE}", "state": "5"}}',
        f'{{"name": "{VALUE}", "id": 7}}',
        f'{{"mayor_name": "{VALUE}", "uf": "BA"}}',
        objects(PERSONS, '"state": "5"'),
        objects(PERSONS, '"departmentId": 5'),
        f'{{"name": "{VALUE}", "department_id": 5}}',
        objects(TOWNS, '"state": "5"', '"phone": "7"'),
        objects(TOWNS[:8], '"state": "5"'),
        rows("name,state", PERSONS, "BA"),
        rows("name,status", TOWNS, "BA"),
        f'{{"cities": ["Lark"], "owners": ["{VALUE}"]}}',
        f"city = find(1, '{VALUE}')",
        f'<select name="owner"><option value="2">{VALUE}</option></select>',
        f'<select name="city"><option>x</option></select><p>{VALUE}</p>',
        f'<owner id="7"><name>{VALUE}</name></owner>',
        literals(TOWNS + QUARTERS[1:]),
        literals(TOWNS[4:19] + QUARTERS),
        literals([*TOWNS[4:], "Jane North", "Kim West", "Ann Park"]),
        literals(TOWNS + QUARTERS).replace(VALUE, "Moe") + f"; setOwner('{VALUE}')",
    ],
)
def test_a_person_in_a_like_place_stays_one(text: str) -> None:
    assert not is_listed(text, text.index(VALUE))

from pii.known.names import kind_of
from pii.known.places import _places, is_only_place, is_place


def test_a_place_that_persons_are_called_is_told_from_others() -> None:
    assert is_place("Paris") and not is_only_place("Paris")
    assert is_place("BELO HORIZONTE") and is_only_place("Belo Horizonte")
    assert not is_place("Widget") and not is_only_place("Widget")


def test_a_quarter_of_a_country_or_continent_is_a_place() -> None:
    assert is_place("West Africa") and is_only_place("northern Italy")
    assert (
        not is_place("West Paris")
        and not is_place("West Widget")
        and not is_place("West")
        and not is_place("New Africa")
    )


def test_the_table_is_in_lower_case_and_marks_names_of_persons() -> None:
    places = _places()

    assert len(places) > 800
    assert all(place == place.lower().strip() for place in places)
    assert all(kind_of(place) for place, alone in places.items() if not alone)

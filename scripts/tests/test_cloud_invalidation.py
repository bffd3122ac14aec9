import pytest
from cloud.invalidation import MOST_PATHS, paths_of


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("index.html", ["/", "/index.html"]),
        ("about/index.html", ["/about", "/about/", "/about/index.html"]),
        ("404.html", ["/404", "/404.html"]),
        ("twin.json", ["/twin.json"]),
        ("a b/ä.txt", ["/a%20b/%C3%A4.txt"]),
    ],
)
def test_every_address_of_a_changed_file_is_stale(key: str, paths: list[str]) -> None:
    assert paths_of([key]) == paths


def test_nothing_is_stale_when_nothing_changed() -> None:
    assert paths_of([]) == []


def test_many_paths_become_one_that_covers_all() -> None:
    assert paths_of(f"{n}.txt" for n in range(MOST_PATHS)) != ["/*"]
    assert paths_of(f"{n}.txt" for n in range(MOST_PATHS + 1)) == ["/*"]

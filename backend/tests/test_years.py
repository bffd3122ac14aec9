"""When something began and ended, in the ways that people write it."""

import pytest

from grounding.years import STILL, ended


@pytest.mark.parametrize(
    "dates",
    [
        "2019 - 2021",
        "2019-2021",
        "(2019) – (2021)",
        "01/2019 - 03/2021",
        "1.2.2019 — 31.12.2021",
        "May 2019 - Dec. 2021",
        "1 May 2019 - 31 December 2021",
        "mai 2019 - août 2021",
        "enero de 2019 - marzo de 2021",
        "spring 2019 - end of 2021",
        "2019 - मार्च 2021",
    ],
)
def test_a_span_ends_with_a_year_and_its_month(dates: str) -> None:
    assert ended(f"Cook at Orsino, {dates}") == 2021


@pytest.mark.parametrize(
    "dates",
    [
        "2019 – now, lead from 2021",
        "2019 – Present (lead since 2021)",
        "May 2019 - today; in 2021 abroad",
        "2019 - now lead from 2021",
        "2019 -",
    ],
)
def test_a_year_told_after_the_dates_ends_nothing(dates: str) -> None:
    assert ended(f"Cook at Orsino ({dates})") == STILL

"""The figures of docs/cost.md are recomputed, from its own prices and from the real prompt."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from context import date_line, system_prompt
from grounding.tokens import estimate_tokens
from owner_files import compile_knowledge
from settings import BACKEND, Settings
from tests.said import ROOT

PAGE = (ROOT / "docs" / "cost.md").read_text(encoding="utf-8")
DEFAULT = "Nova Lite, `eu.` (default)"
MOST_USD = 0.25
TURNS_OF_A_CONVERSATION = 4
TURNS = 1_000
CENT = 0.01
MILLION = 1_000_000
NEARLY = 0.03
DAY = date(2026, 11, 24)


def table(title: str, columns: int) -> dict[str, tuple[float, ...]]:
    """Read the numbers of a table, by the first cell of its rows."""
    section = PAGE.split(title)[1]
    rows = re.findall(r"^\| (.+) \|$", section.split("\n\n")[1], re.MULTILINE)[2:]
    cells = (row.split(" | ") for row in rows)
    return {name: tuple(float(c) for c in numbers[:columns]) for name, *numbers in cells}


PRICES = table("Per million tokens:", 3)
TOKENS = [tokens for (tokens,) in table("What a turn sends and gets", 1).values()]
RESULTS = table("Price of 1,000 turns:", 3)


@pytest.fixture
def prompt(tmp_path: Path) -> tuple[int, int]:
    """Count the tokens of the template person's system prompt and of the date behind it."""
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copy(template, tmp_path / template.name.replace("_template", ""))
    knowledge = compile_knowledge(tmp_path)
    system = system_prompt(knowledge, knowledge.sections)
    return estimate_tokens(system), estimate_tokens(date_line(DAY))


def usd(model: str, system: float, *, hits: float) -> float:
    """Price 1,000 turns of which the share `hits` finds the system prompt in the cache."""
    fresh, cached, output = PRICES[model]
    _, day, question, history, answer = TOKENS
    prefix = system * (hits * cached + (1 - hits) * fresh)
    return TURNS * (prefix + (day + question + history) * fresh + answer * output) / MILLION


def test_the_page_counts_the_real_prompt(prompt: tuple[int, int]) -> None:
    system, day = prompt
    assert pytest.approx(system, rel=NEARLY) == TOKENS[0]
    assert day == TOKENS[1]


def test_a_thousand_turns_are_within_the_budget(prompt: tuple[int, int]) -> None:
    hits = 1 - 1 / TURNS_OF_A_CONVERSATION
    assert usd(DEFAULT, prompt[0], hits=hits) <= MOST_USD


@pytest.mark.parametrize("model", PRICES)
def test_the_prices_of_a_thousand_turns_are_computed(model: str) -> None:
    shares = (1, 1 - 1 / TURNS_OF_A_CONVERSATION, 0)
    computed = [usd(model, TOKENS[0], hits=hits) for hits in shares]
    assert RESULTS[model] == pytest.approx(computed, abs=CENT / 2)


def test_the_earlier_turns_are_the_mean_of_a_conversation() -> None:
    _, _, question, history, answer = TOKENS
    earlier = (TURNS_OF_A_CONVERSATION - 1) / 2
    assert history == earlier * (question + answer)


def test_the_month_is_the_sum_of_its_rows() -> None:
    month = PAGE.split("## A month")[1].split("\n## ")[0]
    *rows, total = re.findall(r"\| \**(\d+\.\d\d)\** \|$", month, re.MULTILINE)
    assert sum(map(float, rows)) == pytest.approx(float(total), abs=CENT / 2)
    assert float(rows[0]) == pytest.approx(1.2 * RESULTS[DEFAULT][1], abs=CENT / 2)


def test_the_default_model_is_the_default() -> None:
    assert Settings.model_fields["bedrock_model_id"].default == "eu.amazon.nova-lite-v1:0"

from datetime import date

from context import date_line, system_prompt
from schemas import Knowledge, Owner, Section

SECTIONS = (
    Section("facts.role", "Role", "facts.json", "Role: Engineer at Babbage & Co."),
    Section("me.chess", "Chess", "me.txt", "I play chess {badly}."),
)
ADA = Knowledge(
    Owner("Ada Lovelace", contact="ada@example.com"), SECTIONS, style="Dry, short sentences."
)


def test_the_prompt_holds_role_voice_rules_and_every_section_with_its_id() -> None:
    prompt = system_prompt(ADA, SECTIONS)
    order = ["digital twin of Ada Lovelace", "Dry, short", "Rules", "[facts.role]", "[me.chess]"]
    places = [prompt.index(part) for part in order]
    assert places == sorted(places)
    assert all(section.text in prompt for section in SECTIONS)


def test_only_the_given_sections_are_in_it() -> None:
    assert "chess" not in system_prompt(ADA, SECTIONS[:1])


def test_not_knowing_offers_the_contact_as_written() -> None:
    assert "ada@example.com" in system_prompt(ADA, SECTIONS)


def test_an_owner_without_contact_or_style_leaves_no_hole() -> None:
    prompt = system_prompt(Knowledge(Owner("Ada"), SECTIONS), SECTIONS)
    assert "None" not in prompt
    assert "give this contact" not in prompt


def test_the_long_prefix_stays_the_same_from_day_to_day() -> None:
    assert "2026" not in system_prompt(ADA, SECTIONS)
    assert date_line(date(2026, 11, 23)) == "Today is Monday, 23 November 2026."

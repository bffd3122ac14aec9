from pathlib import Path

import pytest

from grounding.contacts import Contacts, contacts_of, find_contacts, replace_contacts
from schemas import ChatRequest, DoneEvent, Knowledge, Link, Owner, Section
from tests.twins import FixedKnowledge, Script, ScriptedProvider, clients_for, settings_for
from twin import Twin

TEXT = "Write to ada@a.example, see https://a.example/x, call 030 1234567; since 01/2015 - 08/2018."


def test_contacts_are_found_with_their_kind_and_without_the_end_of_the_sentence() -> None:
    found = [(contact.kind, contact.text) for _, contact in find_contacts(f"{TEXT} www.b.example.")]
    assert found == [
        ("email", "ada@a.example"),
        ("link", "https://a.example/x"),
        ("phone", "030 1234567"),
        ("link", "www.b.example"),
    ]
    assert (
        replace_contacts(TEXT, lambda contact, before: "")
        == "Write to , see , call ; since 01/2015 - 08/2018."
    )


@pytest.mark.parametrize(
    ("written", "typed", "nearest"),
    [
        ("ada@a.example", "030 1234567", ""),
        ("https://a.example/30", "ada@a.example", ""),
        ("https://a.example/talk-1", "https://a.example/talk-2", ""),
        ("https://a.example/lowtide-core", "https://a.example/lowtide-croe", "written"),
        ("https://a.example/lowtide-core", "https://b.example/lowtide-core", ""),
        ("https://a.example/cats and https://a.example/cars", "https://a.example/caws", ""),
        ("+41 79 555 12 34", "+41 79 555 12 3", "written"),
        ("+41 79 555 12 34", "0795551234", "written"),
        ("+41 79 555 12 34", "+41 79 555 21 35", ""),
        ("ada.king@a.example", "ada.kign@a.example", "written"),
        ("info@a.example", "info@b.org", ""),
    ],
)
def test_only_what_is_a_slip_apart_and_of_one_kind_is_near(
    written: str, typed: str, nearest: str
) -> None:
    (_, contact), *_ = find_contacts(typed)
    expected = written if nearest else ""
    assert Contacts([written]).nearest(contact) == expected


@pytest.mark.parametrize("label", ["Phone: ", "Tel. ", "Teléfono ", "Móvil: "])
def test_a_number_behind_its_label_is_known_without_a_leading_zero(label: str) -> None:
    known = Contacts([f"{label}912 345 678"])
    ((_, contact),) = find_contacts("+34 912 345 678")
    assert known.nearest(contact) == "912 345 678"


def test_the_owners_links_and_contact_are_known() -> None:
    owner = Owner("Ada", links=(Link("Site", "https://a.example/x"),), contact="ada@a.example")
    known = contacts_of(Knowledge(owner, ()))
    assert all(
        known.has(contact) for _, contact in find_contacts("https://a.example/x ada@a.example")
    )


def test_the_contacts_of_the_same_knowledge_are_found_once() -> None:
    knowledge = Knowledge(Owner("Ada"), (Section("me.1", "Me", "me.txt", TEXT),))
    assert contacts_of(knowledge) is contacts_of(knowledge)


@pytest.mark.anyio
async def test_what_stands_in_a_section_that_this_prompt_lacks_is_known(tmp_path: Path) -> None:
    boat = Section("me.sea", "Sea", "me.txt", "My boat: https://boats.example/tweede-kans.")
    chess = [Section(f"me.{n}", "Chess", "me.txt", "I play chess badly. " * 70) for n in "ab"]
    provider = ScriptedProvider(Script(["As I said: ", "https://boats.example/tweede-kans"]))
    clients = clients_for(settings_for(tmp_path, CONTEXT_TOKENS="500"), provider)
    clients.__dict__["knowledge"] = FixedKnowledge(Knowledge(Owner("Ada"), (boat, *chess)))
    twin = Twin(clients)
    events = [event async for event in twin.start(ChatRequest(message="Do you play chess?"))]
    await twin.close()
    assert boat not in provider.prompts[0].sections
    assert isinstance(events[-1], DoneEvent)
    assert events[-1].response == "As I said: https://boats.example/tweede-kans"

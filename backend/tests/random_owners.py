"""Owners made from random facts, told in random formats, and what may be asked about them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from grounding.facts import Json, fact_drafts
from grounding.linkedin import read_profile
from grounding.owner import find_owner
from grounding.prose import prose_drafts
from grounding.sections import to_sections
from grounding.wrapping import Paragraph
from schemas import Knowledge
from tests import random_words as lists
from tests.random_words import Words

EXPERIENCE, NAME, ROLE, BODY = 15.75, 26.0, 11.5, 10.5
SHARE_OF_VOLUNTEERS = 0.3


@dataclass
class Fact:
    """Something true of an owner: any of `answers` shows that the right sentence was quoted."""

    topic: str
    answers: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)


@dataclass
class Files:
    """What the owner's files say, before it is compiled."""

    facts: dict[str, Json] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    me: list[str] = field(default_factory=list)
    profile: list[Paragraph] = field(default_factory=list)


@dataclass
class RandomOwner:
    knowledge: Knowledge
    facts: list[Fact]
    absent: list[str]
    strangers: dict[str, str]


class Life:
    """Writes one topic after the other into an owner's files."""

    def __init__(self, random: Random, half: int) -> None:
        self.random = random
        self.words = Words(random, half)
        self.files = Files()
        self.name = self.words.deal(lists.PEOPLE)
        titles, kind, degree, skills, tasks = self.words.deal(lists.TRADES).split("|")
        self.titles = titles.split(", ")
        self.kind, self.degree = kind, degree
        self.skills, self.tasks = skills.split(", "), tasks.split("; ")
        self.employers = [self.employer() for _ in self.titles]

    def employer(self) -> str:
        return self.kind.format(stem=self.words.deal(lists.STEMS))

    def school(self) -> str:
        pattern = self.words.deal(lists.SCHOOLS)
        return pattern.format(stem=self.words.deal(lists.STEMS), city=self.words.deal(lists.CITIES))

    def year(self) -> int:
        return self.random.randint(1975, 2024)

    def tell(self, *ways: Callable[[], object]) -> None:
        self.random.choice(ways)()

    def note(self, *lines: str) -> None:
        """Write one of `lines` as a paragraph, in the summary or in me.txt."""
        self.random.choice((self.files.summary, self.files.me)).append(self.random.choice(lines))

    def fact(self, value: Json, *keys: str) -> None:
        """Write a value under one of `keys`, at the top or inside another object."""
        key = self.random.choice(keys)
        inside = self.random.choice(("", "", "personal", "about_me"))
        if not inside:
            self.files.facts[key] = value
            return
        held = self.files.facts.setdefault(inside, {})
        assert isinstance(held, dict)
        held[key] = value


def home(life: Life) -> Fact:
    city = life.words.deal(lists.CITIES)
    life.tell(
        lambda: life.fact(city, "location", "city", "residence", "lives_in", "basedIn"),
        lambda: life.fact({"city": city, "since": life.year()}, "home", "address"),
        lambda: life.note(f"I live in {city} above a bakery.", f"Home is a small flat in {city}."),
    )
    return Fact("home", (city,))


def hometown(life: Life) -> Fact:
    city = life.words.deal(lists.CITIES)
    life.tell(
        lambda: life.fact(city, "hometown", "birthplace", "born_in", "place_of_birth"),
        lambda: life.note(f"I grew up in {city} next to the railway.", f"I was born in {city}."),
    )
    return Fact("hometown", (city,))


def career(life: Life) -> Fact:
    """The LinkedIn part: three jobs, the newest first, and what is done beside them for nothing."""
    random, rows = life.random, [Paragraph("Experience", EXPERIENCE, in_sidebar=False)]
    ends = sorted(random.sample(range(1990, 2024), 3), reverse=True)
    starts = [*ends[1:], ends[-1] - random.randint(1, 8)]
    for place, (end, start) in enumerate(zip(ends, starts, strict=True)):
        until = "Present" if place == 0 else str(end)
        task = life.tasks[place].format(n=random.randint(11, 900))
        rows += [
            Paragraph(life.employers[place], ROLE + 0.5, in_sidebar=False),
            Paragraph(life.titles[-1 - place], ROLE, in_sidebar=False),
            Paragraph(f"March {start} - May {until}".replace("May P", "P"), BODY, in_sidebar=False),
            Paragraph(f"{task}.", BODY, in_sidebar=False),
        ]
    if random.random() < SHARE_OF_VOLUNTEERS:
        title, charity = life.words.deal(lists.VOLUNTEERING).split(", ")
        rows += [
            Paragraph(
                charity.format(city=life.words.deal(lists.CITIES)), ROLE + 0.5, in_sidebar=False
            ),
            Paragraph(title, ROLE, in_sidebar=False),
            Paragraph(f"June {starts[1]} - Present", BODY, in_sidebar=False),
        ]
    life.files.profile += rows
    now, middle, first = (
        (life.employers[p], life.titles[-1 - p], str(starts[p]), str(ends[p])) for p in range(3)
    )
    names = {"employer": middle[0], "previous": first[0], "current": now[0]}
    names |= {"first_job": f"{first[1]} at {first[0]}", "current_job": f"{now[1]} at {now[0]}"}
    return Fact("career", (f"{middle[1]} at {middle[0]}",), names)


def job(life: Life) -> Fact:
    title, employer = life.titles[-1], life.employers[0]
    life.tell(
        lambda: life.fact(f"{title} at {employer}", "current_role", "job", "occupation", "role"),
        lambda: life.fact({"title": title, "employer": employer}, "current_job", "work"),
        lambda: life.note(f"I work as a {title} at {employer}.", f"I am a {title} at {employer}."),
    )
    return Fact("job", (title,), {"title": title, "employer": employer})


def education(life: Life) -> Fact:
    school, year = life.school(), life.year()
    degree = f"{life.random.choice(('Bachelor of', 'Diploma in', 'Master of'))} {life.degree}"
    whole = f"{degree}, {school}, {year}"
    rows = (school, f"{degree} · ({year - 3} - {year})")
    life.tell(
        lambda: life.fact(whole, "education", "degree", "studies", "university"),
        lambda: life.fact(
            [{"school": school, "degree": degree, "year": year}], "education", "schooling"
        ),
        lambda: life.note(f"I studied {life.degree} at {school} until {year}."),
        lambda: life.files.profile.extend(
            [
                Paragraph("Education", EXPERIENCE, in_sidebar=False),
                Paragraph(rows[0], ROLE, in_sidebar=False),
                Paragraph(rows[1], BODY, in_sidebar=False),
            ]
        ),
    )
    return Fact("education", (school,), {"school": school, "degree": life.degree})


def languages(life: Life) -> Fact:
    spoken = [life.words.deal(lists.LANGUAGES) for _ in range(3)]
    levels = life.random.sample(("native", "fluent", "basic", "intermediate", "C1", "B2"), 3)
    pairs = dict(zip(spoken, levels, strict=True))
    life.tell(
        lambda: life.fact(list(spoken), "languages", "spoken_languages"),
        lambda: life.fact(dict(pairs), "languages", "language_skills"),
        lambda: life.fact([{"language": k, "level": v} for k, v in pairs.items()], "languages"),
        lambda: life.note(f"I speak {spoken[0]} and {spoken[1]}, and some {spoken[2]}."),
    )
    return Fact("languages", (spoken[0],), {"language": spoken[0]})


def hobbies(life: Life) -> Fact:
    first, second = life.words.deal(lists.HOBBIES), life.words.deal(lists.HOBBIES)
    life.tell(
        lambda: life.fact([first, second], "hobbies", "interests", "free_time", "pastimes"),
        lambda: life.fact(f"{first} and {second}", "hobbies", "leisure"),
        lambda: life.note(f"In my spare time I enjoy {first} and {second}."),
        lambda: life.note(f"At weekends you will find me {first}, or at {second} with friends."),
    )
    return Fact("hobbies", (first,), {"hobby": first})


def skills(life: Life) -> Fact:
    mine = life.random.sample(life.skills, 3)
    life.tell(
        lambda: life.fact(list(mine), "skills", "expertise", "specialties", "strengths"),
        lambda: life.fact([{"name": s, "level": 3 + n} for n, s in enumerate(mine[:3])], "skills"),
        lambda: life.fact({s: 70 + n for n, s in enumerate(mine)}, "skills"),
        lambda: life.fact({"main": mine[0], "other": list[Json](mine[1:])}, "skills"),
        lambda: life.note(f"My strengths are {mine[0]}, {mine[1]} and {mine[2]}."),
    )
    return Fact("skills", (mine[0],), {"skill": mine[0]})


def pet(life: Life) -> Fact:
    animal, name = life.words.deal(lists.PETS), life.words.deal(lists.PET_NAMES)
    life.tell(
        lambda: life.note(f"I have {animal} {name}.", f"I share my home with {animal} {name}."),
        lambda: life.fact(f"{animal} {name}", "pets", "pet"),
    )
    return Fact("pet", (name,), {"pet": name})


def book(life: Life) -> Fact:
    title = life.words.deal(lists.BOOKS)
    life.tell(
        lambda: life.fact(title, "favourite_book", "favorite_book"),
        lambda: life.fact({"book": title, "season": "autumn"}, "favorites", "favourites"),
        lambda: life.note(f'My favourite book is "{title}".'),
    )
    return Fact("book", (title,), {"book": title})


def food(life: Life) -> Fact:
    dish = life.words.deal(lists.FOODS)
    life.tell(
        lambda: life.fact(dish, "favourite_food", "favorite_dish", "best_dish"),
        lambda: life.note(f"My favourite food is {dish}.", f"I cook {dish} every Friday."),
    )
    return Fact("food", (dish,), {"food": dish})


def award(life: Life) -> Fact:
    prize, year = life.words.deal(lists.AWARDS), life.year()
    life.tell(
        lambda: life.fact([f"{prize} ({year})"], "awards", "honors", "prizes"),
        lambda: life.fact([{"name": prize, "year": year}], "awards", "achievements"),
        lambda: life.note(f"In {year} I won the {prize}.", f"I received the {prize} in {year}."),
    )
    return Fact("award", (prize,), {"award": prize})


def parents(life: Life) -> Fact:
    parent = life.words.deal(lists.PARENTS)
    life.note(f"My parents were {parent}.", f"My mother and father were {parent}.")
    return Fact("parents", (parent,))


def contact(life: Life) -> Fact:
    mail = f"{life.words.deal(lists.STEMS).lower()}{life.year()}@example.org"
    life.tell(
        lambda: life.fact(mail, "email", "e_mail", "mail"),
        lambda: life.fact({"email": mail, "hours": "mornings"}, "contact"),
        lambda: life.note(f"Write to me at {mail}."),
    )
    return Fact("contact", (mail,))


TOPICS: tuple[Callable[[Life], Fact], ...] = (
    *(home, hometown, job, education, languages, hobbies, skills),
    *(pet, book, food, award, parents, contact),
)


def random_owner(random: Random, half: int) -> RandomOwner:
    """Make an owner of about two thirds of all topics; the rest is absent from their files."""
    life = Life(random, half)
    life.files.facts["name"] = life.name
    told = random.sample(TOPICS, random.randint(7, 10))
    facts = [career(life), *(topic(life) for topic in told)]
    strangers = {
        "employer": life.employer(),
        "previous": life.employer(),
        "school": life.school(),
        "language": life.words.deal(lists.LANGUAGES),
        "hobby": life.words.deal(lists.HOBBIES),
        "city": life.words.deal(lists.CITIES),
        "award": life.words.deal(lists.AWARDS),
    }
    absent = [topic.__name__ for topic in TOPICS if topic not in told and topic is not job]
    return RandomOwner(_compile(life), facts, absent, strangers)


def _compile(life: Life) -> Knowledge:
    files = life.files
    summary = "\n\n".join([f"I am {life.name}.", *files.summary])
    top = Paragraph(life.name, NAME, in_sidebar=False)
    profile = read_profile([top, *files.profile])
    sections = [
        *to_sections("facts.json", fact_drafts(files.facts)),
        *to_sections("summary.txt", prose_drafts("Summary", summary, core=True)),
        *to_sections("linkedin.pdf", profile.drafts),
        *to_sections("me.txt", prose_drafts("About me", "\n\n".join(files.me))),
    ]
    owner = find_owner(files.facts, name=profile.name, headline=profile.headline)
    return Knowledge(owner, tuple(sections))

"""Random people for the PDF tests: other names, languages, employers, lengths."""

import re
from random import Random

from tests.linkedin_pdf import ENGLISH, Employer, Profile, Role, School

LANGUAGES: dict[str, dict[str, str]] = {
    "en": ENGLISH,
    "de": ENGLISH
    | {
        "contact": "Kontakt",
        "skills": "Top-Kenntnisse",
        "honors": "Auszeichnungen/Preise",
        "summary": "Zusammenfassung",
        "experience": "Berufserfahrung",
        "education": "Ausbildung",
        "page": "Seite {page} von {pages}",
    },
    "fr": ENGLISH
    | {
        "contact": "Coordonnées",
        "skills": "Principales compétences",
        "honors": "Honneurs et récompenses",
        "summary": "Résumé",
        "experience": "Expérience",
        "education": "Formation",
        "page": "Page {page} de {pages}",
    },
    "es": ENGLISH
    | {
        "contact": "Contactar",
        "skills": "Aptitudes principales",
        "summary": "Extracto",
        "experience": "Experiencia",
        "education": "Educación",
        "page": "Página {page} de {pages}",
    },
    "pt": ENGLISH
    | {
        "contact": "Contato",
        "skills": "Principais competências",
        "summary": "Resumo",
        "experience": "Experiência",
        "education": "Formação acadêmica",
        "page": "Página {page} de {pages}",
    },
    "it": ENGLISH
    | {
        "contact": "Contatti",
        "skills": "Competenze principali",
        "languages": "Lingue",
        "summary": "Riepilogo",
        "experience": "Esperienza",
        "education": "Formazione",
        "page": "Pagina {page} di {pages}",
    },
    "nl": ENGLISH
    | {
        "contact": "Contactgegevens",
        "skills": "Belangrijkste vaardigheden",
        "summary": "Samenvatting",
        "experience": "Ervaring",
        "education": "Opleiding",
        "page": "Pagina {page} van {pages}",
    },
}
NAMES = (
    "Bo Li",
    "Émilie Fournier-Lacroix",
    "Maximiliane Antonia von Hohenstein-Rechberg zu Donzdorf",
    "João Gonçalves",
    "Siobhán O'Rourke, PhD",
)
FOREIGN_NAMES = ("Екатерина Александровна Преображенская", "Ελένη Παπαδοπούλου", "נועה לוי")
WORDS = re.findall(
    r"\S+",
    """we built a ledger that settles payments in real-time for nine banks across three regions and
    cut reconciliation from four days to eleven minutes while nobody noticed the migration of
    well-known risk models into event-driven services with on-call rotations that people like""",
)
TITLES = ("Engineer", "Head of Data & Insight", "Regional Vice President, Supply Chain Planning")
FIRMS = ("Acme", "Müller & Söhne GmbH", "International Bank of Agricultural Reconstruction and Co")
CITIES = ("Berlin", "São Paulo, Brazil", "Greater Lisbon Metropolitan Area, Portugal")
MONTHS = ("January", "März", "septembre", "julio", "novembre", "dezembro")


def sentence(random: Random, longest: int = 30) -> str:
    words = [random.choice(WORDS) for _ in range(random.randint(3, longest))]
    return f"{' '.join(words).capitalize()} {random.randint(2, 9_999)}."


def role(random: Random, number: int) -> Role:
    start = random.randint(1990, 2020)
    years = random.randint(1, 6)
    month = random.choice(MONTHS)
    bullet = random.choice(("", "", "• ", "- "))
    return Role(
        f"{random.choice(TITLES)} {number}",
        f"{month} {start} - {month} {start + years} ({years} years 1 month)",
        random.choice(("", *CITIES)),
        tuple(bullet + sentence(random) for _ in range(random.randint(0, 4))),
    )


def employer(random: Random, number: int) -> Employer:
    nested = random.choice((1, 1, 2, 3))
    roles = tuple(role(random, 10 * number + index) for index in range(nested))
    return Employer(
        f"{random.choice(FIRMS)} {number}", roles, "7 years 2 months" if nested > 1 else ""
    )


def random_profile(random: Random, language: str, names: tuple[str, ...] = NAMES) -> Profile:
    handle = "-".join(random.choice(WORDS) for _ in range(random.randint(2, 6)))
    certificates = tuple(
        f"Certificate {number} of {sentence(random, 6)}" for number in range(random.randint(1, 4))
    )
    skills = tuple(f"{random.choice(WORDS).title()} Craft {n}" for n in range(3))
    sidebar = [("skills", skills), ("languages", ("English (Native)", "Español (Elementary)"))]
    sidebar += [("certifications", certificates), ("honors", ("Prize of the Year 2019",))]
    random.shuffle(sidebar)
    return Profile(
        name=random.choice(names),
        headline=sentence(random, 20).rstrip("."),
        location=random.choice(CITIES),
        email=f"{handle.replace('-', '.')}@example.com",
        linkedin=f"www.linkedin.com/in/{handle}-{random.randint(10_000, 99_999)}b",
        summary=tuple(sentence(random, 60) for _ in range(random.randint(1, 4))),
        employers=tuple(employer(random, number) for number in range(random.randint(1, 5))),
        schools=tuple(
            School(f"University of {city}", f"Master of Science, Field {n} · ({2001 + n} - 2009)")
            for n, city in enumerate(random.sample(CITIES, random.randint(1, 3)))
        ),
        sidebar=tuple(sidebar[: random.randint(1, 4)]),
        headings=LANGUAGES[language],
    )

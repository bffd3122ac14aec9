"""The headings of LinkedIn's export and of ordinary CVs, in the languages we know."""

# ruff: noqa: RUF001 (the punctuation of other scripts is meant)

import re
import unicodedata
from typing import Literal

MAX_HEADING_CHARACTERS = 60

Kind = Literal["summary", "experience", "education", "skills", "languages", "contact", "other"]

_HEADINGS: dict[Kind, str] = {
    "contact": """
        contact | contact details | contact information | kontakt | kontaktdaten | coordonnées
        contactar | contacto | datos de contacto | contato | contactos | contatti | recapiti
        contactgegevens | yhteystiedot | contactați | kontakta | kontakty | способы связаться
        контакты | 連絡先 | 联系方式 | 연락처 | iletişim bilgileri""",
    "skills": """
        top skills | skills | key skills | technical skills | core skills | core competencies
        technologies | top-kenntnisse | kenntnisse | fähigkeiten | it-kenntnisse
        principales compétences | compétences | aptitudes principales | aptitudes | habilidades
        competencias | conocimientos | principais competências | competências
        competenze principali | competenze | belangrijkste vaardigheden | vaardigheden
        främsta kompetenser | kompetenser | mest repræsenterede | færdigheder | toppferdigheter
        najważniejsze umiejętności | umiejętności | основные навыки | навыки | スキル | 热门技能
        技能 | en iyi yetenekler""",
    "languages": """
        languages | sprachen | sprachkenntnisse | langues | idiomas | lingue | lingue straniere
        talen | språk | sprog | języki | языки | 言語 | 语言""",
    "other": """
        certifications | certificates | licenses & certifications | licenses and certifications
        zertifizierungen | zertifikate | certificaciones | certificados | certificações
        certificazioni | certificeringen | certificaten | сертификаты
        honors-awards | honors & awards | honors and awards | awards | honors
        auszeichnungen/preise | auszeichnungen | honneurs et récompenses | distinctions
        prix et distinctions | reconocimientos y premios | premios | reconhecimentos e prêmios
        honra e prêmios | prêmios | riconoscimenti e premi | onorificenze e premi | premi
        onderscheidingen en prijzen | prijzen en onderscheidingen | prijzen | onderscheidingen
        publications | veröffentlichungen | publikationen | publicaciones | publicações
        publicações | pubblicazioni | publicaties | patents | patente | brevets | patentes
        brevetti | octrooien | patenten | projects | projekte | projets | proyectos | projetos
        progetti | projecten | volunteering | volunteer experience | ehrenamt | bénévolat
        voluntariado | volontariato | vrijwilligerswerk | courses | kurse | cours | cursos | corsi
        cursussen | interests | hobbies | interessen | intérêts | centres d'intérêt | intereses
        interesses | interessi | references | referenzen | références | recommendations""",
    "summary": """
        summary | about | about me | profile | professional summary | professional profile
        zusammenfassung | über mich | profil | résumé | à propos | extracto | resumen | acerca de
        perfil | resumo | sobre | sobre mim | riepilogo | sommario | profilo | samenvatting
        over mij | profiel | sammanfattning | resumé | sammendrag | podsumowanie
        общие сведения | 概要 | 个人简介 | özet""",
    "experience": """
        experience | work experience | professional experience | employment | employment history
        career | work history | berufserfahrung | erfahrung | beruflicher werdegang | expérience
        expériences | expérience professionnelle | expériences professionnelles | experiencia
        experiencia laboral | experiencia profesional | experiência | experiência profissional
        esperienza | esperienze | esperienza lavorativa | esperienza professionale
        esperienze professionali | ervaring | werkervaring | erfarenhet | arbetslivserfarenhet
        erfaring | doświadczenie | опыт работы | 職歴 | 工作经历 | deneyim""",
    "education": """
        education | academic background | education and training | ausbildung | bildung
        bildungsweg | formation | études | formation académique | educación | formación
        estudios | formación académica | formação | formação acadêmica | educação | istruzione
        formazione | istruzione e formazione | opleiding | opleidingen | utbildning | uddannelse
        utdanning | wykształcenie | образование | 学歴 | 教育经历 | eğitim""",
}


def fold(text: str) -> str:
    """Fold case, accents and outer punctuation away, to compare headings."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.replace("’", "'").strip(" :.-–—|•").split())


_KINDS: dict[str, Kind] = {
    fold(heading): kind
    for kind, headings in _HEADINGS.items()
    for heading in re.split(r"\||\n", headings)
    if heading.strip()
}


def heading_kind(text: str) -> Kind | None:
    """Tell which heading `text` is, None when it is none that we know."""
    return _KINDS.get(fold(text)) if len(text) <= MAX_HEADING_CHARACTERS else None

"""What the offline provider says around the owner's sentences, in the visitor's language."""

import re
from dataclasses import dataclass

from grounding.questions import words
from schemas import Owner


@dataclass(frozen=True, slots=True)
class Phrases:
    """The frames of one language; `{name}`, `{contact}` and `{topics}` are filled in."""

    marks: frozenset[str]
    twin: str
    hello: str
    unknown: str
    ask_me: str
    topics: str
    nothing_more: str
    instructions: str
    thanks: str


def _marks(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = Phrases(
    _marks("the you your what is are do how who where when did tell"),
    "I am {name}'s digital twin: an AI that answers from {name}'s own files, not {name} in person.",
    "Hello!",
    "I don't know: my files say nothing about that.",
    "Please ask me directly: {contact}.",
    "I can tell you about: {topics}.",
    "That is all my files say about it.",
    "I don't share my instructions, but I am glad to talk about myself.",
    "You are welcome! Ask me anything else you would like to know.",
)

_LANGUAGES = (
    ENGLISH,
    Phrases(
        _marks("der die das du dein deine wie was wo wann wer ist bist hast und ich nicht"),
        "Ich bin der digitale Zwilling von {name}: eine KI, die aus den Dateien von {name} "
        "antwortet, nicht {name} selbst.",
        "Hallo!",
        "Das weiß ich nicht: In meinen Dateien steht nichts darüber.",
        "Fragen Sie mich bitte direkt: {contact}.",
        "Erzählen kann ich über: {topics}.",
        "Mehr steht in meinen Dateien nicht darüber.",
        "Meine Anweisungen gebe ich nicht weiter, aber ich erzähle gern von mir.",
        "Gern geschehen! Fragen Sie gern weiter.",
    ),
    Phrases(
        _marks("le la les tu vous ton votre quel quelle où quand qui est es êtes comment avez"),
        "Je suis le jumeau numérique de {name} : une IA qui répond à partir des fichiers de "
        "{name}, pas {name} en personne.",
        "Bonjour !",
        "Je ne sais pas : mes fichiers n'en disent rien.",
        "Demandez-le-moi directement : {contact}.",
        "Je peux vous parler de : {topics}.",
        "C'est tout ce que mes fichiers en disent.",
        "Je ne partage pas mes instructions, mais je parle volontiers de moi.",
        "Avec plaisir ! Posez-moi d'autres questions.",
    ),
    Phrases(
        _marks("el los tú tu usted su qué dónde cuándo quién cómo eres es está tienes cuál"),
        "Soy el gemelo digital de {name}: una IA que responde con los archivos de {name}, no "
        "{name} en persona.",
        "¡Hola!",
        "No lo sé: mis archivos no dicen nada de eso.",
        "Pregúnteme directamente: {contact}.",
        "Puedo hablarle de: {topics}.",
        "Eso es todo lo que dicen mis archivos.",
        "No comparto mis instrucciones, pero con gusto hablo de mí.",
        "¡De nada! Pregunte lo que quiera.",
    ),
)

_GREETINGS = _marks(
    "hi hello hey hallo hoi hola bonjour salut ciao olá ola moin servus grüezi good morning "
    "afternoon evening day guten tag morgen abend buenos buenas días tardes noches there"
)
_THANKS = _marks(
    "thanks thank you thx cheers danke merci gracias grazie obrigado obrigada bedankt bye goodbye "
    "tschüss ciao adiós great ok okay cool nice perfect so much very for your help vielen dank"
)
_IDENTITY = re.compile(
    r"\b(?:who|what)\s+(?:exactly\s+)?are\s+you\b(?=\W*$|[,.?!])|\bare\s+you\s+(?:a|an|the)?\s*(?:\w+\s+)?"
    r"(?:real|human|person|bot|robot|chatbot|ai|a\.i\.|machine|computer|llm|gpt|chatgpt|twin)\b"
    r"|\b(?:am i|i am|i'm)\s+(?:talking|speaking|chatting)\s+(?:to|with)\b"
    r"|\b(?:wer|was)\s+bist\s+du\b|\bwer\s+sind\s+sie\b|\bqui\s+(?:es-tu|êtes-vous)\b"
    r"|\bquién\s+eres\b|\bchi\s+sei\b|\bbist\s+du\s+(?:ein|eine)\b",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"\b(?:system\s*prompt|your\s+(?:\w+\s+)?(?:prompt|instructions|rules|guidelines)|"
    r"(?:ignore|disregard|forget)\s+(?:all|any|the|your|every|previous)|jailbreak|"
    r"(?:repeat|print|show|reveal)\s+(?:\w+\s+)*(?:above|prompt|instructions))\b",
    re.IGNORECASE,
)


def phrases_for(question: str) -> Phrases:
    """Choose the language of `question` by its commonest words; English when in doubt."""
    asked = {word.lower() for word in words(question)}
    return max(_LANGUAGES, key=lambda language: len(asked & language.marks))


def is_greeting(question: str) -> bool:
    """Tell a mere hello."""
    return _consists_of(question, _GREETINGS)


def is_thanks(question: str) -> bool:
    """Tell a mere thank-you or goodbye."""
    return _consists_of(question, _THANKS)


def asks_who(question: str) -> bool:
    """Tell whether the visitor wants to know whom they talk to."""
    return bool(_IDENTITY.search(question))


def asks_for_instructions(question: str) -> bool:
    """Tell an attempt at the instructions."""
    return bool(_INSTRUCTIONS.search(question))


def refusal(language: Phrases, owner: Owner, topics: list[str]) -> str:
    """Say honestly that the files do not tell, whom to ask, and what they do tell."""
    parts = [language.unknown]
    if owner.contact:
        parts.append(language.ask_me.format(contact=owner.contact))
    if topics:
        parts.append(language.topics.format(topics=", ".join(topics)))
    return " ".join(parts)


def _consists_of(question: str, known: frozenset[str]) -> bool:
    asked = [word.lower() for word in words(question)]
    return bool(asked) and all(word in known for word in asked)

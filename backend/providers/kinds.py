"""What a message is when it asks nothing about the owner's life: a greeting, a request, thanks."""

# ruff: noqa: RUF001 (the apostrophe of typography is meant)

import re
from typing import Literal

from grounding.questions import words

Kind = Literal["greeting", "instructions", "work", "relay", "nature", "identity", "about", "thanks"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GREETINGS = _words(
    "hi hello hey hallo hoi hola bonjour salut ciao olá ola moin servus grüezi good morning "
    "afternoon evening day guten tag morgen abend buenos buenas días tardes noches there"
)
_THANKS = _words(
    "thanks thank you thx cheers danke merci gracias grazie obrigado obrigada bedankt bye goodbye "
    "tschüss ciao adiós great ok okay cool nice perfect so much very for your help vielen dank"
)
_SMALLTALK = re.compile(
    r"^\W*(?:(?:hi|hello|hey)\W+)?(?:how are you(?: doing)?(?: today)?|how's it going"
    r"|nice to meet you|what's up|wie geht'?s|comment ça va|qué tal)\W*$",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"\bwhat (?:can|could|should|may) (?:you|i|we) (?:do\W*$|do for me|ask|tell|talk|help|know)"
    r"|^\W*help\W*$",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"\b(?:who|what)\s+(?:exactly\s+)?are\s+you\b(?=\W*$|[,.?!])|\bwho\s+is\s+this\b"
    r"|\b(?:wer|was)\s+bist\s+du\b|\bwer\s+sind\s+sie\b|\bqui\s+(?:es-tu|êtes-vous)\b"
    r"|\bquién\s+eres\b|\bchi\s+sei\b",
    re.IGNORECASE,
)
_NATURE = re.compile(
    r"\bare\s+you\s+(?:really\s+)?(?:a|an|the)?\s*"
    r"(?:(?:real|actual|true|living|live|human|virtual|digital|smart|chat)\s+)?"
    r"(?:real|human|person|bot|robot|chatbot|ai|a\.i\.|machine|computer|llm|gpt|chatgpt|twin)\b"
    r"|\b(?:am i|i am|i'm)\s+(?:\w+\s+)?(?:talking|speaking|chatting)\s+(?:to|with)\b"
    r"|\bbist\s+du\s+(?:ein|eine)\b|\bes-tu un\b|\beres un\b",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:model|llm|ai|gpt|chatbot|engine|version)\b(?:\s+\w+){0,2}"
    r"\s+(?:are\s+you|do\s+you\s+(?:use|run)|is\s+this|powers?|runs?|r\s+u)\b"
    r"|\bare\s+you\s+(?:\w+\s+)?(?:claude|gemini|nova|llama|mistral|copilot)\b"
    r"|\b(?:who|what)\s+(?:made|built|created|trained|powers|runs)\s+(?:you|this)\W*$",
    re.IGNORECASE,
)
_POLITELY = (
    r"^\W*(?:(?:please|kindly|can you|could you|would you|will you|i want you to|help me|and|then"
    r"|i(?:['’]d| would) like (?:you )?to|i (?:want|need|wish) (?:you )?to|just)\W+)*"
)
_BRIEFLY = r"(?:\s+(?:in\s+(?:a|one|two|three|few|short|your)\b.*|briefly|please|a bit|then))?\W*$"
_ABOUT = re.compile(
    rf"\b(?:tell|talk|know|hear|learn)\b.*\babout\s+(?:you|yourself){_BRIEFLY}"
    rf"|{_POLITELY}(?:about|introduce|describe)\s+(?:you|yourself){_BRIEFLY}"
    r"|^\W*what\s+are\s+you\s+like\W*$"
    r"|\b(?:erzähl\w*|über)\s+(?:\w+\s+)?dich\b"
    r"|\bparle[zr]?[- ]moi de (?:toi|vous)\b|\bháblame de ti\b",
    re.IGNORECASE,
)
_RELAY = re.compile(
    rf"{_POLITELY}(?:"
    r"(?:pass|forward|deliver|relay|convey)\b(?! (?:me )?your)"
    r"|(?:tell|inform|notify|remind|let)\s+(?:you|your)\b"
    r"|ask\s+you\s+(?:to|if|whether)\b"
    r"|(?:send|give|leave)\s+(?:you|your)\b"
    r"|(?:have|get)\s+you\s+(?:to\s+)?(?:call|phone|ring|write|e-?mail|contact|answer)\b"
    r"|take\s+(?:a|my|this)\s+message\b"
    r"|(?:(?:can|could|may)\s+i\s+(?:please\s+)?)?(?:talk|speak)\s+(?:to|with)\s+you\b"
    r"|(?:send|leave)\s+(?:a|an|my|this|me\s+(?:a|an|the|your\s+(?:cv|r[eé]sum[eé]|portfolio)))\b"
    r"|(?:book|schedule|arrange|reserve|order|set\s+up)\s+(?:me|us|an?|the|some|time|my|you|with)\b"
    r"|(?:call|phone|ring|e-?mail|text|message|contact)\s+me\b(?!\s+your)"
    r"|(?:get|write|call)\s+(?:back\s+to\s+)?me\s+back\b|get\s+back\s+to\s+me\b)"
    r"|\b(?:can|could|may|shall)\s+(?:i|we)\s+(?:book|schedule|arrange|reserve|set\s+up|leave|meet)\b",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"\b(?:what['’]?s|what is|how['’]?s|how is|will)\s+the\s+weather\b"
    r"|\bweather\s+(?:like\s+)?(?:today|tomorrow)\b"
    r"|\bwhat\s+(?:time|day|date|year)\s+is\s+(?:it|today)\b"
    r"|\b(?:what['’]?s|what is)\s+the\s+news\b",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"\b(?:system\s*prompt|your\s+(?:\w+\s+)?(?:prompt|instructions|rules|guidelines)|"
    r"(?:ignore|disregard|forget)\s+(?:all|any|the|your|every|previous)|jailbreak|"
    r"(?:repeat|print|show|reveal)\s+(?:\w+\s+)*(?:above|prompt|instructions))\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    rf"{_POLITELY}(?:"
    r"(?:write|draft|compose|code|program|generate|create|draw|design|build|make)\s+"
    r"(?:me|us|an?|some|my|code)\b"
    r"|(?:translate|summari[sz]e|solve|calculate|compute|convert|debug|paraphrase|proofread)\b(?!\s+your\b)"
    r"|(?:recommend|google|search)\b"
    r"|(?:tell|give|sing|read)\s+(?:me\s+)?(?:an?|some)\s+(?:\w+\s+)?"
    r"(?:joke|story|poem|recipe|song|essay|advice|riddle)\b"
    r"|do\s+my\b|fix\s+(?:my|this)\b)",
    re.IGNORECASE,
)


def kind_of(question: str) -> Kind | None:
    """Tell what a message is, when it is no question about the owner's life."""
    kinds: tuple[tuple[Kind, bool], ...] = (
        ("greeting", _consists_of(question, _GREETINGS) or bool(_SMALLTALK.search(question))),
        ("greeting", bool(_HELP.search(question))),
        ("instructions", bool(_INSTRUCTIONS.search(question))),
        ("relay", bool(_RELAY.search(question))),
        ("nature", bool(_NATURE.search(question) or _MODEL.search(question))),
        ("identity", bool(_IDENTITY.search(question))),
        ("about", bool(_ABOUT.search(question))),
        ("thanks", _consists_of(question, _THANKS)),
        ("work", bool(_WORK.search(question) or _WORLD.search(question))),
    )
    return next((kind for kind, is_it in kinds if is_it), None)


def _consists_of(question: str, known: frozenset[str]) -> bool:
    asked = [word.lower() for word in words(question)]
    return bool(asked) and all(word in known for word in asked)

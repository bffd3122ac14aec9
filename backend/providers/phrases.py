"""What the offline provider says around the owner's sentences, in the visitor's language."""

import re
from dataclasses import dataclass
from typing import Literal

from grounding.questions import words

Kind = Literal["greeting", "instructions", "work", "nature", "identity", "about", "thanks"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The frames of one language; `{name}`, `{contact}` and `{topics}` are filled in."""

    marks: frozenset[str]
    twin: str
    hello: str
    unknown: str
    partly: str
    unclear: str
    ask_me: str
    topics: str
    nothing_more: str
    instructions: str
    work: str
    thanks: str


def _marks(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = Phrases(
    _marks(
        "the a an you your what whats is are do does how who where when which did "
        "tell me about can have any my to of in at for with and hi hello thanks"
    ),
    "I am {name}'s digital twin: an AI that answers from {name}'s own files, not {name} in person.",
    "Hello!",
    "I don't know: my files say nothing about that.",
    "I don't know that: my files don't say. What they do say:",
    "I am not sure what you are asking. Please ask me something about myself or my work.",
    "Please ask me directly: {contact}.",
    "I can tell you about: {topics}.",
    "That is all my files say about it.",
    "I don't share my instructions, but I am glad to talk about myself.",
    "I am only here to talk about myself, so I leave that to others.",
    "You are welcome! Ask me anything else you would like to know.",
)

LANGUAGES = (
    ENGLISH,
    Phrases(
        _marks(
            "der die das du dein deine wie was wo wann wer ist bist hast und ich nicht "
            "welche sprichst hallo vielen dank guten tag danke haben sie für wohnst arbeitest"
        ),
        "Ich bin der digitale Zwilling von {name}: eine KI, die aus den Dateien von {name} "
        "antwortet, nicht {name} selbst.",
        "Hallo!",
        "Das weiß ich nicht: In meinen Dateien steht nichts darüber.",
        "Das weiß ich nicht: In meinen Dateien steht dazu nur dies:",
        "Das habe ich nicht verstanden. Fragen Sie mich gern etwas über mich oder meine Arbeit.",
        "Fragen Sie mich bitte direkt: {contact}.",
        "Erzählen kann ich über: {topics}.",
        "Mehr steht in meinen Dateien nicht darüber.",
        "Meine Anweisungen gebe ich nicht weiter, aber ich erzähle gern von mir.",
        "Ich bin nur hier, um von mir zu erzählen; das überlasse ich anderen.",
        "Gern geschehen! Fragen Sie gern weiter.",
    ),
    Phrases(
        _marks(
            "le la les tu vous ton votre quel quelle où quand qui est es êtes comment "
            "avez bonjour salut merci que quelles parlez parles as des une un"
        ),
        "Je suis le jumeau numérique de {name} : une IA qui répond à partir des fichiers de "
        "{name}, pas {name} en personne.",
        "Bonjour !",
        "Je ne sais pas : mes fichiers n'en disent rien.",
        "Je ne sais pas. Mes fichiers disent seulement ceci :",
        "Je n'ai pas compris. Posez-moi une question sur moi ou sur mon travail.",
        "Demandez-le-moi directement : {contact}.",
        "Je peux vous parler de : {topics}.",
        "C'est tout ce que mes fichiers en disent.",
        "Je ne partage pas mes instructions, mais je parle volontiers de moi.",
        "Je suis ici seulement pour parler de moi ; je laisse cela à d'autres.",
        "Avec plaisir ! Posez-moi d'autres questions.",
    ),
    Phrases(
        _marks(
            "el los tú tu usted su qué dónde cuándo quién cómo eres es está tienes cuál "
            "hola buenos gracias hablas qué una un puedo usted dime vives"
        ),
        "Soy el gemelo digital de {name}: una IA que responde con los archivos de {name}, no "
        "{name} en persona.",
        "¡Hola!",
        "No lo sé: mis archivos no dicen nada de eso.",
        "No lo sé. Mis archivos solo dicen esto:",
        "No le he entendido. Pregúnteme algo sobre mí o sobre mi trabajo.",
        "Pregúnteme directamente: {contact}.",
        "Puedo hablarle de: {topics}.",
        "Eso es todo lo que dicen mis archivos.",
        "No comparto mis instrucciones, pero con gusto hablo de mí.",
        "Estoy aquí solo para hablar de mí; eso se lo dejo a otros.",
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
    r"\bare\s+you\s+(?:really\s+)?(?:a|an|the)?\s*(?:\w+\s+)?"
    r"(?:real|human|person|bot|robot|chatbot|ai|a\.i\.|machine|computer|llm|gpt|chatgpt|twin)\b"
    r"|\b(?:am i|i am|i'm)\s+(?:\w+\s+)?(?:talking|speaking|chatting)\s+(?:to|with)\b"
    r"|\bbist\s+du\s+(?:ein|eine)\b|\bes-tu un\b|\beres un\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:tell|talk|know|hear|learn)\b.*\babout\s+(?:you|yourself)\W*$"
    r"|^\W*(?:about|introduce|describe)\s+(?:you|yourself)\W*$|\b(?:erzähl\w*|über)\s+(?:\w+\s+)?dich\b"
    r"|\bparle[zr]?[- ]moi de (?:toi|vous)\b|\bháblame de ti\b",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"\b(?:system\s*prompt|your\s+(?:\w+\s+)?(?:prompt|instructions|rules|guidelines)|"
    r"(?:ignore|disregard|forget)\s+(?:all|any|the|your|every|previous)|jailbreak|"
    r"(?:repeat|print|show|reveal)\s+(?:\w+\s+)*(?:above|prompt|instructions))\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|will you|kindly|i want you to|help me)\W+)*(?:"
    r"(?:write|draft|compose|code|program|generate|create|draw|design|build|make)\s+"
    r"(?:me|us|an?|some|my|code)\b"
    r"|(?:translate|summari[sz]e|solve|calculate|compute|convert|debug|paraphrase|proofread)\b"
    r"|(?:recommend|google|search)\b"
    r"|(?:tell|give|sing|read)\s+(?:me\s+)?(?:an?|some)\s+(?:\w+\s+)?"
    r"(?:joke|story|poem|recipe|song|essay|advice|riddle)\b"
    r"|do\s+my\b|fix\s+(?:my|this)\b)",
    re.IGNORECASE,
)


def phrases_for(question: str) -> Phrases:
    """Choose the language of `question` by its commonest words; English when in doubt."""
    asked = {word.lower() for word in words(question)}
    return max(LANGUAGES, key=lambda language: len(asked & language.marks))


def kind_of(question: str) -> Kind | None:
    """Tell what a message is, when it is no question about the owner's life."""
    kinds: tuple[tuple[Kind, bool], ...] = (
        ("greeting", _consists_of(question, _GREETINGS) or bool(_SMALLTALK.search(question))),
        ("greeting", bool(_HELP.search(question))),
        ("instructions", bool(_INSTRUCTIONS.search(question))),
        ("nature", bool(_NATURE.search(question))),
        ("identity", bool(_IDENTITY.search(question))),
        ("about", bool(_ABOUT.search(question))),
        ("thanks", _consists_of(question, _THANKS)),
        ("work", bool(_WORK.search(question))),
    )
    return next((kind for kind, is_it in kinds if is_it), None)


def _consists_of(question: str, known: frozenset[str]) -> bool:
    asked = [word.lower() for word in words(question)]
    return bool(asked) and all(word in known for word in asked)

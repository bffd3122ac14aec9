"""What the offline provider says around the owner's sentences, in the visitor's language."""

from dataclasses import dataclass

from grounding.questions import words


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
    relay: str
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
    "I can only answer here: I pass nothing on, send nothing and make no appointments.",
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
        "Ich kann hier nur antworten, nichts ausrichten, nichts verschicken, nichts vereinbaren.",
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
        "Je peux seulement répondre ici, sans rien transmettre, envoyer ni réserver.",
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
        "Aquí solo puedo responder: no transmito recados, no envío nada ni concierto citas.",
        "¡De nada! Pregunte lo que quiera.",
    ),
)


def phrases_for(question: str) -> Phrases:
    """Choose the language of `question` by its commonest words; English when in doubt."""
    asked = {word.lower() for word in words(question)}
    return max(LANGUAGES, key=lambda language: len(asked & language.marks))

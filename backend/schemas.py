"""The types that cross a boundary: the wire, the stored conversation, the knowledge, the prompt."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MAX_MESSAGE_CHARACTERS = 4_000
MAX_COMMENT_CHARACTERS = 1_000
MAX_BODY_BYTES = 16 * 1024

NOT_BLANK = r"\S"
UUID_PATTERN = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"

Uuid = Annotated[
    str,
    StringConstraints(pattern=UUID_PATTERN, to_lower=True),
    Field(examples=["3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11"], json_schema_extra={"format": "uuid"}),
]
ShownId = Annotated[str, Field(examples=["3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11"])]
ShownTime = Annotated[str, Field(examples=["2026-11-23T10:00:00.000+00:00"])]
Role = Literal["user", "assistant"]
Finish = Literal["complete", "length", "timeout", "stopped", "filtered", "error"]
FeedbackValue = Literal["up", "down", "none"]


@dataclass(frozen=True, slots=True)
class Section:
    """One citable piece of the owner's files.

    `core` sections (who the owner is, how to reach them) are in every prompt.
    """

    id: str
    title: str
    file: str
    text: str
    core: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way to reach or read the owner, exactly as their files write it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Who the twin speaks for. Any field but `name` may be empty."""

    name: str
    title: str = ""
    links: tuple[Link, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the twin knows: compiled from the owner's files, or read from knowledge.json."""

    owner: Owner
    sections: tuple[Section, ...]
    style: str = ""
    is_template: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as the model sees it."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a provider answers.

    `system` stays the same from turn to turn while the files do (a cacheable prefix); `date` is
    the part of the system prompt that does not, and comes last. `messages` alternate, start with
    the user and end with the newest question.
    """

    system: str
    date: str
    owner: Owner
    sections: tuple[Section, ...]
    messages: tuple[Turn, ...]

    @property
    def question(self) -> str:
        """The newest question."""
        return self.messages[-1].content


@dataclass(slots=True)
class Usage:
    """Tokens of one model call, as the provider counts them; 0 where it does not."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0


class Source(BaseModel):
    """A sentence of the owner's files that an answer rests on."""

    id: str = Field(description="The section's id.", examples=["facts.skills"])
    title: str = Field(examples=["Skills"])
    file: str = Field(examples=["facts.json"])
    quote: str = Field(
        description="The sentence, as the file has it.", examples=["I play chess badly and often."]
    )


class Feedback(BaseModel):
    """A visitor's opinion of one answer, as it is stored."""

    value: Literal["up", "down"]
    comment: str = Field("", examples=["Just what I wanted to know."])
    timestamp: ShownTime


class Message(BaseModel):
    """One stored message. Files of the course project hold only the first three fields."""

    model_config = ConfigDict(extra="allow", frozen=True)

    role: Role
    content: str = Field(examples=["I play chess badly and often."])
    timestamp: ShownTime = Field("", description="ISO 8601, UTC; older files hold a local time.")
    id: ShownId = Field("", description="A UUID; made from its place where the file has none.")
    reply_to: ShownId | None = Field(None, description="The user message that this one answers.")
    sources: list[Source] | None = None
    finish: Finish | None = Field(
        None, description="How an answer ended; `error` on a question whose answer failed."
    )
    feedback: Feedback | None = None
    superseded: bool | None = Field(None, description="Replaced by an edit or a new answer.")
    superseded_by: ShownId | None = Field(
        None, description="The question that replaced it, which may still fail."
    )
    answer_id: ShownId | None = Field(
        None, description="On a question: the id its answer will have."
    )
    pending_until: ShownTime | None = Field(
        None, description="On a question: while it is being answered, until when at the most."
    )


class ChatRequest(BaseModel):
    """A visitor's message."""

    message: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_MESSAGE_CHARACTERS,
            pattern=NOT_BLANK,
            examples=["What are you working on at the moment?"],
        ),
    ]
    session_id: Uuid | None = Field(None, description="Leave out to start a conversation.")
    user_message_id: Uuid | None = Field(
        None, description="Chosen by the client. The same id again is the same turn, answered once."
    )
    replaces: Uuid | None = Field(
        None, description="An earlier user message: it and all after it are superseded."
    )


class ChatResponse(BaseModel):
    """A whole answer."""

    response: str = Field(examples=["I play chess badly and often."])
    session_id: ShownId
    user_message_id: ShownId
    message_id: ShownId
    sources: list[Source]
    finish: Finish


class Conversation(BaseModel):
    """What is shown of a conversation: superseded messages are left out."""

    session_id: ShownId
    messages: list[Message]


class FeedbackRequest(BaseModel):
    """A visitor's opinion of one answer; `none` takes it back."""

    session_id: Uuid
    message_id: Uuid
    value: FeedbackValue
    comment: Annotated[
        str, Field(max_length=MAX_COMMENT_CHARACTERS, examples=["Just what I wanted to know."])
    ] = ""


class TwinLink(BaseModel):
    """A link of the first view."""

    label: str = Field(examples=["LinkedIn"])
    url: str = Field(examples=["https://www.linkedin.com/in/maren-okoye"])


class TwinProfile(BaseModel):
    """What the page shows before the first message."""

    name: str = Field(examples=["Maren Okoye"])
    title: str = Field(examples=["Staff Engineer at Fathomline"])
    greeting: str = Field(examples=["Hello, I am Maren's digital twin."])
    suggestions: list[str] = Field(examples=[["What are you working on at the moment?"]])
    links: list[TwinLink]
    disclosure: str = Field(examples=["You are talking to an AI, not to Maren in person."])
    offline: bool
    is_template: bool = Field(False, description="It is the fictional person of the templates.")
    picture: str | None = Field(
        None,
        description="Where the owner's picture is, relative to this document's own address.",
        examples=["twin/picture"],
    )


class Status(BaseModel):
    """What runs behind this address."""

    message: str = Field(examples=["This is the API of a digital twin."])
    memory_enabled: bool
    storage: Literal["local", "S3"]
    ai_provider: str = Field(examples=["bedrock"])
    ai_model: str = Field(examples=["eu.amazon.nova-lite-v1:0"])


class Health(BaseModel):
    """That the process answers; nothing behind it is asked."""

    status: Literal["healthy"]
    use_s3: bool
    ai_provider: str = Field(examples=["bedrock"])
    ai_model: str = Field(examples=["eu.amazon.nova-lite-v1:0"])


class ErrorBody(BaseModel):
    """Every error of this API."""

    detail: str = Field(
        description="A sentence that a visitor may read.",
        examples=["I took too long to answer. Please try again."],
    )
    code: str = Field(description="Stable; for programs.", examples=["model_timeout"])
    retry_after: int | None = Field(None, description="Seconds to wait.", examples=[10])


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """The user's turn is kept."""

    session_id: str
    user_message_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class TokenEvent:
    """The next piece of the answer."""

    delta: str


@dataclass(frozen=True, slots=True)
class SourcesEvent:
    """What the answer rests on."""

    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The answer is kept."""

    response: str
    message_id: str
    finish: Finish


Event = SessionEvent | TokenEvent | SourcesEvent | DoneEvent

"""The offline provider as a model behind Bedrock: it reads the twin's prompt, as a model would."""

import re

from owner_file_names import SUMMARY
from providers.offline import answer
from schemas import Owner, Prompt, Section, Turn

_NAME = re.compile(r"^You are the digital twin of (.+?): an AI", re.MULTILINE)
_CONTACT = re.compile(r", and give this contact: (.+?)\. Neither guess", re.MULTILINE)
_HEADINGS = "# Sections of your files\n"
_SECTION = re.compile(r"^\[([^\]\n]+)\] (.+) \(([\w.]+)\)\n", re.MULTILINE)
_CORE_TITLES = {"profile", "contact"}

ChatMessage = dict[str, str]


class OfflineModel:
    """Answers with the sentences of the sections in its prompt."""

    def answer(self, messages: list[ChatMessage]) -> str:
        """Answer the newest of OpenAI-style `messages`."""
        return answer(read_prompt(messages))


def read_prompt(messages: list[ChatMessage]) -> Prompt:
    """Read the prompt back from the system messages that context.py wrote."""
    system = [message["content"] for message in messages if message["role"] == "system"]
    text = "\n\n".join(system[:1])
    name, contact = _NAME.search(text), _CONTACT.search(text)
    return Prompt(
        system=text,
        date="\n".join(system[1:]),
        owner=Owner(name[1] if name else "", contact=contact[1] if contact else ""),
        sections=tuple(_sections(text.partition(_HEADINGS)[2])),
        messages=tuple(_turns(messages)),
    )


def _sections(text: str) -> list[Section]:
    heads = list(_SECTION.finditer(text))
    ends = [*(head.start() for head in heads), len(text)][1:]
    return [
        Section(
            id=head[1],
            title=head[2],
            file=head[3],
            text=text[head.end() : end].strip(),
            core=head[3] == SUMMARY or head[2].lower() in _CORE_TITLES,
        )
        for head, end in zip(heads, ends, strict=True)
    ]


def _turns(messages: list[ChatMessage]) -> list[Turn]:
    return [
        Turn("assistant" if message["role"] == "assistant" else "user", message["content"])
        for message in messages
        if message["role"] != "system"
    ]

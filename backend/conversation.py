"""A conversation as a list of messages, and the pure functions that change it.

A turn is a user message and the answer that names it in `reply_to`. While it is being answered
the user message carries `answer_id` (whose answer it waits for) and `pending_until`; when no
answer came, `finish`. Every function gives the new list, or None where nothing changes, so that
each may safely run again on a fresher copy.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from errors import IdTaken, InvalidRequest, NotFound, SessionFull
from schemas import FeedbackRequest, Finish, Message, Turn

Messages = list[Message]


@dataclass(frozen=True, slots=True)
class Question:
    """A user's message on its way into a conversation; times are ISO 8601 UTC."""

    id: str
    text: str
    answer_id: str
    asked_at: str
    pending_until: str
    replaces: str | None = None


def find(messages: Iterable[Message], message_id: str) -> Message | None:
    """Find a message by its id."""
    return next((m for m in messages if m.id == message_id), None)


def find_answer(messages: Iterable[Message], user_message_id: str) -> Message | None:
    """Find the answer that stands for a question; one cut off by an error does not."""
    answers = [m for m in messages if m.role == "assistant" and m.reply_to == user_message_id]
    return next((m for m in reversed(answers) if m.finish != "error"), None)


def is_pending(question: Message, now: str) -> bool:
    """Tell whether somebody is answering this question at `now`; nobody by a damaged time."""
    try:
        until = datetime.fromisoformat(question.pending_until or "")
    except ValueError:
        return False
    return until.tzinfo is not None and datetime.fromisoformat(now) < until


def visible(messages: Messages, now: str) -> Messages:
    """Leave out what an edit or a new answer has superseded, or is about to at `now`.

    What it should have replaced is shown again when it fails: a failure costs nothing.
    """
    questions = {m.id: m for m in messages if m.role == "user"}
    answered = {m.reply_to for m in messages if m.role == "assistant" and m.finish != "error"}

    def is_hidden(message: Message) -> bool:
        for _ in messages:
            if not message.superseded:
                return False
            by = questions.get(message.superseded_by or "")
            if by is None or by.id in answered or is_pending(by, now):
                return True
            message = by
        return True

    return [_unmarked(m) for m in messages if not is_hidden(m)]


def _unmarked(message: Message) -> Message:
    if not message.superseded:
        return message
    return message.model_copy(update={"superseded": None, "superseded_by": None})


def ask(messages: Messages, question: Question, *, max_messages: int) -> Messages | None:
    """Add a question, or take over one whose answer failed.

    None when it is there already: answered, being answered, or added by this very call before.
    Raises NotFound for an unknown `replaces`, SessionFull, InvalidRequest, IdTaken.
    """
    if known := find(messages, question.id):
        return _ask_again(messages, known, question)
    if len(messages) + 2 > max_messages:
        raise SessionFull
    kept = _supersede(messages, question) if question.replaces else messages
    return [
        *kept,
        Message(
            role="user",
            content=question.text,
            timestamp=question.asked_at,
            id=question.id,
            answer_id=question.answer_id,
            pending_until=question.pending_until,
        ),
    ]


def _ask_again(messages: Messages, known: Message, question: Question) -> Messages | None:
    if known.role != "user":
        raise InvalidRequest(detail="user_message_id: that is the id of an answer.")
    if known.content != question.text:
        raise IdTaken
    if find_answer(messages, known.id) or is_pending(known, question.asked_at):
        return None
    shown = {m.id for m in visible(messages, question.asked_at)}
    if known.id not in shown:
        raise NotFound(detail="That message has been replaced by a newer one.")
    kept = _supersede(messages, question) if question.replaces in shown else messages
    claimed = _unmarked(known).model_copy(
        update={
            "answer_id": question.answer_id,
            "pending_until": question.pending_until,
            "finish": None,
        }
    )
    return [claimed if m.id == known.id else _without_failed(m, known.id) for m in kept]


def _without_failed(message: Message, user_message_id: str) -> Message:
    return _superseded(message) if message.reply_to == user_message_id else message


def _superseded(message: Message, by: str | None = None) -> Message:
    return message.model_copy(update={"superseded": True, "superseded_by": by})


def _supersede(messages: Messages, question: Question) -> Messages:
    """Mark what `question` replaces, and all after it."""
    shown = {m.id: m.role for m in visible(messages, question.asked_at)}
    if shown.get(question.replaces or "") != "user":
        raise NotFound(detail="replaces: there is no such message of yours to replace.")
    place = next(i for i, m in enumerate(messages) if m.id == question.replaces)
    return messages[:place] + [
        _superseded(m, question.id) if m.id in shown else m for m in messages[place:]
    ]


def settle(
    messages: Messages, question: Question, *, finish: Finish, answer: Message | None
) -> Messages | None:
    """End the turn of `question`: place its answer behind it, or mark it as left without one.

    None when the question is gone (a delete wins), has another's answer, or is settled already.
    """
    place = next((i for i, m in enumerate(messages) if m.id == question.id), None)
    if place is None or messages[place].answer_id != question.answer_id:
        return None
    asked = messages[place]
    if asked.pending_until is None:
        return None
    failed = answer is None or finish == "error"
    ended = asked.model_copy(update={"pending_until": None, "finish": finish if failed else None})
    answers = [] if answer is None else [answer]
    if asked.superseded:
        answers = [_superseded(m, asked.superseded_by) for m in answers]
    end = place + 1
    while end < len(messages) and messages[end].reply_to == question.id:
        end += 1
    return [*messages[:place], ended, *messages[place + 1 : end], *answers, *messages[end:]]


def rate(messages: Messages, request: FeedbackRequest, *, now: str) -> Messages:
    """Keep a visitor's opinion on the answer it is about. Raises NotFound for any other id."""
    rated = find(messages, request.message_id)
    if rated is None or rated.role != "assistant":
        raise NotFound(detail="message_id: there is no such answer in this conversation.")
    feedback = None
    if request.value != "none":
        feedback = {"value": request.value, "comment": request.comment, "timestamp": now}
    updated = Message.model_validate(rated.model_dump() | {"feedback": feedback})
    return [updated if m is rated else m for m in messages]


def window(
    messages: Messages, question: Question, *, budget: int, tokens: Callable[[str], int]
) -> tuple[Turn, ...]:
    """Give what the model sees: the newest answered turns within `budget` tokens, then `question`.

    Roles alternate and the first is the user's.
    """
    newest_first: list[Turn] = []
    answers: dict[str, Message] = {}
    shown = visible(messages, question.asked_at)
    for message in reversed(_before(shown, question.id)):
        if message.role == "assistant":
            if message.reply_to and _stands(message):
                answers.setdefault(message.reply_to, message)
            continue
        answer = answers.get(message.id)
        if answer is None:
            continue
        budget -= tokens(message.content) + tokens(answer.content)
        if budget < 0:
            break
        newest_first += [Turn("assistant", answer.content), Turn("user", message.content)]
    return (*reversed(newest_first), Turn("user", question.text))


def _stands(answer: Message) -> bool:
    return answer.finish != "error" and bool(answer.content.strip())


def _before(messages: Messages, message_id: str) -> Messages:
    places = reversed(range(len(messages)))
    return messages[: next((i for i in places if messages[i].id == message_id), len(messages))]

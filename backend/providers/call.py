"""One call to a model over the network: asked again only before its first delta."""

import logging
import random
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from math import ceil

from errors import ModelTimeout, ModelUnavailable, TwinError
from providers.line import Line
from schemas import Finish, Usage

logger = logging.getLogger("providers")

MAX_ATTEMPTS = 3
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Failure:
    """What an exception of a model call means.

    `is_passing`: asking again soon may help. `pause`: the seconds that the model asks for first.
    """

    error: TwinError
    is_passing: bool = False
    pause: float = 0


class BrokenAnswer(Exception):
    """The model's stream ended, or went on, in a way that no answer does."""


class NetworkReply:
    """A Reply whose deltas come from `ask` and whose exceptions `explain` translates."""

    def __init__(
        self,
        *,
        deadline: float,
        ask: Callable[["NetworkReply"], Generator[str]],
        explain: Callable[[Exception], Failure | None],
    ) -> None:
        self.usage = Usage()
        self.finish: Finish = "complete"
        self.line = Line(deadline)
        self._ask = ask
        self._explain = explain

    def close(self) -> None:
        """Stop the call from any thread, at any moment, any number of times."""
        self.line.cut()

    def __iter__(self) -> Iterator[str]:
        try:
            yield from self._attempts()
        finally:
            self.line.release()
            if self.line.is_cut:
                self.finish = "stopped"

    def _attempts(self) -> Generator[str]:
        for attempt in count(1):
            if self.line.is_cut:
                return
            failure = yield from self._attempt()
            if failure is None:
                return
            pause = failure.pause + _backoff(attempt)
            if attempt == MAX_ATTEMPTS or not self._can_wait(pause):
                raise failure.error
            logger.info("asking the model again in %.1f s: %s", pause, failure.error)
            self.line.pause(pause)

    def _attempt(self) -> Generator[str, None, Failure | None]:
        """Ask once; give the failure back when asking again may help."""
        is_said = False
        try:
            with closing(self._ask(self)) as deltas:
                for delta in deltas:
                    if self.line.is_cut:
                        return None
                    is_said = True
                    yield delta
        except Exception as exception:
            if self.line.is_cut:
                return None
            failure = self._judge(exception)
            if failure is None:
                raise
            if is_said or not failure.is_passing:
                raise failure.error from exception
            failure.error.__cause__ = exception
            return failure
        if self.finish == "length" and not is_said:
            raise ModelUnavailable(
                "the model spent all its tokens before the first word, as reasoning models do: "
                "raise MAX_OUTPUT_TOKENS, or choose a model that does not reason"
            )
        return None

    def _judge(self, exception: Exception) -> Failure | None:
        if self.line.seconds_left <= 0:
            return Failure(
                ModelTimeout(
                    f"the model did not answer before the deadline ({exception}): "
                    "raise TURN_TIMEOUT, or choose a faster model"
                )
            )
        if isinstance(exception, BrokenAnswer):
            return Failure(ModelUnavailable(str(exception)), is_passing=True)
        return self._explain(exception)

    def _can_wait(self, seconds: float) -> bool:
        return seconds <= LONGEST_PAUSE and seconds < self.line.seconds_left


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Give the seconds of a Retry-After header, rounded up; None without one, or for a date."""
    try:
        return max(1, ceil(float(headers.get("retry-after", ""))))
    except (ValueError, OverflowError):
        return None


def _backoff(attempt: int) -> float:
    longest = FIRST_PAUSE * 2.0 ** (attempt - 1)
    return random.uniform(longest / 2, longest)  # noqa: S311  # jitter, not a secret

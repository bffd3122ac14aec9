"""Which optional parameters a model takes: learnt once, from its own refusals."""

import logging
from collections.abc import Collection

logger = logging.getLogger("providers")


class Dialect:
    """What one model has refused so far; shared by all calls of a provider."""

    def __init__(self) -> None:
        self.refused: frozenset[str] = frozenset()

    def learn(self, complaint: str, sent: Collection[str]) -> bool:
        """Take from `complaint` the first parameter of `sent` that it names.

        False when it names none: asking again without would change nothing.
        """
        named = [name for name in sent if name in complaint]
        if not named:
            return False
        refused = min(named, key=complaint.index)
        self.refused |= {refused}
        logger.warning("the model refuses %s: it is left out from now on", refused)
        return True

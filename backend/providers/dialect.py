"""Which optional parameters a model takes: learnt once, from its own refusals."""

import logging
import re
from collections.abc import Collection

logger = logging.getLogger("providers")

REFUSES = re.compile(
    r"unsupported|not support|unrecogni[sz]ed|unknown|unexpected|extra|deprecated"
    r"|not permitted|not allow",
    re.IGNORECASE,
)


class Dialect:
    """What one model has refused so far; shared by all calls of a provider."""

    def __init__(self) -> None:
        self.refused: frozenset[str] = frozenset()

    def learn(self, complaint: str, sent: Collection[str]) -> bool:
        """Take from `complaint` the first parameter of `sent` that it refuses.

        False when it refuses none, or only a value: asking again without would help nobody.
        """
        named = [name for name in sent if name in complaint]
        if not named or not REFUSES.search(complaint):
            return False
        refused = min(named, key=complaint.index)
        self.refused |= {refused}
        logger.warning("the model refuses %s: it is left out from now on", refused)
        return True

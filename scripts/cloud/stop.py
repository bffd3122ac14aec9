"""How a script ends when it cannot go on."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

from errors import ConfigurationError

INTERRUPTED = 130


class Stop(Exception):
    """A script cannot go on; the message says why and what mends it."""


def run(main: Callable[[], None]) -> None:
    """Run a script's `main`; end with 1 and one sentence when it stops, 130 after Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)
    try:
        main()
    except (Stop, ConfigurationError) as stop:
        sys.stderr.write(f"error: {stop}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run it again to carry on.\n")
        sys.exit(INTERRUPTED)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Stop at the first Ctrl-C; uv passes on a second one, which must not disturb the ending."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt

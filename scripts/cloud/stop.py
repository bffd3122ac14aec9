"""How a script ends when it cannot go on."""

import sys
from collections.abc import Callable

from errors import ConfigurationError

INTERRUPTED = 130


class Stop(Exception):
    """A script cannot go on; the message says why and what mends it."""


def run(main: Callable[[], None]) -> None:
    """Run a script's `main`; end with 1 and one sentence when it stops, 130 after Ctrl-C."""
    try:
        main()
    except (Stop, ConfigurationError) as stop:
        sys.stderr.write(f"error: {stop}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run it again to carry on.\n")
        sys.exit(INTERRUPTED)

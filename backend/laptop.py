"""Start-up on a laptop: is the port free, who speaks, and how to try it."""

import socket

from errors import ConfigurationError
from resources import open_knowledge
from settings import LOOPBACK, Settings


def check_port(port: int) -> None:
    """Raise ConfigurationError when something listens on `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise ConfigurationError(
                f"PORT {port} is taken ({error.strerror}): stop what runs there, or set PORT."
            ) from error


def announce(chosen: Settings) -> None:
    """Print who speaks through which model, where, and a line to try."""
    knowledge = open_knowledge(chosen).current()
    address = f"http://localhost:{chosen.port}"
    template = " (the template person: put your own files into backend/data/)"
    curl = (
        f"curl -N {address}/chat -H 'Accept: text/event-stream' "
        "-H 'Content-Type: application/json' -d '{\"message\": \"Who are you?\"}'"
    )
    lines = [
        f"Twin      {knowledge.owner.name}{template if knowledge.is_template else ''}",
        f"Model     {chosen.ai_model}, provider {chosen.ai_provider}: {chosen.provider_reason}",
        f"Address   {address}  (what it offers: {address}/docs)",
        f"Try it    {curl}",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201

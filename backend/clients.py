"""What a process holds on to: the owner's knowledge, the memory, the model, and their threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cached_property

from errors import ConfigurationError, ModelUnavailable
from memory import Memory, open_memory
from providers import Provider, open_provider
from resources import KnowledgeSource, open_knowledge
from schemas import Knowledge
from settings import Settings

MEMORY_THREADS = 32


class Clients:
    """Made at first use, or all at once by `warm`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.model_threads = ThreadPoolExecutor(settings.max_streams, "model")
        self._memory_threads = ThreadPoolExecutor(MEMORY_THREADS, "memory")

    @cached_property
    def knowledge(self) -> KnowledgeSource:
        """What the twin knows."""
        return open_knowledge(self.settings)

    @cached_property
    def memory(self) -> Memory:
        """Where conversations are kept."""
        return open_memory(self.settings)

    @cached_property
    def provider(self) -> Provider:
        """The language model."""
        return open_provider(self.settings)

    def known(self) -> Knowledge:
        """Give what the owner's files say now. Raises ModelUnavailable when none can be read."""
        try:
            return self.knowledge.current()
        except ConfigurationError as error:
            detail = "I cannot read my own files right now. Please try again later."
            raise ModelUnavailable(str(error), detail=detail) from error

    def warm(self) -> None:
        """Make every client and read the files now, where no visitor waits for it."""
        _ = self.memory, self.provider, self.knowledge.current()

    async def in_thread[T](self, function: Callable[[], T]) -> T:
        """Run a blocking `function` of the memory or of the files beside the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._memory_threads, copy_context().run, function)

"""Pure functions that tie an answer to the owner's files: sections, search, citations, guard."""

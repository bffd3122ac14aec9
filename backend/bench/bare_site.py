"""The bare Next.js page: what the framework costs before a line of ours."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import compress
from pathlib import Path

from bench.process import run
from e2e.building import BUILD_SECONDS, FRONTEND
from tests.tools import SHELL

LOADED = re.compile(r'<(?:script|link)\b[^>]*?\b(?:src|href)="/([^"]+\.js)"[^>]*>')

_FILES = {
    "next.config.mjs": """\
export default {
  output: "export",
  turbopack: { root: ".." },
  agentRules: false,
  experimental: { agentUpgrade: false },
};
""",
    "app/layout.jsx": """\
export const metadata = { title: "Bare", description: "A bare page." };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
""",
    "app/page.jsx": "export default function Page() { return <main><h1>Bare</h1></main>; }\n",
    "app/not-found.jsx": "export default function Lost() { return <main>Lost</main>; }\n",
    "app/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
}
_BUILD = (
    ("node_modules/.bin/next", "build", ".bare"),
    ("node", "scripts/externalise.mjs", ".bare/out"),
)


@contextmanager
def bare_site() -> Iterator[Path]:
    """Build the bare page with the site's own Next.js; give the export."""
    folder, variables = FRONTEND / ".bare", SHELL | {"NEXT_TELEMETRY_DISABLED": "1"}
    try:
        for name, text in _FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        for command in _BUILD:
            run(command, folder=FRONTEND, variables=variables, seconds=BUILD_SECONDS)
        yield folder / "out"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def first_load(export: Path) -> float:
    """Give the kB, gzipped, of the JavaScript that the first page loads before anything is done."""
    page = (export / "index.html").read_text(encoding="utf-8")
    tags = [m for m in LOADED.finditer(page) if "nomodule" not in m.group().lower()]
    files = {m.group(1) for m in tags}
    return sum(len(compress((export / name).read_bytes())) for name in files) / 1_000

"""What the Python modules say when something is wrong, read from their syntax."""

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from settings import BACKEND
from tests.said import ROOT, Pieces, Said, pieces_of, texts_in

ERRORS = {
    "ArgumentTypeError",
    "BrokenAnswer",
    "Busy",
    "ConfigurationError",
    "InvalidRequest",
    "MemoryUnavailable",
    "ModelFailure",
    "ModelTimeout",
    "ModelUnavailable",
    "NotFound",
    "Stop",
}
LOGGED = {"error", "warning"}
SPOKEN = {"detail", "doing", "fault", "fix"}
UNSAID = {"_arguments", "shell"}
DEPTH = 5


def owners_modules() -> list[Path]:
    """List the modules that run for an owner or a visitor."""
    folders = [BACKEND, *(BACKEND / name for name in ("grounding", "package", "providers"))]
    folders.append(ROOT / "scripts" / "cloud")
    return sorted(path for folder in folders for path in folder.glob("*.py"))


class Module:
    """A module's syntax, its functions, and where its other names come from."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(ROOT).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Its functions and methods."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))
        return {node.name: node for node in found}

    @cached_property
    def imports(self) -> dict[str, str]:
        """The end of the path of the module that each imported name is from."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom))
        return {
            alias.name: f"/{(node.module or '').replace('.', '/')}.py"
            for node in found
            for alias in node.names
        }

    def calls(self) -> Iterator[tuple[ast.Call, ast.FunctionDef]]:
        """Find every call, with the function that it is in."""
        for function in self.functions.values():
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield node, function


class Reader:
    """Reads what errors say: in the call, in the names that it uses, in what it calls."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.modules = [Module(path) for path in paths]

    def said(self) -> list[Said]:
        """List every message: raised, logged, printed, or in a table of fixes."""
        found = {said for module in self.modules for said in self._errors(module)}
        found |= {said for module in self.modules for said in _others(module)}
        return sorted(said for said in found if said.is_sentence)

    def silent(self) -> list[str]:
        """Name the functions that raise an error in which no words are found."""
        return sorted(
            {
                f"{module.name} {function.name}"
                for module in self.modules
                for call, function in module.calls()
                if _is_error(call)
                and not any(s.is_sentence for s in self._said_by(module, call, function))
            }
        )

    def _errors(self, module: Module) -> Iterator[Said]:
        for call, function in module.calls():
            if _is_error(call):
                yield from self._said_by(module, call, function)

    def _said_by(self, module: Module, call: ast.Call, function: ast.AST) -> Iterator[Said]:
        spoken = [*call.args, *(k.value for k in call.keywords if k.arg in SPOKEN)]
        for node in spoken:
            for pieces in self._follow(module, node, function, DEPTH):
                yield Said(f"{module.name}:{call.lineno}", pieces)

    def _follow(self, module: Module, node: ast.AST, scope: ast.AST, depth: int) -> list[Pieces]:
        found = [pieces for spoken in texts_in(node) for pieces in pieces_of(spoken)]
        if depth == 0:
            return found
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                for value in [*_values(scope, part.id), *_values(module.tree, part.id)]:
                    found += self._follow(module, value, scope, depth - 1)
            elif isinstance(part, ast.Call):
                found += self._said_in(module, part, depth - 1)
        return found

    def _said_in(self, module: Module, call: ast.Call, depth: int) -> list[Pieces]:
        """Read the body of what `call` calls, here or in the module that it is imported from."""
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        source = module.imports.get(name, f"/{module.name}")
        owners = (m for m in self.modules if f"/{m.name}".endswith(source) and name in m.functions)
        owner = next(owners, None)
        if owner is None or name in UNSAID or depth == 0:
            return []
        body = owner.functions[name].body
        found = [pieces for line in body for said in texts_in(line) for pieces in pieces_of(said)]
        calls = (n for line in body for n in ast.walk(line) if isinstance(n, ast.Call))
        return found + [p for inner in calls for p in self._said_in(owner, inner, depth - 1)]


def _is_error(call: ast.Call) -> bool:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return name in ERRORS and bool(call.args or call.keywords)


def _values(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """Find what `name` is set to: anywhere in a function, at the top of a module."""
    body = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
    for node in body:
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
            targets = [node.target]
        else:
            continue
        if node.value and any(getattr(target, "id", "") == name for target in targets):
            yield node.value


def _others(module: Module) -> Iterator[Said]:
    """Read tables of fixes, what classes of errors say, log lines, and what is printed."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_table(name):
                spoken = [value]
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _is_table(
                name
            ):
                spoken = [value]
            case ast.Call(func=ast.Attribute(attr=name), args=[first, *_]) if name in LOGGED:
                spoken = [first]
            case ast.Call(func=ast.Name(id="print"), args=[ast.BinOp() as first]):
                spoken = [first]
            case ast.FunctionDef(name=name) if name.endswith("_fault"):
                spoken = [*texts_in(node)]
            case ast.Call(keywords=keywords):
                spoken = [keyword.value for keyword in keywords if keyword.arg in SPOKEN]
            case _:
                continue
        for value in spoken:
            yield from (Said(f"{module.name}:{node.lineno}", p) for p in pieces_of(value))


def _is_table(name: str) -> bool:
    return name == "detail" or "FIXES" in name or name.startswith(("_BY_", "_REFUSED"))

"""Which variables a template uses, and where: found in the template's text, without filling it in.

A variable is a path such as `goals[].measures[].title`; `[]` stands for the items of a list. What there is to use comes
from an example of the context (`known_paths`). The three kinds of template are read by `word_names`, `typst_names` and
`form_names`; none of them writes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

ANY = "*"
"""Below this path anything is possible: the example is empty or absent there."""
_TEXTS = ({"text", "style"}, {"kind", "points"}, {"kind", "goal", "alt"}, {"share", "acts", "alt"})


class Use(NamedTuple):
    """One use of a variable: the path, the place, its own text, and whether all below it is used too."""

    path: str
    place: str
    text: str = ""
    is_whole: bool = True


def known_paths(context: Any, path: str = "") -> Iterator[str]:
    """Every path of an example; a styled text, a trend, a bar or a chart counts as one."""
    if isinstance(context, Mapping):
        if path:
            yield path
        if not any(keys <= context.keys() for keys in _TEXTS):
            for key, value in context.items():
                yield from known_paths(value, f"{path}.{key}" if path else key)
        elif path:
            yield f"{path}.{ANY}"
    elif isinstance(context, list | tuple):
        yield path
        if not context:
            yield f"{path}[]"
            yield f"{path}[].{ANY}"
        for item in context:
            yield from known_paths(item, f"{path}[]")
    elif path:
        yield path
        if context is None:
            yield f"{path}.{ANY}"


def is_known(path: str, known: set[str]) -> bool:
    """Whether the example has the path, or may have it."""
    if path in known:
        return True
    parts = path.replace("[]", ".[]").split(".")
    heads = (".".join(parts[:n]).replace(".[]", "[]") for n in range(len(parts) - 1, 0, -1))
    return any(f"{head}.{ANY}" in known for head in heads)


def unused(known: Iterable[str], uses: Iterable[Use]) -> list[str]:
    """Paths of the example that no use reaches; of a branch that is not used at all, only its root."""
    uses = list(uses)
    leaves = [path for path in dict.fromkeys(known) if not path.endswith(ANY)]
    touched = {use.path for use in uses}
    parents = {path.rpartition(".")[0] for path in leaves}
    touched |= {f"{path}[]" for path in touched if f"{path}[]" not in parents}  # a list of plain texts
    whole = tuple(use.path for use in uses if use.is_whole)
    left = [p for p in leaves if p not in touched and not any(_below(p, root) for root in whole)]
    free = [path for path in left if not any(_below(use.path, path) for use in uses)]
    return [path for path in free if not any(_below(path, other) for other in free if other != path)]


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith((f"{root}.", f"{root}["))


# --- Word ---------------------------------------------------------------------------------------------------------


def word_names(source: str, environment: Any, lines: list[str]) -> list[Use]:
    """Uses in the Jinja text of one part; `lines` are its lines as a person reads them."""
    from jinja2 import nodes

    found: list[Use] = []

    def path_of(node: nodes.Node, scope: Mapping[str, str]) -> str | None:
        if isinstance(node, nodes.Name):
            return scope.get(node.name, node.name)
        if isinstance(node, nodes.Getattr):
            base = path_of(node.node, scope)
            return f"{base}.{node.attr}" if base else None
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            base = path_of(node.node, scope)
            key = node.arg.value
            return None if base is None else f"{base}[]" if isinstance(key, int) else f"{base}.{key}"
        return None

    def use(node: nodes.Node, scope: Mapping[str, str], *, is_whole: bool) -> None:
        path = path_of(node, scope)
        if path is None:
            for child in node.iter_child_nodes():
                use(child, scope, is_whole=is_whole)
        elif path.partition(".")[0] != "loop":
            text = lines[node.lineno - 1].strip() if node.lineno <= len(lines) else ""
            found.append(Use(path, f"段落「{text[:40]}」", text, is_whole))

    def walk(node: nodes.Node, scope: dict[str, str]) -> None:
        if isinstance(node, nodes.For):
            use(node.iter, scope, is_whole=False)
            path = path_of(node.iter, scope)
            inner = dict(scope)
            if isinstance(node.target, nodes.Name):
                inner[node.target.name] = f"{path}[]" if path else ANY
            for child in [*node.body, *node.else_]:
                walk(child, inner)
        elif isinstance(node, nodes.If):
            use(node.test, scope, is_whole=False)
            for child in [*node.body, *node.elif_, *node.else_]:
                walk(child, scope)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    use(child, scope, is_whole=True)
        else:
            for child in node.iter_child_nodes():
                walk(child, scope)

    walk(environment.parse(source), {})
    return [item for item in found if not item.path.startswith(ANY)]


# --- typst --------------------------------------------------------------------------------------------------------

_CHAIN = r"(?:(?<![\w.-])|(?<=\.\.))[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*(?![\w(-]))*"
_TOKENS = re.compile(
    rf"for\s+(?P<item>\w+)\s+in\s+(?P<iter>\(|{_CHAIN})"
    rf"|let\s+(?P<name>\w+)\s*=\s*(?P<value>{_CHAIN})(?=\s*(?:[\n;}}]|$))"
    rf"|(?P<list>{_CHAIN})(?:\.enumerate\(\))?\.(?:map|filter)\(\s*(?:\(\((?P<index>\w+),\s*(?P<pair>\w+)\)\)|(?P<one>\w+))\s*=>"
    rf"|(?P<use>{_CHAIN})"
)
_DATA = re.compile(r'let\s+(\w+)\s*=\s*json\("data\.json"\)')
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*')


def typst_names(source: str) -> list[Use]:
    """Uses in a typst template, in the order of its text. A name that is no variable of ours is left out."""
    found = _DATA.search(source)
    if found is None:
        return []
    scope: dict[str, str | None] = {found[1]: ""}
    lines = source.splitlines()
    bare = _STRINGS.sub(
        lambda m: '"' + " " * (len(m[0]) - 2) + '"' if m[0][0] == '"' else " " * len(m[0]), source
    )
    uses: list[Use] = []

    def take(chain: str, at: int, *, is_whole: bool) -> str | None:
        root, _, rest = chain.partition(".")
        base = scope.get(root)
        if base is None or (not base and not rest):
            return base
        path = f"{base}.{rest}".strip(".") if rest else base
        line = bare.count("\n", 0, at)
        uses.append(Use(path, f"{line + 1}行", lines[line].strip()[:60], is_whole))
        return path

    for token in _TOKENS.finditer(bare):
        at = token.start()
        if token["item"]:
            path = None if token["iter"] == "(" else take(token["iter"], at, is_whole=False)
            scope[token["item"]] = f"{path}[]" if path else None
        elif token["name"]:
            scope[token["name"]] = take(token["value"], at, is_whole=False)
        elif token["list"]:
            path = take(token["list"], at, is_whole=False)
            scope[token["pair"] or token["one"]] = f"{path}[]" if path else None
        else:
            take(token["use"], at, is_whole=True)
    return uses

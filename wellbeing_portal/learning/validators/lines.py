"""YAML as plain data, with the line that each part of it stands on."""

from typing import Any, NamedTuple

import yaml
from django.utils.translation import gettext as _

# The reader in C where it is there: the same, and many times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]


class Lines(NamedTuple):
    """What a file says, the line of each path in it, and what kept it from being read: (line, why)."""

    data: Any
    lines: dict[Path, int]
    faults: list[tuple[int, str]]

    def line_of(self, path: Path) -> int:
        """The line of the nearest part that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_lines(text: str) -> Lines:
    """Read a file that others may have written: only plain data, no reference from one part to another."""
    read = Lines(None, {}, [])
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        data = None if node is None else _plain(loader, node, (), read, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return read._replace(faults=[(mark.line + 1 if mark else 1, _("This is not YAML: %s.") % error.problem)])
    except (yaml.YAMLError, RecursionError, ValueError):
        return read._replace(faults=[(1, _("This file cannot be read as YAML."))])
    return read._replace(data=data)


def _plain(loader: Any, node: yaml.Node, path: Path, read: Lines, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    read.lines[path] = line
    if id(node) in seen:
        read.faults.append((line, _("Write this out instead of referring to another part (&, *).")))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, part, (*path, number), read, seen) for number, part in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    found: dict[str, Any] = {}
    for name_node, value in node.value:
        name = str(name_node.value)
        if name in found:
            read.faults.append((name_node.start_mark.line + 1, _("“%s” is said twice.") % name))
        found[name] = _plain(loader, value, (*path, name), read, seen)
        # A missing part is looked for where its owner is named.
        read.lines[(*path, name)] = name_node.start_mark.line + 1
    return found

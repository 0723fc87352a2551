"""The door to pyvis: its Network holds nodes, edges and options, and renders them through a template of ours.

pyvis's own template asks three servers for scripts and runs markup found in headings and ids. Ours prints data as JSON and no markup;
what draws it is the vis-network library (MIT or Apache-2.0, at the reader's choice) that pyvis carries with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from pyvis.network import Network as Vis

from kg.views.network import Network

TEMPLATE = "vis.json.j2"
NODE = ("id", "label", "x", "y", "size", "actor", "count", "community")
EDGE = ("from", "to", "kind", "tone", "rank", "events")
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 200, "zoomSpeed": 0.6},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}, "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.14}},
    "nodes": {"shape": "dot"},
}


@lru_cache(maxsize=1)
def library() -> str:
    """The vis-network script that pyvis brings, without the comment that makes a debugger ask for a map of it."""
    lib = files("pyvis").joinpath("templates").joinpath("lib")
    newest = max((folder for folder in lib.iterdir() if folder.name.startswith("vis-")), key=lambda folder: _version(folder.name))
    text = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"\n//# sourceMappingURL=\S+\s*\Z", "\n", text)


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def vis_data(graph: Network, places: Mapping[str, int]) -> dict[str, Any]:
    """Nodes, edges and options as vis-network takes them, out of pyvis; ``places`` numbers the events. Titles are plain text.

    The colours are left to the page, which knows whether it is light or dark.
    """
    net = Vis(directed=True, cdn_resources="in_line")
    ends = {node.id: n for n, node in enumerate(graph.nodes)}
    for n, node in enumerate(graph.nodes):
        net.add_node(n, label=node.name, x=node.x, y=node.y, size=node.radius, actor=node.id, count=node.count, community=node.community)
    for edge in graph.edges:
        events = [places[event] for event in edge.events]
        net.add_edge(ends[edge.source], ends[edge.target], kind=edge.type_label, tone=edge.tone, rank=edge.rank, events=events)
    net.set_options(json.dumps(OPTIONS))
    return {**_rendered(net), "rank": graph.rank}


def _rendered(net: Vis) -> dict[str, Any]:
    with as_file(files("kg.views.assets")) as folder:
        net.set_template_dir(str(folder), TEMPLATE)
        text = net.generate_html()
    found: dict[str, Any] = json.loads(text)
    # What pyvis adds to every node and edge (shape, colour, font, title) the page decides by itself.
    return {
        "nodes": [{name: node[name] for name in NODE} for node in found["nodes"]],
        "edges": [{name: edge[name] for name in EDGE} for edge in found["edges"]],
        "options": found["options"],
    }

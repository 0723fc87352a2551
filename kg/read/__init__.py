"""Sources in, articles out: files, folders, pages, JSON lines."""

from kg.read.arrivals import Arrivals
from kg.read.dateline import dated_at_top
from kg.read.header import body_start
from kg.read.kinds import KINDS, Kind
from kg.read.options import Found, Options, Piece, Reader, Source
from kg.read.records import article_json, article_line
from kg.read.sources import read
from kg.read.tables import mapping
from kg.read.view import matching

__all__ = [
    "KINDS",
    "Arrivals",
    "Found",
    "Kind",
    "Options",
    "Piece",
    "Reader",
    "Source",
    "article_json",
    "article_line",
    "body_start",
    "dated_at_top",
    "mapping",
    "matching",
    "read",
]

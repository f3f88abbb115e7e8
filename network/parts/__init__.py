"""What the parts of a page take: small frozen values which page objects hold and `templates/parts/` draws.

A part reads attributes by name, so any object with the same attributes will do. Words arrive translated.
"""

from network.parts.acts import Act, Entry, Eye, Pay, Step
from network.parts.evidence import Check, Coach, Column, Paper
from network.parts.links import Answer, Link, Pager, Pair, Task, View, ViewGroup
from network.parts.marks import KINDS, Clock, Ready, Strokes, Tag
from network.parts.tables import Cell, FindingRow, Head, Row

__all__ = [
    "KINDS", "Act", "Answer", "Cell", "Check", "Clock", "Coach", "Column", "Entry", "Eye", "FindingRow", "Head", "Link", "Pager",
    "Pair", "Paper", "Pay", "Ready", "Row", "Step", "Strokes", "Tag", "Task", "View", "ViewGroup",
]

"""Which person rows are one natural person."""

from network.models.people import same_persons

__all__ = ["same_persons"]

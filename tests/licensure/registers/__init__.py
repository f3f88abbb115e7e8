"""Registers as servers on this machine, written from what their keepers publish and from a list of faults."""

"""What the steps of a machine demand, read from their declarations, to be held against what a test wrote by hand."""


def demanded(model) -> dict[str, str]:
    """The guards of every step by name, in order; a step asks the same wherever it starts."""
    found = {}
    for name, method in vars(model).items():
        if declared := getattr(method, "_django_fsm", None):
            (found[name],) = {
                " ".join(guard.__name__ for guard in edge.custom["guards"]) for edge in declared.transitions.values()
            }
    return found

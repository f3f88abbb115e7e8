"""Does a test fail when a rule is flipped? `bin/mutants` changes one operator, boolean, guard or number at a time and asks.

`changes` makes the mutants (pure, from source text); `trial` runs the tests of a module against each of them, in forks of
one process that collected everything once; `table.toml` says which tests belong to which module, and keeps the survivors
that were looked at, each with the reason why no test can tell it from the original.
"""

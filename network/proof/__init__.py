"""Files of evidence: what an auditor takes away about one file, sealed, and checked without us.

`verify` is the one file that checks a pack anywhere; it travels in every pack and is the only definition of the format.
`trail` turns chains into rows that show nobody else's acts, `making` writes and signs. Apps say what belongs to a file in
the functions `settings.EVIDENCE` names.
"""

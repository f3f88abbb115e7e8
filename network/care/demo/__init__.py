"""The demo's calls: invented employers, towns with approximate coordinates, crisis lines that lead nowhere."""

"""One page with all pictures, those with problems first."""

import itertools
from html import escape
from pathlib import Path

STYLE = """
body { font: 14px/1.45 sans-serif; margin: 24px; color: #14222a; background: #eef3f3; }
section { margin: 24px 0; padding: 16px; background: #fff; border: 1px solid #cdd8da; border-top: 4px double #0b5563; }
section.wrong { border-top: 4px solid #a1221c; } ul { color: #a1221c; } h2 { margin: 0 0 8px; font-size: 17px; }
.shots { display: flex; flex-wrap: wrap; gap: 12px; align-items: start; } figure { margin: 0; }
img { display: block; border: 1px solid #cdd8da; max-height: 420px; } figcaption { color: #465860; font-size: 12px; }
"""


def write_gallery(folder: Path, shots) -> Path:
    """Write `index.html` beside the pictures."""
    groups = [(name, list(group)) for name, group in itertools.groupby(shots, key=lambda shot: shot.screen.name)]
    groups.sort(key=lambda pair: not any(shot.problems for shot in pair[1]))
    body = "".join(section(name, group) for name, group in groups)
    path = folder / "index.html"
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>{STYLE}</style>'
        f"<h1>{len(shots)} pictures</h1>{body}</html>"
    )
    return path


def section(name: str, shots) -> str:
    """One screen with its pictures and problems."""
    problems = "".join(f"<li>{escape(shot.file)}: {escape(text)}</li>" for shot in shots for text in shot.problems)
    pictures = "".join(
        f'<figure><a href="{escape(shot.file)}"><img src="{escape(shot.file)}" loading="lazy" alt="{escape(shot.file)}">'
        f"</a><figcaption>{shot.language} · {shot.width} px · {shot.theme}</figcaption></figure>"
        for shot in shots
    )
    wrong = ' class="wrong"' if problems else ""
    return f'<section{wrong}><h2>{escape(name)}</h2><ul>{problems}</ul><div class="shots">{pictures}</div></section>'

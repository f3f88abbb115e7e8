"""Names as lists write them: normal forms, the forms one name can be found under, and how far two forms differ.

A *form* is a run of capital letters without spaces. What it costs to find somebody under a form that is not her whole
name is a *loss*, in points of the screening score (see `screening`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from anyascii import anyascii
from rapidfuzz.distance import OSA

FAMILY_CUT, GIVEN_CUT = 20, 15  # where the LEIE cuts off (its record layout)
LONG = 8  # from this length on, two slips of the pen may still be the same name
SHORT = 4  # up to this length one slip makes another name as often as not
PARTICLES = frozenset("DE DA DI DO DU DEL DELLA DER DEN DES DOS LA LAS LE LES LO LOS VAN VON TEN TER TE T IN OP Y E EL AL BIN BEN".split())
GLUED = frozenset("MC MAC O D ST SAINT FITZ".split())  # never a name without what follows
SUFFIXES = frozenset("JR SR II III IV ESQ MD DO DDS DMD RN LPN PHD PSYD LCSW LMHC LPC LICSW MSW DR MR MRS MS MISS DRS PROF".split())
LOOKALIKES = str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοα", "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoa")

LOSS_PART, LOSS_CUT, LOSS_SECOND, LOSS_MIDDLE = 8, 2, 8, 20
LOSS_LONG_SLIP, LOSS_SLIP, LOSS_SHORT_SLIP, LOSS_TWO_SLIPS = 6, 8, 10, 10
LOSS_NICKNAME, LOSS_INITIAL, LOSS_BLANK = 8, 15, 15

NICKNAMES = tuple(
    frozenset(group.split())
    for group in (
        "WILLIAM BILL BILLY WILL WILLY LIAM", "ROBERT BOB BOBBY ROB ROBBIE BERT", "RICHARD DICK RICK RICKY RICH",
        "JAMES JIM JIMMY JAMIE", "JOHN JACK JOHNNY JON", "MARGARET PEGGY MEG MAGGIE MARGE GRETA RITA",
        "ELIZABETH LIZ BETH BETTY BETSY LIZZIE ELIZA ELSIE", "KATHERINE CATHERINE KATHRYN KATE KATHY CATHY KATIE KAY KITTY",
        "EDWARD ED EDDIE TED TEDDY NED", "THEODORE TED TEDDY THEO", "CHARLES CHUCK CHARLIE CHAS", "HENRY HANK HARRY",
        "ANTHONY TONY", "ANTONIO TONY", "MICHAEL MIKE MICK MICKEY", "PATRICIA PAT PATTY TRISH TRICIA", "PATRICK PAT PADDY",
        "JENNIFER JEN JENNY", "REBECCA BECKY", "DEBORAH DEBRA DEBBIE DEB", "BARBARA BARB BABS", "SUSAN SUE SUZIE",
        "DOROTHY DOT DOTTIE DOLLY", "FRANCES FRAN FANNY", "FRANCIS FRANK", "VIRGINIA GINNY", "HELEN NELL NELLIE",
        "LAWRENCE LARRY", "RONALD RON RONNIE", "DONALD DON DONNIE", "GERALD GERRY JERRY", "JEROME JERRY", "JOSEPH JOE JOEY",
        "JOSEPHINE JO JOSIE", "STEPHEN STEVEN STEVE", "ALEXANDER ALEX SANDY SASHA", "ALEXANDRA ALEX SANDRA SANDY SASHA",
        "ANDREW ANDY DREW", "NICHOLAS NICK", "CHRISTINA CHRISTINE TINA CHRIS CHRISSY", "CHRISTOPHER CHRIS KIT TOPHER",
        "TIMOTHY TIM", "SAMUEL SAM", "SAMANTHA SAM", "DANIEL DAN DANNY", "MATTHEW MATT", "ABIGAIL ABBY GAIL",
        "VICTORIA VICKY TORI", "JACQUELINE JACKIE", "JUDITH JUDY", "SALLY SARAH", "MARY MOLLY POLLY", "MARTHA PATTY",
        "ALBERT AL BERT", "ALFRED AL FRED", "FREDERICK FRED FREDDY", "EUGENE GENE", "LEONARD LEN LENNY LEO", "WALTER WALT",
        "HAROLD HAL HARRY", "PHILIP PHIL", "RAYMOND RAY", "ANN ANNE ANNA NANCY ANNIE", "ELEANOR NORA ELLIE NELL",
        "TERESA THERESA TERRY TESS",
        "GREGORY GREG", "JEFFREY JEFF", "KENNETH KEN KENNY", "DAVID DAVE DAVY", "DOUGLAS DOUG", "VINCENT VINCE VINNY",
        "BENJAMIN BEN BENNY BENJI", "THOMAS TOM TOMMY", "NATHAN NATHANIEL NATE NAT", "ZACHARY ZACH", "JOSHUA JOSH", "PETER PETE",
        "VALERIE VAL", "PAMELA PAM", "CYNTHIA CINDY", "SANDRA SANDY", "KIMBERLY KIM", "STEPHANIE STEPH", "MELISSA MISSY LISSA",
        "GUILLERMO MEMO", "FRANCISCO PACO PANCHO FRANK", "JOSE PEPE JOE", "IGNACIO NACHO", "GUADALUPE LUPE", "JOHANNES JAN HANS",
    )
)


@dataclass(frozen=True, slots=True)
class Form:
    """A way a name may be written: `text`, what that costs, and the word for it ("exact", "part", "second", "middle", "cut")."""

    text: str
    loss: int = 0
    how: str = "exact"
    cut: bool = False


@lru_cache(maxsize=200_000)
def normalize(text: str) -> str:
    """Capital ASCII letters and single spaces: no accents, look-alike letters, invisible signs, punctuation, titles, suffixes."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    words = [word.translate(LOOKALIKES) if _mixed(word) else word for word in re.split(r"\s+", text)]
    plain = re.sub(r"['`.\u2019]", "", anyascii(" ".join(words)).upper())
    tokens = re.sub(r"[^A-Z]+", " ", plain).split()
    kept = [token for token in tokens if token not in SUFFIXES]
    return " ".join(kept or tokens)


def _mixed(word: str) -> bool:
    """A word with Latin letters and others at once: the others are there for their looks."""
    return any("A" <= sign.upper() <= "Z" for sign in word) and not word.isascii()


def family_forms(text: str) -> tuple[Form, ...]:
    """A family name whole, without its particles, each run of its parts, and as the list cuts it off."""
    words = _glue(normalize(text).split())
    if not words:
        return ()
    forms = [Form("".join(words), cut=len(text.strip()) == FAMILY_CUT)]
    names = [word for word in words if word not in PARTICLES]
    if len(names) < len(words):
        forms.append(Form("".join(names), LOSS_PART, "part", forms[0].cut))
    for first, last in combinations(range(len(names) + 1), 2):
        run = "".join(names[first:last])
        if last - first < len(names) and len(run) > 1:
            forms.append(Form(run, LOSS_PART, "part", forms[0].cut and last == len(names)))
    return _best([*forms, *_cut_off(text, FAMILY_CUT)])


def given_forms(text: str, middle: str = "") -> tuple[Form, ...]:
    """A given name whole, its first word, its later words, with or as the middle name, and as the list cuts it off."""
    words, middles = normalize(text).split(), normalize(middle).split()
    if not words:
        return ()
    forms = [Form("".join(words)), Form(words[0])]
    forms += [Form(word, LOSS_SECOND, "second") for word in words[1:] if len(word) > 1]
    forms += [Form("".join([*words, *middles]))] if middles else []
    forms += [Form(word, LOSS_MIDDLE, "middle") for word in middles if len(word) > 2]
    return _best([*forms, *_cut_off(text, GIVEN_CUT)])


def _glue(words: list[str]) -> list[str]:
    glued: list[str] = []
    for word in words:
        if glued and glued[-1] in GLUED:
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def _cut_off(text: str, limit: int) -> list[Form]:
    """What a list that cuts at `limit` signs would show of a longer name."""
    if len(text.strip()) <= limit:
        return []
    return [Form(normalize(text.strip()[:limit]).replace(" ", ""), LOSS_CUT, "cut")]


def _best(forms: list[Form]) -> tuple[Form, ...]:
    """Each text once, at its least loss; of two alike the later, which is the one a list may have cut off."""
    kept: dict[str, Form] = {}
    for form in forms:
        if form.text and (form.text not in kept or form.loss <= kept[form.text].loss):
            kept[form.text] = form
    return tuple(kept.values())


def slips_allowed(one: str, other: str) -> int:
    """How many slips of the pen (wrong, missing, extra or swapped letters) two forms may differ by: 2, 1 or none."""
    if min(len(one), len(other)) >= LONG:
        return 2
    return 1 if max(len(one), len(other)) > 2 else 0


@lru_cache(maxsize=500_000)
def slip(one: str, other: str) -> tuple[int, str] | None:
    """The loss and word for forms equal up to slips; None when they differ by more than is allowed."""
    if one == other:
        return 0, "exact"
    allowed = slips_allowed(one, other)
    distance = OSA.distance(one, other, score_cutoff=allowed)
    if distance > allowed:
        return None
    if distance == 2:
        return LOSS_TWO_SLIPS, "typo"
    if allowed == 2:
        return LOSS_LONG_SLIP, "typo"
    return (LOSS_SLIP if max(len(one), len(other)) > SHORT else LOSS_SHORT_SLIP), "typo"


@lru_cache(maxsize=500_000)
def given_agreement(one: str, other: str) -> tuple[int, str] | None:
    """The loss and word for two forms that may be one given name; None when they are two names."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        if short == long:
            return 0, "exact"
        return (LOSS_INITIAL, "initial") if long.startswith(short) else None
    found = [slip(one, other)]
    if any(one in group and other in group for group in NICKNAMES):
        found.append((LOSS_NICKNAME, "nickname"))
    return min((agreement for agreement in found if agreement), default=None)


def prefixes(text: str, shortest: int = 5) -> Iterator[str]:
    """Every beginning of `text` that a cut-off field may show."""
    return (text[:length] for length in range(shortest, len(text)))

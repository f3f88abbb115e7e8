"""Given names that may be one person's: short forms, and the names they are short for. Pure.

The library's table (English mostly) and ours, which adds Spanish, Dutch and transliterated ones. A short form is short for
several names, and two short forms of one name are hers as well.
"""

from nicknames import NickNamer

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
        "ALEXANDER ALEKSANDR ALEKSANDER ALEXANDROS ALEJANDRO ALESSANDRO",
        "GUILLERMO MEMO", "FRANCISCO PACO PANCHO FRANK", "JOSE PEPE JOE", "IGNACIO NACHO", "GUADALUPE LUPE", "JOHANNES JAN HANS",
    )
)


def _groups() -> list[frozenset[str]]:
    """A name with its short forms, in capitals."""
    table = NickNamer().nickname_lookup
    ours = [frozenset(group) for group in NICKNAMES]
    return [*ours, *(frozenset(name.upper() for name in (whole, *short)) for whole, short in sorted(table.items()))]


def _alike() -> dict[str, frozenset[str]]:
    kept: dict[str, set[str]] = {}
    for group in _groups():
        for name in group:
            kept.setdefault(name, set()).update(group)
    return {name: frozenset(others - {name}) for name, others in kept.items()}


ALIKE = _alike()  # name -> every name that shares a group with it

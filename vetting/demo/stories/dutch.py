"""Noorderlicht's files, in Dutch: BIG and voluntary registers, a certificate of conduct that is seen and never kept."""

from vetting.demo.scene import road

GZ, PT, NVPA, OG = "NL:gz-psycholoog", "NL:psychotherapeut", "NL:counsellor-nvpa", "NL:orthopedagoog-generalist"


def stories(scene):
    """Ten people."""
    tellers = (
        fenna, active, clean, complaint, old_certificate, new, draft, denied, voluntary, ending,
    )
    return [tell(scene) for tell in tellers]


def fenna(scene):
    """Everything is checked but her certificate of conduct: she has one thing to do."""
    file = yield from road(
        scene, 60, "Fenna Regenboog", (23, 14, 11), title=GZ, more={"email": "fenna@post.example"}, conduct_on=scene.day(31)
    )
    at = yield scene.ago(7)
    file.verify(at, but=("certificate_of_conduct",))
    at = yield scene.ago(5)
    file.ask(
        at, "Graag een VOG laten zien. We zien die één keer in en bewaren geen kopie.", element="certificate_of_conduct"
    )


def active(scene):
    """In good standing."""
    yield from road(
        scene, 61, "Sjoukje Lindehout", (131, 119, 115, 104, 98, 94, 90), title=PT, more={"prefix": "van der"},
        services=("counseling", "couples"),
    )


def clean(scene):
    """Ready, nothing against it."""
    yield from road(scene, 63, "Zoë Brandnetel", (29, 20, 17, 8, 3), title=OG)


def complaint(scene):
    """A complaint she told about: no meetings are held here, and the first of two people has said what it should become."""
    file = yield from road(
        scene, 64, "Loïs Hemelrijk", (36, 27, 24, 11, 6), title=GZ, more={"prefix": "van 't"},
        yes={"license_action": "In 2018 kreeg ik een waarschuwing van het tuchtcollege wegens een te laat ingeleverd verslag."},
    )
    at = yield scene.ago(2)
    file.propose(at, "approved", "Eén waarschuwing, lang geleden en goed uitgelegd. Toelaten.")


def old_certificate(scene):
    """Her certificate of conduct was four months old when she signed."""
    file = yield from road(scene, 65, "Marijn Duinen", (33, 24, 20), title=PT, more={"prefix": "ter"}, conduct_on=scene.day(150))
    at = yield scene.ago(13)
    file.verify(at)


def new(scene):
    """Signed yesterday."""
    yield from road(scene, 66, "Jelle Wolkenwit", (8, 1), title=GZ, more={"prefix": "de"})


def draft(scene):
    """Begun."""
    yield from road(scene, 67, "Tjitske Bloesem", (4,), title=GZ, without=("stints", "referees"))


def denied(scene):
    """Too little cover."""
    file = yield from road(scene, 68, "Noë Karekiet", (92, 81, 77, 66, 59), title=GZ, per_claim=50_000_000)
    at = yield scene.ago(55)
    file.deny(at, "De polis dekt per aanspraak minder dan we vragen. Met een hogere dekking is een nieuwe aanvraag mogelijk.")


def voluntary(scene):
    """No statutory title: a voluntary register that this organization accepts."""
    file = yield from road(scene, 69, "Willemijn Oeverzwaluw", (26, 16, 13), title=NVPA)
    at = yield scene.ago(6)
    file.verify(at)


def ending(scene):
    """Her registration ends in five weeks."""
    yield from road(
        scene, 70, "Aukje Steenbreek", (205, 193, 189, 176, 170, 166, 161), title=GZ, license_expires=scene.day(-36)
    )

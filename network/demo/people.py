"""How a therapist of the demo comes to be: her person, her practitioner row, her account."""

from dataclasses import dataclass
from datetime import date

from network.access import Actor, therapist_actor
from network.demo.cast import CURTAIN
from network.models import Practitioner, User
from network.workflow.people import add_name, register_practitioner


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody invented. `former` is the family name she had before."""

    given_name: str
    family_name: str
    born: date
    prefix: str = ""
    former: str = ""
    profession: str = "social_worker"
    npi: str = ""
    phone: str = ""
    practice_address: str = ""
    email: str = ""
    language: str = "en"

    @property
    def name(self) -> str:
        """Her full name."""
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)


def enroll(human: Human, *, at) -> tuple[Practitioner, Actor]:
    """She has an account and a profile of her own; the actor she is."""
    practitioner = register_practitioner(
        given_name=human.given_name, prefix=human.prefix, family_name=human.family_name, date_of_birth=human.born,
        profession=human.profession, npi=human.npi, phone=human.phone, practice_address=human.practice_address, email=human.email,
        actor=CURTAIN, at=at,
    )
    user = User.objects.create_user(human.email, person=practitioner.person, language=human.language, joined_at=at)
    actor = therapist_actor(practitioner, user)
    if human.former:
        add_name(
            practitioner, given_name=human.given_name, prefix="", family_name=human.former, until_year=human.born.year + 29,
            actor=actor, at=at,
        )
    return practitioner, actor


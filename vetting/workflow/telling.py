"""Telling members who voted that evidence came in afterwards: their votes wait for them, and nothing goes out meanwhile."""

from network import mail
from network.models import User
from network.nights import one_by_one
from vetting.models import AgendaItem
from vetting.queries.committee import news_after_votes, recused_from


def tell_voters(organization, *, at) -> int:
    """Mail, once a round, everybody whose vote on an open file was overtaken by evidence; how many votes were. No detail."""
    rows = AgendaItem.objects.within(organization).filter(state="open", meeting__state="open", votes__isnull=False).distinct()
    rows = rows.select_related("application", "organization")
    return one_by_one(
        rows, lambda item: _tell(item, "voted_news", at=at) if news_after_votes(item) else 0, about=lambda item: item.application.reference
    )


def tell_to_vote_again(item: AgendaItem, *, before: int, at) -> int:
    """Mail everybody who voted in the round `before` that the file is voted on again; how many votes it was."""
    return _tell(item, "vote_again", number=before, at=at)


def _tell(item, template, *, number=None, at) -> int:
    number, left_out = item.round if number is None else number, recused_from(item.application)
    votes = [vote for vote in item.votes.filter(round=number) if vote.person_id not in left_out]
    for vote in votes:
        for user in User.objects.filter(person=vote.person_id, is_active=True):
            mail.send(
                user, template, {"reference": item.application.reference}, key=f"{template}:{vote.pk}:{user.pk}",
                organization=item.organization, at=at,
            )
    return len(votes)

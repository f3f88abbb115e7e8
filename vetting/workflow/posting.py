"""Letters and mails of one night to many therapists: gathered, then written together in a few statements."""

from functools import cache

from network import letters, mail
from network.models import Letter, Message
from network.queries.wordings import wording_on
from vetting.queries.judging import day_of
from vetting.workflow.correspondence import language_for, recipient, said_in


class Post:
    """What one organization writes at the instant `at`. What the letters of one kind and language have in common is read once.

    Nothing is written before `send`. As one by one, a key that was written before is not written again.
    """

    def __init__(self, organization, *, at):
        self.organization, self.at = organization, at
        self.letters: list[Letter] = []
        self.mails: list[Message] = []
        on = day_of(organization, at)
        self._own = cache(lambda kind, language: wording_on(organization, kind, language, on=on))

    def letter(self, row, kind, context, *, key, reference) -> None:
        """One letter as PDF in her language, to whom `row` (an application or participation) is about."""
        language = language_for(row)
        self.letters.append(letters.drafted(
            organization=self.organization, practitioner=row.practitioner, kind=kind, context=context, reference=reference, key=key,
            at=self.at, language=language, own=self._own(kind, language),
        ))

    def mail(self, row, template, *, key, **context) -> None:
        """A mail in her language that names nothing confidential; none where no address of hers is known."""
        if to := recipient(row):
            language = language_for(row)
            said = said_in(language, context)
            self.mails.append(mail.drafted(to, template, said, language=language, key=key, at=self.at, organization=self.organization))

    def send(self) -> None:
        """Write all of it."""
        if self.letters:
            letters.issue_all(self.organization, self.letters)
        if self.mails:
            mail.send_all(self.organization, self.mails)

"""How somebody was met and which document she showed, in words."""

from django.utils.translation import gettext_lazy as _

WAYS = {"video": _("By video"), "in_person": _("In person")}
DOCUMENTS = {
    "passport": _("passport"), "identity_card": _("identity card"), "driving_license": _("driving license"),
    "residence_permit": _("residence permit"),
}

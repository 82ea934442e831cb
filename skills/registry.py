"""What the trail tells the person whose data it is, and what fits low answers to a self-check."""

from django.utils.translation import gettext_lazy as _

TRAIL = {
    "name_supporter": _("You were asked to give feedback on texts of courses"),
    "agree_to_support": _("You agreed to give feedback on texts of courses"),
    "end_supporter": _("You no longer give feedback on texts of courses"),
    "share_text": _("You shared a text of yours with a supporter"),
    "withdraw_text": _("You took back a text that you had shared"),
    "return_text": _("A text that you had shared came back to you"),
    "give_feedback": _("A supporter answered a text that you had shared"),
    "read_shared_text": _("A supporter opened a text that you had shared"),
    "hide_shared_text": _("Moderation hid a text or an answer of yours"),
}

GROUPS, HELP = "groups", "help"

# What the portal has for a low answer, by self-check and statement: lessons as course/lesson, and other places.
FITTING: dict[str, dict[str, tuple[str, ...]]] = {
    "who-5": {
        "cheerful": ("life-sleep-recovery/what-carries-a-week", "life-sleep-recovery/when-it-does-not-get-better"),
        "calm": ("life-sleep-recovery/worry-and-stress",),
        "active": ("life-sleep-recovery/recovery-and-breaks",),
        "rested": ("life-sleep-recovery/sleep",),
        "interested": ("belonging/small-steps", GROUPS),
    },
    "loneliness": {"lonely": (GROUPS, "belonging/loneliness-changes", "belonging/small-steps")},
    "compass": {
        "rest": ("life-sleep-recovery/sleep", "life-sleep-recovery/recovery-and-breaks"),
        "worry": ("life-sleep-recovery/worry-and-stress", HELP),
        "everyday": ("life-sleep-recovery/money-home-and-load", HELP),
        "start": ("study-rhythm/getting-going",),
        "plan": ("study-rhythm/plans-that-hold",),
        "remember": ("study-rhythm/remember-longer", "study-rhythm/reading-and-notes"),
        "ask": ("belonging/asking-for-help", "online-readiness/when-you-fall-behind"),
        "feedback": ("lifelong-learning/feedback-and-failure",),
        "direction": ("working-life/what-you-can-already", "lifelong-learning/what-you-know-counts"),
        "belong": (GROUPS, "belonging/joining-a-group", "belonging/small-steps"),
        "online": ("online-readiness/seen-and-heard", "online-readiness/asking-and-groups"),
        "place": ("online-readiness/place-and-attention",),
    },
}

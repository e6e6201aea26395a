"""Why something got cheaper or came back, in the shop's words. Pure.

Reasons are codes in the journal; a code that is not known here appears as it is.
"""

from receipts.wording import Say


def discount_reason(say: Say, code: str) -> str:
    """Why a discount was given or a price changed."""
    known = {
        "damaged": say("damaged"),
        "staff": say("staff"),
        "expiring": say("short-dated"),
        "complaint": say("complaint"),
        "loyal": say("loyal customer"),
        "competitor": say("price match"),
        "promotion": say("promotion"),
        "manager": say("manager's decision"),
        "other": say("other"),
    }
    return known.get(code, code)


def cash_reason(say: Say, code: str) -> str:
    """Why cash was put in or taken out, or the drawer opened without a sale."""
    known = {
        "change": say("change"),
        "refill": say("refilled"),
        "found": say("found"),
        "purchase": say("purchase"),
        "wages": say("wages"),
        "post": say("postage"),
        "safe": say("to the safe"),
        "bank": say("to the bank"),
        "check": say("drawer checked"),
        "customer": say("for a customer"),
        "other": say("other"),
    }
    return known.get(code, code)


def return_reason(say: Say, code: str) -> str:
    """Why goods came back."""
    known = {
        "changed_mind": say("changed mind"),
        "defective": say("defective"),
        "wrong_size": say("wrong size"),
        "wrong_article": say("wrong article"),
        "not_collected": say("not collected"),
        "other": say("other"),
    }
    return known.get(code, code)

"""The words of staff, approvals, the shift, its cash and its reports: codes to English. Pure tables."""

SENTENCES: dict[str, str] = {
    "sign_in_first": "Nobody is signed in: choose your name and type your PIN.",
    "badge_unknown": "That badge is nobody's here: scan it again, or type your PIN.",
    "pin_wrong": "That PIN is wrong: type it again.",
    "pin_locked": "Too many wrong PINs: wait {seconds} seconds, then type it again.",
    "pin_unknown": "This person may not work at this till: choose another name.",
    "pin_missing": "Type the PIN first, then Enter.",
    "approver_has_no_right": "This person may not approve that: choose another name.",
    "approval_refused": "It was not approved, and nothing was done.",
    "signed_in": "{name} is signed in.",
    "signed_in_elsewhere": "You are still signed in at till {terminal}: sign out there too.",
    "staff_problem": "The list of the staff cannot be read: {reason} Call the manager.",
    "shift_opened": "The day is open: business day {business_day}.",
    "shift_open_already": "The day is open already: business day {business_day}.",
    "shift_closed_now": "Selling is closed. F11 opens the day.",
    "shift_closed": "Z report {z_no}: the day is closed, and the count is exact.",
    "shift_closed_difference": "Z report {z_no}: the day is closed. The count is off by {difference_minor}.",
    "float_missing": "Type the float that lies in the drawer; 0 if there is none.",
    "cash_amount_missing": "Type the amount first, then choose the reason.",
    "cash_moved_in": "{amount_minor} were put into the drawer.",
    "cash_moved_out": "{amount_minor} were taken out of the drawer.",
    "cash_moved_drop": "{amount_minor} went from the drawer to the safe.",
    "drawer_opened": "The drawer is open, without a sale.",
    "count_unreadable": "That number of pieces cannot be right: count them again.",
    "count_thrown_away": "Esc once more throws the count away.",
    "report_unknown": "There is no such report.",
    "report_printing": "The report goes to the printer.",
    "report_exported": "The report is written to {path}.",
    "report_not_exported": "The report was not written: {reason} Try it again.",
    "no_centre": "No centre is set up, so there is no report over all tills.",
    "day_unreadable": "That is no day: type year, month and day, such as 20260303.",
    "days_turned": "The last day lies before the first: type it again.",
    "till_open": "Till {terminal_id} is still open ({day}): more will come from it.",
    "till_silent": "Till {terminal_id} has not sent all: newest entry {seen_at}.",
    "other_currency": "{count} sales are not in {currency} and stand in no figure here.",
}

TITLES: dict[str, str] = {
    "sign_in_first": "Sign in first",
    "signed_in": "Signed in",
    "badge_unknown": "Unknown badge",
    "pin_wrong": "Wrong PIN",
    "pin_locked": "Wait",
    "shift_opened": "Day open",
    "shift_closed_now": "Selling closed",
    "shift_closed": "Day closed",
    "shift_closed_difference": "Day closed, count is off",
    "cash_moved_in": "Cash in",
    "cash_moved_out": "Cash out",
    "cash_moved_drop": "Drop to the safe",
}

ROLES: dict[str, str] = {
    "cashier": "Cashier",
    "supervisor": "Supervisor",
    "manager": "Manager",
}

# Why cash moved, or the drawer was opened.
CASH_REASONS: dict[str, str] = {
    "change": "Change money",
    "refill": "Change money refilled",
    "found": "Found in the shop",
    "purchase": "Small purchase",
    "wages": "Wages",
    "post": "Postage",
    "safe": "To the safe",
    "bank": "To the bank",
    "check": "Look into the drawer",
    "customer": "A customer's wish",
    "other": "Other reason",
}

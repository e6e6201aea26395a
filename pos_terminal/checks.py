"""Whether an answer can be taken, asked before all of them are given. Pure; any thread.

The screen asks here when a field is left; the core checks everything again when it is asked to act.
"""

from pos_terminal.domain.customers import Customer, checked
from pos_terminal.domain.decision import Params, Refused


def customer_problem(field: str, text: str) -> tuple[str, Params]:
    """What is wrong with one field of a customer: a notice's code and parameters; an empty code: nothing.

    field: `name`, `phone`, `email` or `card`.
    """
    given = {"name": "A", "phone": "", "email": "", "card": "", field: text}
    found = checked(Customer("", given["name"], given["phone"], given["email"], given["card"]))
    return (found.code, found.params) if isinstance(found, Refused) else ("", {})

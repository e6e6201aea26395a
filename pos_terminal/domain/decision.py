"""What a rule may answer: events, a refusal in words, or a question back. Pure."""

from dataclasses import dataclass, field

from pos_terminal.domain.events import Event

Params = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Refused:
    """An expected "no": a code with parameters, put into words by the screen.

    It never blocks the next scan.
    """

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """The thing asked for is unusual: it happens only when asked again with `confirmed`."""

    code: str
    params: Params = field(default_factory=dict)


Decision = tuple[Event, ...] | Refused | Ask

"""Outlook calendars under the contract."""

from __future__ import annotations

from followbot.providers.bearer import Bearer
from followbot.providers.microsoft.calendar import MicrosoftCalendar
from followbot.providers.microsoft.graph import Graph
from tests.contract.calendar import HOME, NOW, Meeting
from tests.fakes.graph.server import ENDPOINT, GraphFake, Wire, failure, make_graph
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock


class GraphCalendarHarness:
    """The main calendar of an account, or one that goes by its name.

    `wraps`: UIDs inside global object ids; `deltas`: whether it keeps changes, `page` of which it tells at once.
    """

    def __init__(self, *, wraps: bool = False, name: str = "primary", deltas: bool = True, page: int = 1000) -> None:
        self.server: GraphFake = make_graph(FakeClock(NOW), "me@home.test")
        self.server.deltas, self.server.view_page = deltas, page
        self.store = self.server.calendars[0]
        self.store.wraps = wraps
        self._name = name
        self.restart()

    @property
    def calendar(self) -> MicrosoftCalendar:
        return self._calendar

    def restart(self) -> None:
        graph = Graph(Bearer("work", Wire(self.server), Tokens(), provider="Microsoft"), ENDPOINT)
        me = frozenset({"me@home.test"})
        self._calendar = MicrosoftCalendar(self._name, account="work", graph=graph, home=HOME, me=me)

    def put(self, meeting: Meeting) -> None:
        self.store.put(meeting)

    def cancel(self, meeting: Meeting) -> None:
        self.store.cancel(meeting.uid)

    def delete(self, meeting: Meeting) -> None:
        del self.store.kept[meeting.uid]

    def take_away(self) -> None:
        self.server.fault = lambda asked: failure(503, "serviceNotAvailable")

    def bring_back(self) -> None:
        self.server.fault = lambda asked: None

    def verify(self) -> None:
        assert self.server.violations == []

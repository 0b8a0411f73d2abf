"""The server of a workshop: it ends in silence, however many browsers listen."""

from __future__ import annotations

from http.client import HTTPConnection

from benchmarks.workshop import HOST, served
from tests.workshop_room import room


def test_the_end_of_the_server_ends_the_streams_and_complains_of_nothing(capfd):
    with served(room()) as port:
        lines = []
        for path in ("/events", "/vote/events", "/events"):
            line = HTTPConnection(HOST, port)
            line.request("GET", path)
            lines.append(line.getresponse())
            assert lines[-1].readline().startswith(b"data: ")
    assert [stream.read().replace(b"\n", b"") for stream in lines] == [b"", b"", b""]
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")

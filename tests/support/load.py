"""A load of HTTP requests from one process: many kept connections in one event loop, small and exact."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any


@dataclass
class Answer:
    status: int
    body: bytes
    cookie: str | None


class Browser:
    """One kept connection that speaks as much HTTP/1.1 as our server does."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie, self.token = port, cookie, ""
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, address: str, body: Any = None) -> Answer:
        data = b"" if body is None else json.dumps(body).encode()
        kind = "Content-Type: application/json\r\n" if data else ""
        head = (
            f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"X-CSRFToken: {self.token}\r\nAccept: application/json\r\n{kind}"
            f"Content-Length: {len(data)}\r\n\r\n"
        )
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(head.encode() + data)
        answer = await self._read()
        if answer.cookie:
            self.cookie = answer.cookie
        return answer

    async def _read(self) -> Answer:
        assert self.reader is not None
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
        headers = [line.split(": ", 1) for line in lines[1:] if ": " in line]
        length, cookie = 0, None
        for name, value in headers:
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "set-cookie" and value.startswith("session="):
                cookie = value.split(";")[0]
        body = await self.reader.readexactly(length) if length else b""
        return Answer(int(lines[0].split()[1]), body, cookie)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.writer = self.reader = None

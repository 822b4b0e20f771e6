"""Follows a game of the scoreboard and gives a goal, with nothing but Python's standard library.

Written from docs/reference/wire.md and docs/reference/api.md: the proof that they suffice for another language.
"""

import base64
import hashlib
import http.client
import json
import os
import socket
import struct
import sys
import urllib.parse
import uuid


class Socket:
    """One WebSocket (RFC 6455) without extensions, as much of it as text frames need."""

    def __init__(self, address, headers):
        host, port = address
        self.stream = socket.create_connection((host, port), timeout=10)
        self.rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /_rally/socket HTTP/1.1",
            f"Host: {host}:{port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self.stream.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.read_some()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        if not head.startswith(b"HTTP/1.1 101 ") or accept not in head:
            raise RuntimeError(f"The upgrade was refused: {head.decode()}")

    def read_some(self):
        data = self.stream.recv(65536)
        if not data:
            raise RuntimeError("The server is gone")
        return data

    def read(self, count):
        while len(self.rest) < count:
            self.rest += self.read_some()
        data, self.rest = self.rest[:count], self.rest[count:]
        return data

    def write(self, opcode, data):
        # What a client sends is masked.
        mask = os.urandom(4)
        size = struct.pack("!B", 0x80 | len(data)) if len(data) < 126 else struct.pack("!BH", 0x80 | 126, len(data))
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self.stream.sendall(struct.pack("!B", 0x80 | opcode) + size + mask + masked)

    def send(self, frame):
        self.write(1, json.dumps(frame).encode())

    def next(self, *kinds):
        """The next frame of one of these kinds; the others are for somebody else."""
        while True:
            frame = self.next_frame()
            if frame[0] in kinds:
                return frame

    def next_frame(self):
        text = b""
        while True:
            first, size = self.read(2)
            if size == 126:
                (size,) = struct.unpack("!H", self.read(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self.read(8))
            data = self.read(size)
            if first & 15 == 8:
                raise RuntimeError(f"The server has closed: {struct.unpack('!H', data[:2])[0]} {data[2:].decode()}")
            if first & 15 == 9:
                self.write(10, data)
            elif first & 15 < 3:
                text += data
                if first & 128:
                    return json.loads(text)


def request(address, method, path, body=None, headers={}):
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


def sign_in(address, user):
    """The cookie of a session: what a posted form is answered with."""
    action = urllib.parse.quote("/sign_in#signIn", safe="")
    form = urllib.parse.urlencode({"user": user})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response, text = request(address, "POST", f"/sign_in?_action={action}", form, headers)
    if response.status != 303:
        raise RuntimeError(f"Cannot sign in: {response.status} {text}")
    return response.headers["Set-Cookie"].split(";")[0]


def main(origin, user):
    url = urllib.parse.urlsplit(origin)
    address = (url.hostname, url.port)

    response, text = request(address, "GET", "/_rally/api/games")
    for game in json.loads(text)["games"]:
        home, away = game["home"], game["away"]
        print("game", game["id"], away["code"], away["score"], home["code"], home["score"])
    epoch, at = response.headers["Rally-Position"].split(":")

    program = Socket(address, {"Sec-WebSocket-Protocol": "rally.api"})
    program.next("hello")
    program.send(["topics", "game/1", [["game/1", [epoch, int(at)]]]])

    tab = Socket(address, {"Cookie": sign_in(address, user)})
    _, _, protocol = tab.next("hello")
    if protocol != 1:
        raise RuntimeError(f"This client speaks protocol 1, the server {protocol}")
    key = str(uuid.uuid4())
    for number in (1, 2):
        # The input is { side, delta }, the output a game: values in the order of their fields.
        tab.send(["call", number, "/games/:id", "/games/1", "adjust", ["home", 1], key])
        kind, _, value, *_ = tab.next("ok", "no", "to", "reload")
        if kind != "ok":
            raise RuntimeError(f"The goal was not saved: {kind} {value}")
        _, [code, _, _, score], *_ = value
        print("answer", number, code, score)
    tab.send(["call", 3, "/games/:id", "/games/1", "adjust", ["home", 7], str(uuid.uuid4())])
    _, _, refusal = tab.next("no")
    print("refused", refusal["kind"], json.dumps(refusal["fields"]))

    _, _, _, event = program.next("event")
    print("event", event["game"]["home"]["code"], event["game"]["home"]["score"])


main(*sys.argv[1:])

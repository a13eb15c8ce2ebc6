"""python_loop.py PORT BYTES INTERVAL_MS: the least that a broadcaster on Python's `websockets` can be, as the old server was."""

import asyncio
import sys

import websockets

PORT, BYTES, INTERVAL_MS = map(int, sys.argv[1:4])
# Its own compression is off: it would deflate each message anew for each client.
OPTIONS = {"compression": None, "ping_interval": None, "subprotocols": ["marketpulse.v1"]}
clients = set()


async def serve_client(socket, _path=None):
    await socket.send("hello")
    clients.add(socket)
    try:
        await socket.wait_closed()
    finally:
        clients.discard(socket)


async def main():
    payload = "x" * BYTES
    async with websockets.serve(serve_client, "127.0.0.1", PORT, backlog=65535, **OPTIONS):
        while True:
            await asyncio.sleep(INTERVAL_MS / 1000)
            websockets.broadcast(clients, payload)


asyncio.run(main())

"""A provider on loopback that answers as the last message asks: `429 x2 after=1` fails twice with 429 and Retry-After: 1."""

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ORDER = re.compile(r"^(\d{3})(?: x(\d+))?(?: after=(\d+))?")


class Fake:
    def __init__(self):
        self.calls = Counter()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def handler(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                text = body["messages"][-1]["content"]
                fake.calls[text] += 1
                order = ORDER.match(text)
                if order and fake.calls[text] <= int(order[2] or 1_000_000):
                    error = {"message": "as it was ordered", "type": "fault", "code": None}
                    after = {"retry-after": order[3]} if order[3] else {}
                    return self.say(int(order[1]), {"error": error}, after)
                usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
                message = {"role": "assistant", "content": f"Heard: {text}"}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                head = {"id": "c-1", "object": "chat.completion", "created": 1, "model": body["model"]}
                self.say(200, {**head, "choices": [choice], "usage": usage}, {})

            def say(self, status, value, headers):
                data = json.dumps(value).encode()
                self.send_response(status)
                for name, each in headers.items():
                    self.send_header(name, each)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        return Handler

"""A gateway of `dist/server.js` between the clients and the sandbox, or a fake provider whose model has a price."""

import itertools
import json
import os
import re
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from fake import Fake

ROOT = Path(__file__).resolve().parents[2]
ADMIN_KEY = "python-admin-key-0123456789abcdef"

CONFIG = """
log: { level: silent }
reload: { watch: false }
keys: { required: %s }
retry: { attempts: 1 }
routes:
  once: { targets: [openai/gpt-4o-mini], breaker: false }
  thrice: { targets: [openai/gpt-4o-mini], breaker: false, retry: { attempts: 3, base_ms: 1, max_ms: 5 } }
"""


class Gateway:
    def __init__(self, folder, fake, required):
        (folder / "dragoman.yaml").write_text(CONFIG % ("true" if required else "false"))
        self.log = open(folder / "log", "w+")
        environment = {
            "PATH": os.environ["PATH"],
            "PORT": "0",
            "DRAGOMAN_ADMIN_KEY": ADMIN_KEY,
            "OPENAI_API_KEY": "sk-python",
            "OPENAI_BASE_URL": f"{fake.url}/v1",
        }
        command = ["node", str(ROOT / "dist" / "server.js")]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self.log, stderr=subprocess.STDOUT
        )
        self.url = self.address()
        self.count = itertools.count()

    def address(self):
        for _ in range(200):
            text = Path(self.log.name).read_text()
            found = re.search(r"http://127\.0\.0\.1:\d+", text)
            if found:
                return found[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the gateway did not start: {text}")

    def key(self, **said):
        """The secret of a new virtual key."""
        body = json.dumps({"name": f"key-{next(self.count)}", **said}).encode()
        headers = {"authorization": f"Bearer {ADMIN_KEY}", "content-type": "application/json"}
        request = urllib.request.Request(f"{self.url}/admin/keys", body, headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)["secret"]

    def close(self):
        self.process.terminate()
        self.process.wait(15)
        self.log.close()


@pytest.fixture(scope="session")
def fake():
    made = Fake()
    yield made
    made.close()


@pytest.fixture(scope="session")
def gateway(tmp_path_factory, fake):
    """Everybody may ask it."""
    made = Gateway(tmp_path_factory.mktemp("open"), fake, required=False)
    yield made
    made.close()


@pytest.fixture(scope="session")
def locked(tmp_path_factory, fake):
    """Only virtual keys may ask it."""
    made = Gateway(tmp_path_factory.mktemp("locked"), fake, required=True)
    yield made
    made.close()

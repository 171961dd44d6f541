import asyncio
import json
import time

import openai
import pytest
from pydantic import BaseModel

DIALECTS = ["openai-chat", "anthropic", "gemini", "ollama"]


def client(gateway, key="any", retries=0):
    return openai.OpenAI(base_url=f"{gateway.url}/v1", api_key=key, max_retries=retries, timeout=20)


def said(text):
    return [{"role": "user", "content": text}]


def tool(name):
    parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    return {"type": "function", "function": {"name": name, "parameters": parameters}}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_chat(gateway, dialect):
    answer = client(gateway).chat.completions.create(
        model=f"sandbox/{dialect}", messages=said("Hello there!")
    )
    assert answer.choices[0].message.content == "You said: Hello there!"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.completion_tokens > 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_stream(gateway, dialect):
    stream = client(gateway).chat.completions.create(
        model=f"sandbox/{dialect}",
        messages=said("Hello there!"),
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == "You said: Hello there!"
    assert chunks[-1].usage.completion_tokens > 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_tools(gateway, dialect):
    ask = {"model": f"sandbox/{dialect}", "tools": [tool("weather")]}
    asked = said("What is the weather?")
    messages = client(gateway).chat.completions.create(messages=asked, **ask).choices[0].message
    [call] = messages.tool_calls
    assert call.function.name == "weather"
    assert "city" in json.loads(call.function.arguments)
    result = {"role": "tool", "tool_call_id": call.id, "content": "rain"}
    history = [*asked, messages.model_dump(exclude_none=True), result]
    answer = client(gateway).chat.completions.create(messages=history, **ask)
    assert answer.choices[0].message.content == "The tool said: rain"


def test_structured_output(gateway):
    class Place(BaseModel):
        name: str
        people: int

    answer = client(gateway).chat.completions.parse(
        model="sandbox/openai-chat", messages=said("A town, please."), response_format=Place
    )
    assert isinstance(answer.choices[0].message.parsed, Place)


def test_async(gateway):
    async def run():
        asking = openai.AsyncOpenAI(base_url=f"{gateway.url}/v1", api_key="any", max_retries=0)
        async with asking:
            many = [
                asking.chat.completions.create(model="sandbox/anthropic", messages=said(f"No. {n}"))
                for n in range(8)
            ]
            return [each.choices[0].message.content for each in await asyncio.gather(*many)]

    assert asyncio.run(run()) == [f"You said: No. {n}" for n in range(8)]


def test_cost(gateway):
    raw = client(gateway).chat.completions.with_raw_response.create(model="once", messages=said("Cost?"))
    # 11 tokens at 0.15 and 7 at 0.60 USD a million.
    assert raw.headers["x-dragoman-cost"] == "0.00000585"
    assert raw.headers["x-dragoman-provider"] == "openai"


def test_models(gateway):
    ids = [model.id for model in client(gateway).models.list()]
    assert "once" in ids and "sandbox/anthropic" in ids


@pytest.mark.parametrize(
    "status, error",
    [
        (400, openai.BadRequestError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (503, openai.InternalServerError),
    ],
)
def test_upstream_errors(gateway, status, error):
    with pytest.raises(error) as caught:
        client(gateway).chat.completions.create(model="once", messages=said(f"{status} for openai"))
    assert caught.value.body["message"]
    assert caught.value.request_id


def test_own_errors(gateway):
    with pytest.raises(openai.NotFoundError):
        client(gateway).chat.completions.create(model="nobody/nothing", messages=said("Hi"))
    with pytest.raises(openai.BadRequestError) as caught:
        client(gateway).chat.completions.create(model="once", messages=said("Hi"), temperature="hot")
    assert caught.value.param == "temperature"


def test_cut_stream(gateway):
    text = "[[fault:cut after=3]] one two three four five six"
    stream = client(gateway).chat.completions.create(
        model="sandbox/anthropic", messages=said(text), stream=True
    )
    with pytest.raises(openai.APIError):
        for _ in stream:
            pass


def test_retry_after_is_honoured(gateway, fake):
    began = time.monotonic()
    answer = client(gateway, retries=2).chat.completions.create(
        model="once", messages=said("429 x1 after=2 openai")
    )
    assert answer.choices[0].message.content.startswith("Heard")
    assert fake.calls["429 x1 after=2 openai"] == 2
    assert time.monotonic() - began >= 1.9


def test_retries_do_not_multiply(gateway, fake):
    with pytest.raises(openai.InternalServerError) as caught:
        client(gateway, retries=3).chat.completions.create(
            model="thrice", messages=said("500 openai thrice")
        )
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert fake.calls["500 openai thrice"] == 3


def test_virtual_key(locked):
    ask = {"model": "once", "messages": said("Hi")}
    key = locked.key(limits={"rpm": 2})
    for _ in range(2):
        assert client(locked, key).chat.completions.create(**ask).choices
    with pytest.raises(openai.RateLimitError) as caught:
        client(locked, key).chat.completions.create(**ask)
    assert int(caught.value.response.headers["retry-after"]) > 0
    with pytest.raises(openai.AuthenticationError):
        client(locked, "dgm_wrong").chat.completions.create(**ask)
    with pytest.raises(openai.AuthenticationError):
        client(locked).chat.completions.create(**ask)


def test_spent_budget(locked):
    key = locked.key(budgets={"total": "0.000001"})
    with pytest.raises(openai.RateLimitError) as caught:
        client(locked, key).chat.completions.create(model="once", messages=said("Hi"))
    assert caught.value.code == "insufficient_quota"

import anthropic
import pytest


def client(gateway, key="any", retries=0):
    return anthropic.Anthropic(base_url=gateway.url, api_key=key, max_retries=retries, timeout=20)


def ask(model, text, **more):
    return {"model": model, "max_tokens": 100, "messages": [{"role": "user", "content": text}], **more}


@pytest.mark.parametrize("dialect", ["openai-chat", "anthropic", "gemini", "ollama"])
def test_messages(gateway, dialect):
    answer = client(gateway).messages.create(**ask(f"sandbox/{dialect}", "Hello there!"))
    assert answer.content[0].text == "You said: Hello there!"
    assert answer.stop_reason == "end_turn"
    assert answer.usage.output_tokens > 0


def test_stream(gateway):
    with client(gateway).messages.stream(**ask("sandbox/openai-chat", "Hello there!")) as stream:
        assert "".join(stream.text_stream) == "You said: Hello there!"
        final = stream.get_final_message()
    assert final.stop_reason == "end_turn"
    assert final.usage.output_tokens > 0


def test_tools(gateway):
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    tools = [{"name": "weather", "description": "Tells it.", "input_schema": schema}]
    first = ask("sandbox/openai-chat", "What is the weather?", tools=tools)
    answer = client(gateway).messages.create(**first)
    [call] = [part for part in answer.content if part.type == "tool_use"]
    assert answer.stop_reason == "tool_use" and "city" in call.input
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "rain"}
    first["messages"] += [
        {"role": "assistant", "content": [call.model_dump(include={"type", "id", "name", "input"})]},
        {"role": "user", "content": [result]},
    ]
    assert client(gateway).messages.create(**first).content[0].text == "The tool said: rain"


@pytest.mark.parametrize(
    "status, error",
    [(400, anthropic.BadRequestError), (429, anthropic.RateLimitError), (500, anthropic.InternalServerError)],
)
def test_upstream_errors(gateway, status, error):
    with pytest.raises(error) as caught:
        client(gateway).messages.create(**ask("once", f"{status} for anthropic"))
    assert caught.value.body["error"]["message"]


def test_no_model(gateway):
    with pytest.raises(anthropic.NotFoundError):
        client(gateway).messages.create(**ask("nobody/nothing", "Hi"))


def test_retries_do_not_multiply(gateway, fake):
    with pytest.raises(anthropic.InternalServerError):
        client(gateway, retries=3).messages.create(**ask("thrice", "500 anthropic thrice"))
    # Fewer when the target is being left alone.
    assert 1 <= fake.calls["500 anthropic thrice"] <= 3


def test_virtual_key(locked):
    key = locked.key(limits={"rpm": 1})
    assert client(locked, key).messages.create(**ask("once", "Hi")).content
    with pytest.raises(anthropic.RateLimitError):
        client(locked, key).messages.create(**ask("once", "Hi"))
    with pytest.raises(anthropic.AuthenticationError):
        client(locked, "dgm_wrong").messages.create(**ask("once", "Hi"))

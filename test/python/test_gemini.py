import pytest
from google import genai
from google.genai import errors, types


clients = []


def client(gateway, key="any"):
    options = types.HttpOptions(base_url=gateway.url, timeout=20_000)
    # One that nobody holds closes itself, even while it is asking.
    clients.append(genai.Client(api_key=key, http_options=options))
    return clients[-1]


@pytest.mark.parametrize("dialect", ["openai-chat", "anthropic", "gemini", "ollama"])
def test_generate(gateway, dialect):
    answer = client(gateway).models.generate_content(
        model=f"sandbox/{dialect}", contents="Hello there!"
    )
    assert answer.text == "You said: Hello there!"
    assert answer.usage_metadata.candidates_token_count > 0


def test_stream(gateway):
    chunks = client(gateway).models.generate_content_stream(
        model="sandbox/anthropic", contents="Hello there!"
    )
    assert "".join(chunk.text or "" for chunk in chunks) == "You said: Hello there!"


def test_tools(gateway):
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    declared = types.FunctionDeclaration(
        name="weather", description="Tells it.", parameters_json_schema=schema
    )
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[declared])])
    answer = client(gateway).models.generate_content(
        model="sandbox/openai-chat", contents="What is the weather?", config=config
    )
    [call] = answer.function_calls
    assert call.name == "weather" and "city" in call.args


@pytest.mark.parametrize(
    "status, error", [(400, errors.ClientError), (429, errors.ClientError), (503, errors.ServerError)]
)
def test_upstream_errors(gateway, status, error):
    with pytest.raises(error) as caught:
        client(gateway).models.generate_content(model="once", contents=f"{status} for gemini")
    assert caught.value.code == status
    assert caught.value.message


def test_virtual_key(locked):
    key = locked.key(limits={"rpm": 1})
    assert client(locked, key).models.generate_content(model="once", contents="Hi").text
    with pytest.raises(errors.ClientError) as caught:
        client(locked, key).models.generate_content(model="once", contents="Hi")
    assert caught.value.code == 429
    with pytest.raises(errors.ClientError) as caught:
        client(locked, "dgm_wrong").models.generate_content(model="once", contents="Hi")
    assert caught.value.code in (401, 403)

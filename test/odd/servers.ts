// Fake upstreams: each serves the API page at the top of its spec, and nothing else. What the page does not know is a 400.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export interface Asked {
  url: string;
  headers: IncomingMessage["headers"];
  body: any;
  /** What the last user message says: which answer is wanted. */
  wish: string;
}
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** Messages of a stream as text, written one by one. */
  lines?: string[];
}
export type Api = (asked: Asked) => Reply;

export async function serve(
  api: Api,
): Promise<{ url: string; asked: Asked[]; close: () => Promise<void> }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text ? JSON.parse(text) : {};
    const wish =
      /\b(text|tool|think|error|inside|flag|cut|busy)\b/.exec(
        text.slice(text.lastIndexOf("wish:")),
      )?.[1] ?? "text";
    const one: Asked = { url: request.url ?? "", headers: request.headers, body, wish };
    asked.push(one);
    const reply = api(one);
    response.writeHead(reply.status ?? 200, {
      "content-type": reply.lines ? "text/event-stream" : "application/json",
      ...reply.headers,
    });
    if (!reply.lines) return void response.end(JSON.stringify(reply.json));
    for (const line of reply.lines) {
      response.write(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

const sse = (value: unknown, event?: string): string =>
  `${event === undefined ? "" : `event: ${event}\n`}data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const strangers = (body: object, known: string): string[] =>
  Object.keys(body).filter((key) => !known.split(" ").includes(key));
const args = '{"city":"Oslo"}';

const kelpie: Api = ({ url, headers, body, wish }) => {
  const quota = {
    "x-quota-requests-limit": "60",
    "x-quota-requests-remaining": "59",
    "x-quota-reset-ms": "1500",
  };
  const fail = (status: number, error: string, code: number): Reply => ({
    status,
    headers: quota,
    json: { error, code },
  });
  if (url !== "/accounts/acc-1/v1/chat/completions") return fail(404, `no such path ${url}`, 1211);
  if (headers.authorization !== "Api-Key dummy") return fail(401, "wrong key", 1001);
  const odd = strangers(
    body,
    "model messages tools tool_choice temperature top_p max_new_tokens stop random_seed stream",
  );
  if (odd.length) return fail(400, `unknown: ${odd.join()}`, 1210);
  if (body.stop !== undefined && typeof body.stop !== "string")
    return fail(400, "stop is a string", 1210);
  if (wish === "error") return fail(400, "slow down", 1302);
  if (wish === "inside" && !body.stream) return fail(200, "slow down", 1302);
  const meta = { tokens: { prompt: 7, completion: 3 } };
  const calls = [{ id: "c1", type: "function", function: { name: "weather", arguments: args } }];
  const finish =
    wish === "tool"
      ? "tool_use"
      : wish === "flag"
        ? "content_flagged"
        : body.max_new_tokens === 1
          ? "max_length"
          : "eos_token";
  if (!body.stream) {
    const message =
      wish === "tool"
        ? { role: "assistant", content: null, tool_calls: calls }
        : { role: "assistant", content: "Hello there" };
    return {
      headers: quota,
      json: {
        id: "k1",
        model: body.model,
        created: 5,
        choices: [{ index: 0, message, finish_reason: finish }],
        meta,
      },
    };
  }
  const chunk = (delta: unknown, more?: object, end: string | null = null): string =>
    sse({
      id: "k1",
      model: body.model,
      created: 5,
      choices: [{ index: 0, delta, finish_reason: end }],
      ...more,
    });
  if (wish === "inside")
    return {
      lines: [
        chunk({ role: "assistant", content: "Hel" }),
        sse({ error: "slow down", code: 1302 }),
      ],
    };
  if (wish === "tool")
    return {
      lines: [
        chunk({
          role: "assistant",
          tool_calls: [{ index: 0, ...calls[0], function: { name: "weather", arguments: "" } }],
        }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: args.slice(0, 5) } }] }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: args.slice(5) } }] }),
        chunk({}, { meta }, finish),
        sse("[DONE]"),
      ],
    };
  return {
    headers: quota,
    lines: [
      chunk({ role: "assistant", content: "Hello" }),
      chunk({ content: " there" }),
      chunk({}, { meta }, finish),
      sse("[DONE]"),
    ],
  };
};

const halcyon: Api = ({ url, headers, body, wish }) => {
  const fail = (status: number, message: string): Reply => ({
    status,
    json: { id: "h-err", message },
  });
  if (url !== "/v2/chat") return fail(404, `no such path ${url}`);
  if (headers.authorization !== "Bearer dummy") return fail(401, "invalid api token");
  const odd = strangers(
    body,
    "model messages tools tool_choice temperature p k seed frequency_penalty max_tokens stop_sequences stream response_format",
  );
  if (odd.length) return fail(400, `unknown field ${odd.join()}`);
  if (![undefined, "REQUIRED", "NONE"].includes(body.tool_choice)) return fail(400, "tool_choice");
  for (const message of body.messages)
    if (message.role === "tool" && message.content?.[0]?.document?.data !== "rain")
      return fail(400, "a tool's content is a list of documents");
  if (wish === "error") return fail(400, "too many tokens: size limit exceeded");
  if (wish === "busy") return fail(429, "trial key limit");
  const usage = {
    billed_units: { input_tokens: 4, output_tokens: 3 },
    tokens: { input_tokens: 14, output_tokens: 5 },
    cached_tokens: 4,
  };
  const call = { id: "c1", type: "function", function: { name: "weather", arguments: args } };
  const finish_reason =
    wish === "tool" ? "TOOL_CALL" : body.max_tokens === 1 ? "MAX_TOKENS" : "COMPLETE";
  const thinking = wish === "think" ? [{ type: "thinking", thinking: "Hmm." }] : [];
  if (!body.stream)
    return {
      json: {
        id: "h1",
        message: {
          role: "assistant",
          ...(wish === "tool"
            ? { tool_plan: "I ask.", tool_calls: [call] }
            : { content: [...thinking, { type: "text", text: "Hello there" }] }),
        },
        finish_reason,
        usage,
      },
    };
  const event = (type: string, rest: object): string => sse({ type, ...rest }, type);
  const message = (value: object): object => ({ delta: { message: value } });
  const begin = event("message-start", {
    id: "h1",
    ...message({ role: "assistant", content: [], tool_plan: "", tool_calls: [] }),
  });
  const end = event("message-end", { delta: { finish_reason, usage } });
  const text = (index: number, kind: "text" | "thinking", pieces: string[]): string[] => [
    event("content-start", { index, ...message({ content: { type: kind, [kind]: "" } }) }),
    ...pieces.map((piece) =>
      event("content-delta", { index, ...message({ content: { [kind]: piece } }) }),
    ),
    event("content-end", { index }),
  ];
  if (wish === "tool")
    return {
      lines: [
        begin,
        event("tool-plan-delta", message({ tool_plan: "I " })),
        event("tool-plan-delta", message({ tool_plan: "ask." })),
        ...[0, 1].flatMap((index) => [
          event("tool-call-start", {
            index,
            ...message({
              tool_calls: {
                id: `c${String(index + 1)}`,
                type: "function",
                function: { name: "weather", arguments: "" },
              },
            }),
          }),
          event("tool-call-delta", {
            index,
            ...message({ tool_calls: { function: { arguments: args.slice(0, 5) } } }),
          }),
          event("tool-call-delta", {
            index,
            ...message({ tool_calls: { function: { arguments: args.slice(5) } } }),
          }),
          event("tool-call-end", { index }),
        ]),
        end,
      ],
    };
  if (wish === "cut") return { lines: [begin, ...text(0, "text", ["Hello"])] };
  return {
    lines: [
      begin,
      ...(wish === "think" ? text(0, "thinking", ["Hm", "m."]) : []),
      ...text(thinking.length, "text", ["Hello", " there"]),
      end,
    ],
  };
};

const brook: Api = ({ url, body, wish }) => {
  const fail = (status: number, failed: string, kind: string): Reply => ({
    status,
    json: { failed, kind },
  });
  if (url !== "/generate?token=dummy") return fail(401, `wrong token ${url}`, "key");
  const odd = [
    ...strangers(body, "model turns functions use options live"),
    ...strangers(body.options ?? {}, "temperature nucleus longest until"),
  ];
  if (odd.length) return fail(400, `unknown ${odd.join()}`, "input");
  for (const turn of body.turns)
    if (
      turn.from === "fn"
        ? turn.fn !== "weather" || turn.gave !== "rain"
        : typeof turn.text !== "string" && !turn.calls
    )
      return fail(400, `wrong turn ${JSON.stringify(turn)}`, "input");
  if (wish === "error") return fail(503, "come again", "busy");
  const counts = { read: 6, written: 2 };
  const calls = [{ fn: "weather", with: { city: "Oslo" } }];
  const why = wish === "tool" ? "call" : body.options?.longest === 1 ? "limit" : "end";
  if (!body.live)
    return {
      json:
        wish === "tool"
          ? { text: "", calls, why, counts }
          : { text: "Hello there", calls: [], why, counts },
    };
  const end = line({ over: true, why, counts });
  const type = { "content-type": "application/x-ndjson" };
  if (wish === "inside")
    return {
      headers: type,
      lines: [line({ text: "Hel" }), line({ failed: "come again", kind: "busy" })],
    };
  if (wish === "cut") return { headers: type, lines: [line({ text: "Hel" })] };
  if (wish === "tool")
    return {
      headers: type,
      lines: [line({ calls }), line({ calls: [{ fn: "weather", with: { city: "Bergen" } }] }), end],
    };
  return {
    headers: type,
    lines: [
      line({ text: "Hel" }),
      line({ text: "Hello" }),
      line({ text: "Hello" }),
      line({ text: "Hello there" }),
      end,
    ],
  };
};

const tern: Api = ({ url, headers, body, wish }) => {
  const fail = (status: number, code: string, message: string): Reply => ({
    status,
    json: { code, message, request_id: "r1" },
  });
  if (url !== "/api/v1/services/text-generation/generation")
    return fail(404, "NotFound", `no such path ${url}`);
  const odd = [
    ...strangers(body, "model input parameters"),
    ...strangers(body.input, "messages"),
    ...strangers(
      body.parameters,
      "result_format incremental_output temperature top_p top_k max_tokens stop seed repetition_penalty enable_thinking thinking_budget tools tool_choice response_format",
    ),
  ];
  if (odd.length) return fail(400, "InvalidParameter", `unknown ${odd.join()}`);
  if (body.parameters.result_format !== "message")
    return fail(400, "InvalidParameter", "result_format");
  const live = headers["x-tern-sse"] === "enable";
  if ((body.parameters.incremental_output === true) !== live)
    return fail(400, "InvalidParameter", "incremental_output goes with streams");
  if (wish === "error") return fail(429, "Throttling", "slow down");
  const calls = [
    { id: "c1", type: "function", index: 0, function: { name: "weather", arguments: args } },
  ];
  const usage = (n: number): object => ({
    input_tokens: 9,
    output_tokens: n,
    total_tokens: 9 + n,
    prompt_tokens_details: { cached_tokens: 2 },
    output_tokens_details: { reasoning_tokens: 1 },
  });
  const finish =
    wish === "tool" ? "tool_calls" : body.parameters.max_tokens === 1 ? "length" : "stop";
  const message = (text: string, more?: object): object => ({
    role: "assistant",
    content: text,
    ...more,
  });
  const whole = (value: object, end: string, n: number): object => ({
    request_id: "r1",
    output: { choices: [{ finish_reason: end, message: value }] },
    usage: usage(n),
  });
  if (!live)
    return {
      json: whole(
        message(
          wish === "tool" ? "" : "Hello there",
          wish === "tool"
            ? { tool_calls: calls }
            : wish === "think"
              ? { reasoning_content: "Hmm." }
              : {},
        ),
        finish,
        4,
      ),
    };
  const piece = (value: object, end = "null", n = 1): string =>
    `id:${String(n)}\nevent:result\n:HTTP_STATUS/200\n${sse(whole(value, end, n)).replace("data: ", "data:")}`;
  if (wish === "inside")
    return {
      lines: [
        piece(message("Hel")),
        `event:error\n:HTTP_STATUS/429\ndata:${JSON.stringify({ code: "Throttling", message: "slow down", request_id: "r1" })}\n\n`,
      ],
    };
  if (wish === "cut") return { lines: [piece(message("Hel"))] };
  if (wish === "tool")
    return {
      lines: [
        piece(
          message("", {
            tool_calls: [{ ...calls[0], function: { name: "weather", arguments: "" } }],
          }),
        ),
        piece(
          message("", {
            tool_calls: [
              { index: 0, id: "", type: "function", function: { arguments: args.slice(0, 5) } },
            ],
          }),
          "null",
          2,
        ),
        piece(
          message("", {
            tool_calls: [
              { index: 0, id: "", type: "function", function: { arguments: args.slice(5) } },
            ],
          }),
          "null",
          3,
        ),
        piece(message(""), finish, 4),
      ],
    };
  return {
    lines: [
      ...(wish === "think" ? [piece(message("", { reasoning_content: "Hmm." }))] : []),
      piece(message("Hello"), "null", 2),
      piece(message(" there"), "null", 3),
      piece(message(""), finish, 4),
    ],
  };
};

const maru: Api = ({ url, headers, body, wish }) => {
  const base = (status_code: number, status_msg = ""): object => ({
    base_resp: { status_code, status_msg },
  });
  const rates = {
    "x-rpm-limit": "20",
    "x-rpm-left": "19",
    "x-tpm-limit": "1000",
    "x-tpm-left": "990",
    "trace-id": "t-1",
  };
  const fail = (code: number, message: string): Reply => ({
    headers: rates,
    json: { choices: null, ...base(code, message) },
  });
  if (url !== "/v1/text/chatcompletion_v2?GroupId=g-1") return fail(2013, `no such path ${url}`);
  if (headers.authorization !== "Bearer dummy") return fail(1004, "login fail");
  if (body.temperature !== undefined && (body.temperature <= 0 || body.temperature > 1))
    return fail(2013, "temperature");
  if (body.messages.some((message: any) => message.role === "system"))
    return fail(2013, "no system role");
  if (body.tools?.some((tool: any) => typeof tool.function.parameters !== "string"))
    return fail(2013, "parameters are text");
  if (wish === "error") return fail(1002, "rate limit");
  const usage = { prompt_tokens: 8, completion_tokens: 3, reasoning_tokens: 2, total_tokens: 13 };
  const calls = [{ id: "c1", type: "function", function: { name: "weather", arguments: args } }];
  const finish = wish === "tool" ? "tool_calls" : wish === "flag" ? "sensitive" : "stop";
  const message =
    wish === "tool"
      ? { role: "assistant", content: "", tool_calls: calls }
      : { role: "assistant", content: "<think>\nHmm.\n</think>\n\nHello there" };
  const whole = {
    id: "m1",
    object: "chat.completion",
    created: 5,
    model: body.model,
    choices: [{ index: 0, message, finish_reason: finish }],
    usage,
    ...base(0),
  };
  if (!body.stream) return { headers: rates, json: whole };
  const chunk = (delta: object, end?: string): string =>
    sse({
      id: "m1",
      object: "chat.completion.chunk",
      created: 5,
      model: body.model,
      choices: [
        {
          index: 0,
          delta: { role: "assistant", ...delta },
          ...(end ? { finish_reason: end } : {}),
        },
      ],
      ...base(0),
    });
  if (wish === "inside")
    return {
      lines: [chunk({ content: "<think>Hm" }), sse({ choices: null, ...base(1002, "rate limit") })],
    };
  if (wish === "tool")
    return { lines: [chunk({ tool_calls: [{ index: 0, ...calls[0] }] }, finish), sse(whole)] };
  return {
    headers: rates,
    lines: [
      chunk({ content: "<thi" }),
      chunk({ content: "nk>\nHmm.\n</th" }),
      chunk({ content: "ink>\n\nHello" }),
      chunk({ content: " there" }, finish),
      sse(whole),
    ],
  };
};

const ibis: Api = ({ url, headers, body, wish }) => {
  const fail = (code: number, status: string, message: string): Reply => ({
    status: code,
    json: [{ error: { code, message, status } }],
  });
  const live = url === "/v1/models/m1:streamRawPredict";
  if (!live && url !== "/v1/models/m1:rawPredict")
    return fail(404, "NOT_FOUND", `no such path ${url}`);
  if (headers.authorization !== "Bearer dummy" || headers["x-api-key"])
    return fail(403, "PERMISSION_DENIED", "wrong token");
  if (body.model || body.version !== "ibis-2025-01")
    return fail(400, "INVALID_ARGUMENT", "version");
  if (wish === "error") return fail(429, "RESOURCE_EXHAUSTED", "slow down");
  const calls = { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Oslo" } };
  const thought = { type: "thinking", thinking: "Hmm.", signature: "sig" };
  const content: any[] =
    wish === "tool"
      ? [calls]
      : [...(wish === "think" ? [thought] : []), { type: "text", text: "Hello there" }];
  const stop_reason = wish === "tool" ? "tool_use" : wish === "flag" ? "guarded" : "end_turn";
  const usage = {
    input_tokens: 6,
    cache_read_input_tokens: 2,
    cache_creation_input_tokens: 0,
    output_tokens: 4,
    thinking_tokens: 3,
  };
  const head = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "m1",
    stop_sequence: null,
  };
  if (!live) return { json: { ...head, content, stop_reason, usage } };
  const event = (type: string, rest: object = {}): string => sse({ type, ...rest }, type);
  return {
    lines: [
      event("message_start", {
        message: {
          ...head,
          content: [],
          stop_reason: null,
          usage: { ...usage, output_tokens: 1, thinking_tokens: 0 },
        },
      }),
      ...content.flatMap((block, index) => [
        event("content_block_start", {
          index,
          content_block:
            block.type === "tool_use"
              ? { ...block, input: {} }
              : block.type === "thinking"
                ? { type: "thinking", thinking: "", signature: "" }
                : { type: "text", text: "" },
        }),
        ...(block.type === "tool_use"
          ? [
              { type: "input_json_delta", partial_json: args.slice(0, 5) },
              { type: "input_json_delta", partial_json: args.slice(5) },
            ]
          : block.type === "thinking"
            ? [
                { type: "thinking_delta", thinking: "Hmm." },
                { type: "signature_delta", signature: "sig" },
              ]
            : [
                { type: "text_delta", text: "Hello" },
                { type: "text_delta", text: " there" },
              ]
        ).map((delta) => event("content_block_delta", { index, delta })),
        event("content_block_stop", { index }),
      ]),
      ...(wish === "inside"
        ? [event("error", { error: { type: "overloaded_error", message: "busy" } })]
        : [
            event("message_delta", {
              delta: { stop_reason, stop_sequence: null },
              usage: { output_tokens: 4, thinking_tokens: 3 },
            }),
            event("message_stop"),
          ]),
    ],
  };
};

/** An envelope around the answer, named events, cumulative text, thinking tags. */
const acme: Api = ({ url, headers, body, wish }) => {
  const fail = (kind: string, detail: string): Reply => ({
    json: { ok: false, problem: { kind, detail } },
  });
  const live = url === "/v1/generate/m1/live";
  if (!live && url !== "/v1/generate/m1") return fail("NO_PATH", url);
  if (headers.authorization !== "Api-Key dummy" || (headers["x-live"] === "on") !== live)
    return fail("NO_KEY", "wrong key");
  const odd = [
    ...strangers(body, "input settings tools"),
    ...strangers(body.settings ?? {}, "temp limit halt"),
  ];
  if (odd.length) return fail("WRONG", odd.join());
  if (wish === "error") return fail("SLOW_DOWN", "slow down");
  const calls = [{ call: "weather", args: { city: "Oslo" }, ref: "c1" }];
  const stop = wish === "tool" ? "CALLS" : body.settings?.limit === 1 ? "LIMIT" : "DONE";
  const tokens = { in: 7, of_that_cached: 2, out: 3 };
  if (!live)
    return {
      json: {
        ok: true,
        data: {
          id: "a1",
          model: "m1",
          reply: {
            author: "bot",
            ...(wish === "tool" ? { calls } : { text: "<think>Hmm.</think>Hello there" }),
          },
          stop,
          tokens,
        },
      },
    };
  const event = (type: string, rest: object): string =>
    sse({ id: "a1", model: "m1", ...rest }, type);
  if (wish === "inside")
    return {
      lines: [
        event("delta", { piece: "Hel" }),
        event("problem", { problem: { kind: "SLOW_DOWN", detail: "slow down" } }),
      ],
    };
  if (wish === "cut") return { lines: [event("delta", { piece: "Hel" })] };
  return {
    lines: [
      ...(wish === "tool"
        ? [event("call", { calls })]
        : ["<thi", "<think>Hm", "<think>Hmm.</think>Hello", "<think>Hmm.</think>Hello there"].map(
            (piece) => event("delta", { piece }),
          )),
      event("end", { stop, tokens }),
    ],
  };
};

export const apis: Record<string, Api> = { acme, kelpie, halcyon, brook, tern, maru, ibis };

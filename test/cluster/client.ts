import { Agent, request as send } from "node:http";

/** What a client made of one request. */
export interface Answer {
  /** The node that was asked. */
  node: string;
  /** 0: no answer. */
  status: number;
  /** The gateway's id of the request, by which its row is found. */
  id?: string;
  /** The exact cost as the client was told, USD. */
  cost?: string;
  /** Kind and words of an error. */
  code?: string;
  message?: string;
  headers: Record<string, string | string[] | undefined>;
  /** When it ended, unix milliseconds, and how long it took. */
  at: number;
  ms: number;
}

/** What is asked. */
export interface Question {
  key?: string;
  model?: string;
  /** Characters of the prompt: four make a token of the estimate. */
  prompt?: string;
  max_tokens?: number;
  stream?: boolean;
  patience_ms?: number;
}

/** Where a request goes. */
export interface Place {
  name: string;
  url: string;
}

/** Clients of the gateways, with connections that are kept and closed together. */
export interface Clients {
  ask(place: Place, question: Question): Promise<Answer>;
  /** All that was answered until now. */
  readonly heard: Answer[];
  close(): void;
}

/** Makes clients; a request that gets no whole answer has the status 0, and never rejects. */
export function createClients(): Clients {
  const agent = new Agent({ keepAlive: true, maxSockets: 2000 });
  const heard: Answer[] = [];
  return {
    heard,
    async ask(place, question) {
      const answer = await exchange(agent, place, question);
      heard.push(answer);
      return answer;
    },
    close: () => agent.destroy(),
  };
}

function exchange(agent: Agent, { name, url }: Place, question: Question): Promise<Answer> {
  const { key, prompt = "How are you today?", patience_ms = 10_000 } = question;
  const { model = "openai/gpt-4o-mini", max_tokens = 37, stream = false } = question;
  const began = performance.now();
  const answer: Answer = { node: name, status: 0, headers: {}, at: 0, ms: 0 };
  const messages = [{ role: "user", content: prompt }];
  const headers = {
    "content-type": "application/json",
    ...(key && { authorization: `Bearer ${key}` }),
  };
  return new Promise((resolve) => {
    const end = (message?: string): void => {
      if (message !== undefined) Object.assign(answer, { status: 0, message });
      Object.assign(answer, { at: Date.now(), ms: performance.now() - began });
      resolve(answer);
    };
    const options = { method: "POST", agent, headers };
    const request = send(`${url}/v1/chat/completions`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", (error) => end(error.message));
      response.on("end", () => {
        answer.status = response.statusCode ?? 0;
        answer.headers = { ...response.headers, ...response.trailers };
        answer.id = String(response.headers["x-request-id"]);
        const cost = answer.headers["x-dragoman-cost"];
        if (typeof cost === "string" && cost !== "unknown") answer.cost = cost;
        const text = Buffer.concat(chunks).toString();
        if (answer.status !== 200) Object.assign(answer, errorOf(text));
        else if (!text.includes(stream ? "[DONE]" : '"choices"')) return end("the answer is cut");
        end();
      });
    });
    request.setTimeout(patience_ms, () => request.destroy(new Error("the client's patience")));
    request.on("error", (error) => end(error.message));
    request.end(JSON.stringify({ model, max_tokens, messages, stream }));
  });
}

function errorOf(text: string): Pick<Answer, "code" | "message"> {
  try {
    const { error } = JSON.parse(text);
    return { code: error.code ?? error.type, message: error.message };
  } catch {
    return { message: text.slice(0, 200) };
  }
}

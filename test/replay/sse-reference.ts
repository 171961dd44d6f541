/** One server-sent event as it is dispatched: its name ("message" when none was given) and its data lines joined. */
export type SseEvent = { event: string; data: string };

/** What a wire text falls into: the JSON values in order, and what stood between or after them. */
export type Payloads = {
  /** Parsed values with the SSE event name they came under ("" where the framing has no names). */
  values: { event: string; value: unknown }[];
  /** Was `[DONE]` seen? Nothing after it is read. */
  done: boolean;
  /** Data that was no JSON, skipped. */
  garbage: string[];
  /** Text of an SSE body that the grammar ignores, though it is no comment (a bare JSON error, for one). */
  stray: string;
};

/**
 * Splits a whole SSE text into events by the WHATWG grammar (https://html.spec.whatwg.org/multipage/server-sent-events.html):
 * BOM, three line ends, comments, one optional space after the colon, data lines joined by a line feed. Slow and plain on
 * purpose. One leniency: an event that the end of the text cuts off is dispatched, because providers leave out the last
 * blank line.
 */
export function parseSse(text: string): { events: SseEvent[]; stray: string } {
  const events: SseEvent[] = [];
  const stray: string[] = [];
  let event = "";
  let data: string[] = [];
  const dispatch = () => {
    if (data.length > 0) events.push({ event: event || "message", data: data.join("\n") });
    event = "";
    data = [];
  };
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/)) {
    if (line === "") {
      dispatch();
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field !== "" && field !== "id" && field !== "retry") stray.push(line);
  }
  dispatch();
  return { events, stray: stray.join("\n") };
}

/** The JSON values of an SSE text, up to `[DONE]`. */
export function readSse(text: string): Payloads {
  const { events, stray } = parseSse(text);
  const out: Payloads = { values: [], done: false, garbage: [], stray };
  for (const { event, data } of events) {
    if (data.trim() === "[DONE]") {
      out.done = true;
      break;
    }
    if (data.trim() !== "") put(out, event, data);
  }
  return out;
}

/** The JSON values of a text with one value a line. */
export function readLines(text: string): Payloads {
  const out: Payloads = { values: [], done: false, garbage: [], stray: "" };
  for (const line of text.split("\n")) if (line.trim() !== "") put(out, "", line);
  return out;
}

/**
 * The elements of a body that is one JSON array; a body that is one value is that value. A cut array is read as far as
 * its elements are whole, by trying every closing brace.
 */
export function readArray(text: string): Payloads {
  const out: Payloads = { values: [], done: false, garbage: [], stray: "" };
  let whole: unknown;
  for (
    let end = text.length;
    end > 0 && whole === undefined;
    end = text.lastIndexOf("}", end - 1)
  ) {
    whole = parse(end === text.length ? text : `${text.slice(0, end + 1)}]`);
  }
  if (whole === undefined) out.garbage.push(text);
  else
    for (const value of Array.isArray(whole) ? whole : [whole])
      out.values.push({ event: "", value });
  return out;
}

function put(out: Payloads, event: string, data: string): void {
  const value = parse(data);
  if (value === undefined) out.garbage.push(data);
  else out.values.push({ event, value });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

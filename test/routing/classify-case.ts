import type * as Hub from "../../generated/hub.types.ts";
import type { TaskClass } from "../../runtime/route-config.ts";

/** A prompt of our own, what a person would call it, and what else the request says. */
export type Labelled = readonly [
  task: TaskClass,
  /** The last turn of the user. */
  prompt: string,
  /** Settings of the request. */
  also?: Partial<Hub.Request>,
  system?: string,
  /** Earlier turns: user and assistant in turn. */
  before?: readonly string[],
];

/** The hub request of a labelled prompt. */
export function requestOf([, prompt, also, system, before]: Labelled): Hub.Request {
  const messages: Hub.Message[] = [...(before ?? []), prompt].map((text, i) => ({
    role: i % 2 === 0 ? ("user" as const) : ("assistant" as const),
    parts: [{ kind: "text" as const, text }],
  }));
  if (system) messages.unshift({ role: "system", parts: [{ kind: "text", text: system }] });
  return { model: "m", messages, ...also };
}

/** An answer that must be one of these words. */
export function choice(...values: string[]): Partial<Hub.Request> {
  return schema({ label: { type: "string", enum: values } });
}

/** An answer that must be an object with these fields. */
export function schema(properties: Record<string, unknown>): Partial<Hub.Request> {
  return { output: { type: "schema", schema: { type: "object", properties } } };
}

/** Functions that the model may call, by their names. */
export function tools(...names: string[]): Partial<Hub.Request> {
  return { tools: names.map((name) => ({ kind: "function" as const, name })) };
}

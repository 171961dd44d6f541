import { gatewayError } from "./errors.ts";

/** A misbehaviour that a request has asked the sandbox for, with its settings. */
export interface Fault {
  /** An HTTP status, or one of the names below. */
  name: string;
  settings: Readonly<Record<string, string>>;
}

/** What can be asked for besides a status. */
export const FAULTS: Readonly<Record<string, string>> = {
  cut: "closes the connection after some events (after=3)",
  unfinished: "ends the stream without an end (after=3)",
  silent: "accepts and never answers",
  stall: "falls silent after some events (after=3)",
  slow: "waits before each event (ms=50)",
  "error-in-stream": "an error event after some events (after=3)",
  "error-in-200": "an error as the only event, or as the body of a 200",
  "invalid-json": "an event that is no JSON, among good ones (after=3)",
  reset: "closes the connection without an answer",
  html: "a page instead of an answer",
};

const SETTINGS = ["after", "ms", "retry-after", "times"];
const ANY_DIRECTIVE = /\[\[fault:([^\]]*)\]\]/i;
const DIRECTIVE = /\[\[fault:([a-z0-9-]+)((?:\s+[a-z-]+=[^\s\]]+)*)\s*\]\]/i;
const seen = new Map<string, number>();
const MAX_SEEN = 1000;

/**
 * The fault that a request asks for: `[[fault:429 retry-after=2]]` in its last text, or `/429,retry-after=2`
 * behind the model. With `times=2` only the first two of the same requests get it. Throws a `GatewayError` for a
 * directive that is not known: who asks for a fault and gets an answer takes it for passed.
 */
export function faultOf(model: string, text: string): Fault | undefined {
  const found = DIRECTIVE.exec(text);
  const said = ANY_DIRECTIVE.exec(text);
  if (said && !(found && isFault(found[1]!) && areSettings(found[2]!))) throw unknown(said[1]!);
  const slash = model.indexOf("/");
  const asked = found
    ? { name: found[1]!, settings: settings(found[2]!.split(/\s+/)), key: text }
    : slash === -1
      ? undefined
      : suffix(model.slice(slash + 1), model + text);
  if (!asked || !isFault(asked.name)) return undefined;
  const { times } = asked.settings;
  if (times !== undefined && count(asked.key) > Number(times)) return undefined;
  return { name: asked.name, settings: asked.settings };
}

/** The text without the directive, which is not meant for the model. */
export function withoutFault(text: string): string {
  return text.replace(DIRECTIVE, "").trim();
}

/** A setting as a number. */
export function setting(fault: Fault, name: string, otherwise: number): number {
  const value = Number(fault.settings[name] ?? otherwise);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
}

function isFault(name: string): boolean {
  return Object.hasOwn(FAULTS, name) || /^[345]\d\d$/.test(name);
}

function areSettings(pairs: string): boolean {
  return Object.keys(settings(pairs.split(/\s+/))).every((name) => SETTINGS.includes(name));
}

function unknown(said: string): Error {
  const faults = Object.entries(FAULTS).map(([name, what]) => `${name} (${what})`);
  return gatewayError(
    "bad_request",
    `There is no fault \`${said.slice(0, 100)}\`: the sandbox knows any status from 300 to 599 (retry-after=SECONDS), ` +
      `${faults.join(", ")}; and times=N with each.`,
  );
}

function suffix(text: string, key: string) {
  const [name = "", ...rest] = text.split(",");
  return { name, settings: settings(rest), key };
}

function settings(pairs: readonly string[]): Record<string, string> {
  const found = pairs.map((pair) => pair.split("=")).filter(([name, value]) => name && value);
  return Object.fromEntries(found.map(([name, value]) => [name!, value!]));
}

function count(key: string): number {
  if (seen.size > MAX_SEEN) seen.clear();
  const times = (seen.get(key) ?? 0) + 1;
  seen.set(key, times);
  return times;
}

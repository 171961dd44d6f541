import type { Diagnostic } from "./diagnostic.ts";

/** What is wrong with a piece of a source, without the place. */
export type Fault = Pick<Diagnostic, "law" | "message" | "help">;

/** What of a parsed node decides whether it is plain. */
export interface Look {
  readonly alias: boolean;
  readonly anchor?: string | undefined;
  readonly tag?: string | undefined;
  readonly value?: unknown;
}

/** Specs are YAML without its second inheritance: no anchors, aliases or tags, and numbers that are exact. */
export function nodeFault({ alias, anchor, tag, value }: Look): Fault | undefined {
  const write = "write the value out where it is used";
  if (alias) return plain("aliases are not used here", write);
  if (anchor !== undefined) return plain("anchors are not used here", write);
  if (tag !== undefined)
    return plain("tags are not used here", "leave it out; quote text that looks like a number");
  if (typeof value !== "number") return undefined;
  const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  return exact ? undefined : plain("a number that cannot be kept exactly", "quote it");
}

/** A key occurs once in its map, is no merge key, and is none that code would take for the prototype. */
export function keyFault(key: string, earlierLine: number | undefined): Fault | undefined {
  if (earlierLine !== undefined)
    return {
      law: "duplicate-key",
      message: `duplicate key \`${key}\``,
      help: `first on line ${earlierLine}`,
    };
  if (key === "<<") return plain("merge keys are not used here", "write the keys out");
  if (key === "__proto__") return plain("`__proto__` cannot be a key");
  return undefined;
}

/** An error of the YAML parser in the style of ours. */
export function syntaxFault(code: string, message: string): Fault {
  const lower = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
  const help = syntaxHelp[code];
  return { law: "yaml-syntax", message: lower, ...(help && { help }) };
}

/** A fault against the plain form of a source. */
export function plain(message: string, help?: string): Fault {
  return { law: "plain-yaml", message, ...(help && { help }) };
}

const syntaxHelp: Record<string, string | undefined> = {
  TAB_AS_INDENT: "indent with spaces",
  BLOCK_AS_IMPLICIT_KEY: "quote a value that contains `: `",
  BAD_SCALAR_START: "quote the value",
};

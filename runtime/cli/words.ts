import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { suggest } from "../../generator/suggest.ts";
import { UsageError } from "./context.ts";

/** The options of a command, by their names without dashes. */
export type OptionTypes = NonNullable<ParseArgsConfig["options"]>;

/** A command line, read: texts, lists of texts for what may be repeated, and switches. */
export interface Words {
  text(name: string): string | undefined;
  list(name: string): string[] | undefined;
  is(name: string): boolean;
  /** The words that are no options. */
  rest: string[];
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads a command line. Throws a `UsageError` for options that are not known or lack their value. */
export function readWords(args: readonly string[], options: OptionTypes): Words {
  const known = { ...options, help: { type: "boolean", short: "h" } } as const;
  const { values, positionals } = parse(args, known);
  return {
    text: (name) => values[name] as string | undefined,
    list: (name) => values[name] as string[] | undefined,
    is: (name) => values[name] === true,
    rest: positionals,
  };
}

/** Milliseconds that a text such as `90s`, `15m`, `24h`, `30d` or `4w` says; undefined when it is none. */
export function spanOf(text: string): number | undefined {
  const match = /^(\d{1,6})([smhdw])$/.exec(text.trim());
  return match ? Number(match[1]) * UNITS[match[2]!]! : undefined;
}

function parse(args: readonly string[], options: OptionTypes) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
      const name = /'--?([^'=]*)/.exec(message)?.[1] ?? "";
      const help = suggest(name, Object.keys(options), "options");
      throw new UsageError(`there is no option \`--${name.slice(0, 50)}\`: ${help}`);
    }
    if (code?.startsWith("ERR_PARSE_ARGS")) throw new UsageError(message.split(". ")[0]!);
    throw error;
  }
}

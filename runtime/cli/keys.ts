import { suggest } from "../../generator/suggest.ts";
import type { VirtualKey } from "../keys/key.ts";
import type { IssuedKey, KeyStore } from "../keys/store.ts";
import { UsageError, withDatabase } from "./context.ts";
import type { CliContext } from "./context.ts";
import { FIELD_OPTIONS, fieldsOf } from "./key-options.ts";
import { keyLines, keyTable } from "./key-views.ts";
import { USAGE } from "./usage.ts";
import { readWords, spanOf } from "./words.ts";
import type { OptionTypes, Words } from "./words.ts";

/** What a command gives: what is printed as JSON, and what for people. */
interface Result {
  json: unknown;
  text: string;
}

interface Command {
  options: OptionTypes;
  /** Is it about one key, whose id or name comes first? */
  named: boolean;
  /** Reads its words, so that what is wrong with them is told before a database is opened. */
  prepare(words: Words, now: number): (store: KeyStore, id: string) => Promise<Result>;
}

/** `dragoman keys ...`: gives the exit code. */
export async function runKeys(args: readonly string[], context: CliContext): Promise<number> {
  const [name = "", ...rest] = args;
  if (["", "help", "--help", "-h"].includes(name)) {
    (name === "" ? context.err : context.out)(USAGE);
    return name === "" ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const help = suggest(name, Object.keys(COMMANDS), "commands");
    throw new UsageError(`there is no command \`keys ${name.slice(0, 50)}\`: ${help}`);
  }
  const words = readWords(rest, { ...command.options, json: { type: "boolean" } });
  if (words.is("help")) {
    context.out(USAGE);
    return 0;
  }
  const [key, ...more] = words.rest;
  if (command.named && key === undefined)
    throw new UsageError(`\`keys ${name}\` needs the id or the name of a key`);
  const extra = command.named ? more[0] : key;
  if (extra !== undefined)
    throw new UsageError(`\`keys ${name}\` does not know what \`${extra.slice(0, 50)}\` is`);
  const work = command.prepare(words, context.now());
  const result = await withDatabase(context, async ({ keys }) => {
    return work(keys, command.named ? (await keys.named(key!)).id : "");
  });
  context.out(words.is("json") ? `${JSON.stringify(result.json, null, 2)}\n` : result.text);
  return 0;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  create: {
    options: FIELD_OPTIONS,
    named: false,
    prepare(words, now) {
      const fields = fieldsOf(words, now);
      if (fields["name"] === undefined) throw new UsageError("`keys create` needs `--name`");
      return async (store) => issued("Made", await store.create(fields));
    },
  },
  list: {
    options: { deleted: { type: "boolean" } },
    named: false,
    prepare: (words, now) => async (store) => {
      const keys = await store.list({ deleted: words.is("deleted") });
      return { json: keys, text: keyTable(keys, now) };
    },
  },
  show: {
    options: {},
    named: true,
    prepare: (_, now) => async (store, id) => shown(await store.get(id), now),
  },
  update: {
    options: FIELD_OPTIONS,
    named: true,
    prepare(words, now) {
      const fields = fieldsOf(words, now);
      if (Object.keys(fields).length === 0)
        throw new UsageError("`keys update` needs an option that says what to change");
      return async (store, id) => shown(await store.update(id, fields), now);
    },
  },
  rotate: {
    options: { grace: { type: "string" } },
    named: true,
    prepare(words) {
      const text = words.text("grace") ?? "0s";
      const grace_ms = text === "0" ? 0 : spanOf(text);
      if (grace_ms === undefined)
        throw new UsageError("`--grace` must be a span of time such as 90s, 15m, 24h or 7d");
      return async (store, id) => issued("Rotated", await store.rotate(id, grace_ms));
    },
  },
  disable: switched(true),
  enable: switched(false),
  delete: {
    options: {},
    named: true,
    prepare: () => async (store, id) => {
      const { name } = await store.remove(id);
      return { json: { id, deleted: true }, text: `Deleted \`${name}\` (${id}).\n` };
    },
  },
};

function switched(disabled: boolean): Command {
  return {
    options: {},
    named: true,
    prepare: () => async (store, id) => {
      const key = await store.update(id, { disabled });
      const text = `${disabled ? "Disabled" : "Enabled"} \`${key.name}\` (${id}).\n`;
      return { json: key, text };
    },
  };
}

function shown(key: VirtualKey, now: number): Result {
  return { json: key, text: keyLines(key, now) };
}

function issued(what: string, { key, secret }: IssuedKey): Result {
  const text = `${what} \`${key.name}\` (${key.id}). Its secret is shown this once:\n\n  ${secret}\n`;
  return { json: { ...key, secret }, text };
}

import { readFields } from "../keys/fields.ts";
import type { VirtualKey } from "../keys/key.ts";
import { spentOf } from "../keys/spent.ts";
import type { IssuedKey } from "../keys/store.ts";
import { keyWarnings } from "../keys/warnings.ts";
import type { CliChange } from "./audit.ts";
import { UsageError } from "./context.ts";
import type { Opened } from "./context.ts";
import { FIELD_OPTIONS, fieldsOf } from "./key-options.ts";
import { keyLines, keyTable } from "./key-views.ts";
import { spanOf } from "./words.ts";
import type { OptionTypes, Words } from "./words.ts";

/** What a command gives: what is printed as JSON, and what for people. */
export interface Result {
  json: unknown;
  text: string;
  /** Lines for people that are no part of the result. */
  notes?: string[];
  /** For the audit log; absent when nothing was changed. */
  change?: CliChange;
}

/** A command `keys ...`. */
export interface Command {
  options: OptionTypes;
  /** Is it about one key, whose id or name comes first? */
  named: boolean;
  /** Reads its words, so that what is wrong with them is told before a database is opened. */
  prepare(words: Words, now: number): (opened: Opened, id: string) => Promise<Result>;
}

/** The commands by their names. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  create: {
    options: FIELD_OPTIONS,
    named: false,
    prepare(words, now) {
      const fields = fieldsOf(words, now);
      if (fields["name"] === undefined) throw new UsageError("`keys create` needs `--name`");
      readFields(fields, now);
      return async ({ keys, config, where }) => {
        const made = await keys.create(fields);
        const notes = [...warned(made.key, fields, config.routes), `kept in ${where}`];
        const change = { what: "key.create", subject: made.key.id, details: fields };
        return { ...issued("Made", made), notes, change };
      };
    },
  },
  list: {
    options: { deleted: { type: "boolean" } },
    named: false,
    prepare:
      (words, now) =>
      async ({ keys }) => {
        const all = await keys.list({ deleted: words.is("deleted") });
        return { json: all, text: keyTable(all, now) };
      },
  },
  show: {
    options: {},
    named: true,
    prepare:
      (_, now) =>
      async ({ keys, database }, id) => {
        const key = await keys.get(id);
        const spent = await spentOf(database, id, now);
        return { json: { ...key, spent }, text: keyLines(key, now, spent) };
      },
  },
  update: {
    options: FIELD_OPTIONS,
    named: true,
    prepare(words, now) {
      const fields = fieldsOf(words, now);
      if (Object.keys(fields).length === 0)
        throw new UsageError("`keys update` needs an option that says what to change");
      readFields(fields, now);
      return async ({ keys, config }, id) => {
        const key = await keys.update(id, fields);
        const change = { what: "key.update", subject: id, details: fields };
        const notes = warned(key, fields, config.routes);
        return { json: key, text: keyLines(key, now), notes, change };
      };
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
      return async ({ keys }, id) => {
        const change = { what: "key.rotate", subject: id, details: { grace_ms } };
        return { ...issued("Rotated", await keys.rotate(id, grace_ms)), change };
      };
    },
  },
  disable: switched(true),
  enable: switched(false),
  delete: {
    options: {},
    named: true,
    prepare:
      () =>
      async ({ keys }, id) => {
        const { name } = await keys.remove(id);
        const text = `Deleted \`${name}\` (${id}).\n`;
        return { json: { id, deleted: true }, text, change: { what: "key.delete", subject: id } };
      },
  },
};

function switched(disabled: boolean): Command {
  return {
    options: {},
    named: true,
    prepare:
      () =>
      async ({ keys }, id) => {
        const key = await keys.update(id, { disabled });
        const text = `${disabled ? "Disabled" : "Enabled"} \`${key.name}\` (${id}).\n`;
        const change = { what: "key.update", subject: id, details: { disabled } };
        return { json: key, text, change };
      },
  };
}

function warned(key: VirtualKey, fields: object, routes: object): string[] {
  return keyWarnings(key, fields, Object.keys(routes)).map((each) => `warning: ${each}`);
}

function issued(what: string, { key, secret }: IssuedKey): Result {
  const text = `${what} \`${key.name}\` (${key.id}). Its secret is shown this once:\n\n  ${secret}\n`;
  return { json: { ...key, secret }, text };
}

import type { Shape } from "../shape-nodes.ts";

/** What the emitters of one module share: its spec, and the constants and functions that they have asked for. */
export interface Context {
  /** Dialect or provider id; the file name of the spec. */
  id: string;
  /** The resolved spec. */
  spec: Spec;
  /** Module-level constants: name to initializer text. */
  consts: Map<string, string>;
  /** Module-level functions: name to text, in the order they were asked for. */
  functions: Map<string, string>;
}

/** The resolved spec as the emitters read it. */
export interface Spec {
  dialect: string;
  issuer: string;
  tables: Record<string, Table>;
  shapes: Record<string, Shape>;
  raw: Record<string, any>;
}

/** Wire word to hub word, and what the other direction says where it is not the inverse. */
export interface Table {
  read: Record<string, unknown>;
  write: Record<string, unknown>;
}

/** A JavaScript literal. */
export function literal(value: unknown): string {
  return JSON.stringify(value) ?? "undefined";
}

/** `snake_case`, `a.b` or `A-B` as a camel-cased identifier. */
export function camel(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words
    .map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1)))
    .join("");
  if (RESERVED.has(joined)) return `${joined}Value`;
  return /^[0-9]/.test(joined) ? `_${joined}` : joined;
}

/** Names that a variable cannot have, and those that generated code gives to its own parameters. */
const RESERVED: ReadonlySet<string> = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await op w r c h s a p m v t u f e value".split(
    " ",
  ),
);

/** The same with a capital. */
export function pascal(name: string): string {
  const id = camel(name);
  return id.charAt(0).toUpperCase() + id.slice(1);
}

/** The wire field that a path in the spec leads to; the words of the language are no fields. */
export function nameAt(path: readonly (string | number)[]): string {
  return String(path.findLast((part) => typeof part === "string" && !part.startsWith("$")));
}

/** The name of a module constant. */
export function upper(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}

/** A property key as it is written in an object literal. */
export function key(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : literal(name);
}

/** Property access, optional where asked for. */
export function access(object: string, name: string, optional = false): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${object}${optional ? "?." : "."}${name}`;
  return `${object}${optional ? "?." : ""}[${literal(name)}]`;
}

/** Keeps a constant and gives its name. */
export function constant(ctx: Context, name: string, text: string): string {
  let unique = name;
  for (let i = 2; ctx.consts.has(unique) && ctx.consts.get(unique) !== text; i++)
    unique = `${name}_${i}`;
  ctx.consts.set(unique, text);
  return unique;
}

/** The name of the constant that holds one direction of a table. */
export function tableName(ctx: Context, name: string, direction: "read" | "write"): string {
  const table = ctx.spec.tables[name];
  if (!table) throw new Error(`table ${name} is not there; a law should have said so`);
  if (direction === "read") return constant(ctx, `${upper(name)}`, literal(table.read));
  return constant(ctx, `${upper(name)}_OUT`, literal(table.write));
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m` or `2h`, as the schema has it, in milliseconds. */
export function milliseconds(span: string | undefined): number | undefined {
  return span === undefined ? undefined : Number.parseInt(span, 10) * UNITS[span.at(-1)!]!;
}

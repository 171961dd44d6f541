/** Where something stands in the spec, for diagnostics. */
export type SpecPath = readonly (string | number)[];

/** A pure predicate over the request and the model's card. */
export type Condition =
  | { is: "equals"; path: string; value: unknown }
  | { is: "has"; path: string }
  | { is: "not"; condition: Condition }
  | { is: "all"; conditions: Condition[] };

/** `$const`, or a value that stands there as it is. */
export interface Const {
  kind: "const";
  at: SpecPath;
  value: unknown;
  also: unknown[];
  absent: boolean;
  guard?: boolean;
  with?: string;
}

/** `$name`: one slot of the hub, with its modifiers. */
export interface Slot {
  kind: "slot";
  at: SpecPath;
  path: string;
  as?: string;
  table?: string;
  shape?: string;
  schema?: string;
  issuer?: string;
  fresh?: string;
  prefix?: string;
  or: unknown[];
  hasOr: boolean;
  min?: number;
  max?: number;
  above?: number;
  below?: number;
  when?: Condition;
  read: boolean;
  write: boolean;
  add: boolean;
  includes: string[];
  implies: Record<string, unknown>;
  guard?: boolean | string;
  extensionOf?: string;
}

/** An object of the wire, field by field. */
export interface Obj {
  kind: "object";
  at: SpecPath;
  fields: [key: string, shape: Shape][];
  with?: string;
  usage: boolean;
}

/**
 * The intermediate form of a wire shape. One tree serves both directions: a template when writing, a pattern
 * when reading.
 */
export type Shape =
  | Const
  | Slot
  | Obj
  | { kind: "list"; at: SpecPath; item: Shape }
  | { kind: "or"; at: SpecPath; shapes: Shape[] }
  | {
      kind: "by";
      at: SpecPath;
      path: string;
      write: boolean;
      cases: [value: string, shape: Shape | null][];
      absent?: { when: Condition; is: Shape };
    }
  | { kind: "each"; at: SpecPath; path: string; item?: Shape; shape?: string }
  | {
      kind: "parts";
      at: SpecPath;
      kinds: string[];
      as: string;
      empty: unknown;
      item?: Shape;
      unless: string[];
      read: boolean;
      write: boolean;
      only?: string;
      source?: string;
      join: string;
      answer?: string;
      pieces?: string;
    }
  | { kind: "system"; at: SpecPath; which: string; as: string; in?: string }
  | { kind: "citations"; at: SpecPath; of: string; item?: Shape; shape?: string }
  | { kind: "data_url"; at: SpecPath; media: string; data: string }
  | {
      kind: "rows";
      at: SpecPath;
      key: string;
      value: string;
      slots: [word: string, slot: string][];
    }
  | { kind: "result"; at: SpecPath; key: string; error: string }
  | { kind: "part"; at: SpecPath; kinds: string[] }
  | { kind: "lost"; at: SpecPath; reason: string }
  | { kind: "as"; at: SpecPath; part: string };

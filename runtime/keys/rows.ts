import type { KeysTable } from "../ledger/tables.ts";
import type { KeyFields } from "./fields.ts";
import type { VirtualKey } from "./key.ts";

/** A key's row as the key that it is, without the hashes. */
export function keyOfRow(row: KeysTable): VirtualKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    ...(row.owner !== null && { owner: row.owner }),
    tags: textsOf(row.tags) ?? [],
    ...lists(row),
    budgets: present({ day: row.budget_day, month: row.budget_month, total: row.budget_total }),
    limits: present({ rpm: row.rpm, tpm: row.tpm, concurrent: row.concurrent }),
    created_at: Number(row.created_at),
    ...(row.expires_at !== null && { expires_at: Number(row.expires_at) }),
    disabled: row.disabled !== 0,
  };
}

/** The columns that some fields are kept in; those that are not said are absent. */
export function columnsOf(fields: KeyFields): Partial<KeysTable> {
  const { budgets = {}, limits = {} } = fields;
  const columns: Partial<Record<keyof KeysTable, unknown>> = {
    name: fields.name,
    owner: fields.owner,
    tags: fields.tags && JSON.stringify(fields.tags),
    routes: fields.routes && JSON.stringify(fields.routes),
    models: fields.models && JSON.stringify(fields.models),
    budget_day: budgets.day,
    budget_month: budgets.month,
    budget_total: budgets.total,
    ...limits,
    expires_at: fields.expires_at,
    disabled: fields.disabled === undefined ? undefined : Number(fields.disabled),
  };
  const said = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as Partial<KeysTable>;
}

/** A row in which nothing is said. */
export const EMPTY_ROW = {
  previous_hash: null,
  previous_valid_until: null,
  owner: null,
  tags: "[]",
  routes: null,
  models: null,
  budget_day: null,
  budget_month: null,
  budget_total: null,
  rpm: null,
  tpm: null,
  concurrent: null,
  expires_at: null,
  disabled: 0,
  deleted_at: null,
} as const satisfies Partial<KeysTable>;

function lists(row: KeysTable): Pick<VirtualKey, "routes" | "models"> {
  const [routes, models] = [textsOf(row.routes), textsOf(row.models)];
  return { ...(routes && { routes }), ...(models && { models }) };
}

/** A JSON array of texts; one that cannot be read allows nothing rather than everything. */
function textsOf(text: string | null): readonly string[] | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function present<T extends string | number>(
  values: Readonly<Record<string, T | null>>,
): Record<string, T> {
  const said = Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== null);
  return Object.fromEntries(said);
}

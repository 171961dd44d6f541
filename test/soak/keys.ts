import type { Gateway } from "./gateway.ts";

/** A key of the load. */
export interface LoadKey {
  id: string;
  secret: string;
  /** USD, decimal: the smallest of its budgets. */
  budget?: string;
  /** How often it is used. */
  weight: number;
}

/** The keys of the run, by name: each meets another limit. */
const KEYS: Readonly<Record<string, { weight: number; said: object; budget?: string }>> = {
  open: { weight: 50, said: { tags: ["team:blue"] } },
  narrow: { weight: 10, said: { limits: { rpm: 900, tpm: 400_000, concurrent: 5 } } },
  poor: { weight: 12, said: { budgets: { total: "0.3" } }, budget: "0.3" },
  daily: {
    weight: 12,
    said: { budgets: { day: "1.2", month: "100" }, owner: "ana" },
    budget: "1.2",
  },
  scoped: {
    weight: 10,
    said: { routes: ["ordered", "held", "weighted"], models: ["openai/*", "anthropic/*"] },
  },
  off: { weight: 1, said: { disabled: true } },
};

/** Makes the keys of the run by the admin API. */
export async function makeKeys(gateway: Gateway): Promise<Map<string, LoadKey>> {
  const keys = new Map<string, LoadKey>();
  for (const [name, { weight, said, budget }] of Object.entries(KEYS)) {
    const key = await makeKey(gateway, name, said);
    keys.set(name, { ...key, weight, ...(budget && { budget }) });
  }
  return keys;
}

/** Makes one key; `said` is what the admin API takes beside its name. */
export async function makeKey(
  gateway: Gateway,
  name: string,
  said: object,
): Promise<{ id: string; secret: string }> {
  // One that is disabled from the start is made and then changed, as people do it.
  const { disabled, ...rest } = said as { disabled?: boolean };
  const { id, secret } = await gateway.admin("POST", "keys", { name, ...rest });
  if (disabled) await gateway.admin("PATCH", `keys/${id}`, { disabled });
  return { id, secret };
}

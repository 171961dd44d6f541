import type { Config } from "../config.ts";
import { objectOf } from "../keys/fields.ts";
import type { VirtualKey } from "../keys/key.ts";
import type { Spent } from "../keys/spent.ts";
import type { IssuedKey, KeyStore } from "../keys/store.ts";
import { keyWarnings } from "../keys/warnings.ts";
import { jsonAnswer } from "./answers.ts";
import type { AdminAnswer } from "./answers.ts";
import { missing } from "./paths.ts";
import type { Call, Path } from "./paths.ts";

/** What the paths of keys work on. */
export interface KeyParts {
  /** Absent when the gateway has no database. */
  keys?: KeyStore;
  /** What the key with an id has spent; absent: that is not told. */
  spent?: (id: string) => Promise<Spent>;
  /** The config in effect. */
  config: () => Pick<Config, "routes">;
}

/**
 * `/admin/keys`, `/admin/keys/{id}` and `/admin/keys/{id}/rotate`; a name stands for its id. `warnings` in an answer
 * tell what is hardly meant.
 */
export function keyPaths(parts: KeyParts): Path[] {
  const store = (): KeyStore => parts.keys ?? missing("keys");
  const idOf = async (call: Call): Promise<string> => (await store().named(call.id)).id;
  return [
    {
      pattern: /^\/admin\/keys$/,
      methods: {
        GET: ({ request }) => listKeys(store(), request.query),
        POST: (call) => createKey(store(), call, parts),
      },
    },
    {
      pattern: /^\/admin\/keys\/([^/]+)$/,
      methods: {
        GET: async ({ id }) => getKey(await store().named(id), parts),
        PATCH: async (call) => updateKey(store(), await idOf(call), call, parts),
        DELETE: async (call) => deleteKey(store(), await idOf(call), call),
      },
    },
    {
      pattern: /^\/admin\/keys\/([^/]+)\/rotate$/,
      methods: {
        POST: async (call) => rotateKey(store(), await idOf(call), call),
      },
    },
  ];
}

/** With `deleted=true` those that were deleted as well. */
async function listKeys(store: KeyStore, query: URLSearchParams): Promise<AdminAnswer> {
  return jsonAnswer(200, { data: await store.list({ deleted: query.get("deleted") === "true" }) });
}

/** The one answer, beside that of a rotation, which holds a secret. */
async function createKey(
  store: KeyStore,
  { request, changed }: Call,
  parts: KeyParts,
): Promise<AdminAnswer> {
  const body = await request.body();
  const issued = await store.create(body);
  changed("key.create", issued.key, body);
  const more = warningsOf(issued.key, body, parts);
  return issuedAnswer(201, issued, more, { location: `/admin/keys/${issued.key.id}` });
}

async function getKey(key: VirtualKey, { spent }: KeyParts): Promise<AdminAnswer> {
  return jsonAnswer(200, spent ? { ...key, spent: await spent(key.id) } : key);
}

/** A JSON merge patch. */
async function updateKey(
  store: KeyStore,
  id: string,
  { request, changed }: Call,
  parts: KeyParts,
): Promise<AdminAnswer> {
  const body = await request.body();
  const key = await store.update(id, body);
  changed("key.update", key, body);
  return jsonAnswer(200, { ...key, ...warningsOf(key, body, parts) });
}

async function deleteKey(store: KeyStore, id: string, { changed }: Call): Promise<AdminAnswer> {
  const key = await store.remove(id);
  changed("key.delete", key);
  return jsonAnswer(200, { id, deleted: true });
}

/** With `{grace_ms}` or nothing. */
async function rotateKey(
  store: KeyStore,
  id: string,
  { request, changed }: Call,
): Promise<AdminAnswer> {
  const body = await request.body();
  const { grace_ms } = body === undefined ? {} : objectOf(body, ["grace_ms"]);
  // What is no number is refused by the store, with the words for it.
  const issued = await store.rotate(
    id,
    typeof grace_ms === "number" ? grace_ms : grace_ms === undefined ? 0 : NaN,
  );
  changed("key.rotate", issued.key, { grace_ms: grace_ms ?? 0 });
  return issuedAnswer(200, issued);
}

function warningsOf(key: VirtualKey, said: unknown, { config }: KeyParts): object {
  const warnings = keyWarnings(key, said as object, Object.keys(config().routes));
  return warnings.length > 0 ? { warnings } : {};
}

function issuedAnswer(
  status: number,
  { key, secret }: IssuedKey,
  more: object = {},
  headers: Record<string, string> = {},
): AdminAnswer {
  return jsonAnswer(status, { ...key, secret, ...more }, headers);
}

import { objectOf } from "../keys/fields.ts";
import type { VirtualKey } from "../keys/key.ts";
import type { IssuedKey, KeyStore } from "../keys/store.ts";
import { jsonAnswer } from "./answers.ts";
import type { AdminAnswer } from "./answers.ts";

/** A change that was made: what, to which key, and what was said. */
export type Changed = (action: string, key?: VirtualKey, changes?: unknown) => void;

/** `POST /admin/keys`: the one answer, beside that of a rotation, which holds a secret. */
export async function createKey(
  store: KeyStore,
  body: unknown,
  changed: Changed,
): Promise<AdminAnswer> {
  const issued = await store.create(body);
  changed("key.create", issued.key, body);
  return issuedAnswer(201, issued, { location: `/admin/keys/${issued.key.id}` });
}

/** `GET /admin/keys`; with `deleted=true` those that were deleted as well. */
export async function listKeys(store: KeyStore, query: URLSearchParams): Promise<AdminAnswer> {
  return jsonAnswer(200, { data: await store.list({ deleted: query.get("deleted") === "true" }) });
}

/** `GET /admin/keys/{id}`. */
export async function getKey(store: KeyStore, id: string): Promise<AdminAnswer> {
  return jsonAnswer(200, await store.get(id));
}

/** `PATCH /admin/keys/{id}`: a JSON merge patch. */
export async function updateKey(
  store: KeyStore,
  id: string,
  body: unknown,
  changed: Changed,
): Promise<AdminAnswer> {
  const key = await store.update(id, body);
  changed("key.update", key, body);
  return jsonAnswer(200, key);
}

/** `DELETE /admin/keys/{id}`. */
export async function deleteKey(
  store: KeyStore,
  id: string,
  changed: Changed,
): Promise<AdminAnswer> {
  const key = await store.remove(id);
  changed("key.delete", key);
  return jsonAnswer(200, { id, deleted: true });
}

/** `POST /admin/keys/{id}/rotate`, with `{grace_ms}` or nothing. */
export async function rotateKey(
  store: KeyStore,
  id: string,
  body: unknown,
  changed: Changed,
): Promise<AdminAnswer> {
  const { grace_ms } = body === undefined ? {} : objectOf(body, ["grace_ms"]);
  // What is no number is refused by the store, with the words for it.
  const issued = await store.rotate(
    id,
    typeof grace_ms === "number" ? grace_ms : grace_ms === undefined ? 0 : NaN,
  );
  changed("key.rotate", issued.key, { grace_ms: grace_ms ?? 0 });
  return issuedAnswer(200, issued);
}

function issuedAnswer(
  status: number,
  { key, secret }: IssuedKey,
  headers: Record<string, string> = {},
): AdminAnswer {
  return jsonAnswer(status, { ...key, secret }, headers);
}

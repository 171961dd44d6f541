import type * as Hub from "../../generated/hub.types.ts";
import type { Block } from "../translator.ts";

/** Marks opaque state of another issuer, so that it finds its way home through a dialect that knows only its own. */
const MARK = "dragoman/";
/** The mark as base64 begins: nine bytes are twelve characters, whatever follows. */
const MARK_64 = Buffer.from(MARK).toString("base64");

/** Opaque state from the wire: its issuer is the dialect's, unless the mark names another. */
export function seal(value: string | undefined, issuer: string): Hub.Sealed | undefined {
  if (value === undefined || value === "") return undefined;
  if (!value.startsWith(MARK_64)) return { issuer, value };
  const text = Buffer.from(value, "base64").toString("utf8");
  const end = text.indexOf("\n");
  return end < 0 ? { issuer, value } : { issuer: text.slice(MARK.length, end), value: text.slice(end + 1) };
}

/** Opaque state for the wire; `only` leaves out what is another issuer's. */
export function unseal(sealed: Hub.Sealed | undefined, issuer: string, only = false): string | undefined {
  if (sealed === undefined) return undefined;
  if (sealed.issuer === issuer) return sealed.value;
  return only ? undefined : Buffer.from(`${MARK}${sealed.issuer}\n${sealed.value}`).toString("base64");
}

/** Opaque state whose issuer stands beside it. */
export function sealed(value: string | undefined, issuer: string | undefined): Hub.Sealed | undefined {
  return value === undefined || value === "" ? undefined : { issuer: issuer ?? "", value };
}

/** The signature of a tool call, while the call is being opened. */
export function toolSignature(b: Block): Hub.Sealed | undefined {
  return b.id !== undefined && b.part.kind === "tool_call" ? b.part.signature : undefined;
}

/** Ids that the gateway made up for calls without one start so; they mean nothing to an upstream. */
export const MADE_UP = "call_dgm";

/** An id for a call that came without one; unlike any other in its conversation. */
export function makeId(): string {
  return `${MADE_UP}_${Math.random().toString(36).slice(2, 12)}`;
}

/** The id, unless the gateway made it up. */
export function ownId(id: string | undefined): string | undefined {
  return id === undefined || id === "" || id.startsWith(MADE_UP) ? undefined : id;
}

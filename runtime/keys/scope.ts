import { gatewayError } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import { fitsAny } from "../glob.ts";
import type { VirtualKey } from "./key.ts";

/** Is the key good at all? Undefined, or the error for the client; `now` in Unix milliseconds. */
export function keyFault(key: VirtualKey, now: number): GatewayError | undefined {
  if (key.disabled) return gatewayError("auth", `The key ${nameOf(key)} is disabled.`);
  if (key.expires_at === undefined || key.expires_at > now) return undefined;
  const at = new Date(key.expires_at).toISOString();
  return gatewayError("auth", `The key ${nameOf(key)} has expired on ${at}.`);
}

/**
 * May the key ask for this? `asked` is the model that the request names, `route` the name of the route that was
 * found for it. A key with `routes` may ask for a plain `provider/model` only when a glob of them fits it.
 */
export function askFault(key: VirtualKey, asked: string, route?: string): GatewayError | undefined {
  const { routes } = key;
  if (!routes || fitsAny(routes, asked)) return undefined;
  if (route !== undefined && (routes.includes(route) || fitsAny(routes, route))) return undefined;
  return gatewayError(
    "permission",
    `The key ${nameOf(key)} may not ask for \`${asked.slice(0, 200)}\`; it may for ${list(routes)}.`,
    { param: "model" },
  );
}

/** May requests of the key go to a target, `provider/model`? */
export function mayGoTo(key: VirtualKey, target: string): boolean {
  return key.models === undefined || fitsAny(key.models, target);
}

/** The error when none of the targets of what was asked is one that the key's requests may go to. */
export function targetFault(key: VirtualKey, asked: string): GatewayError {
  return gatewayError(
    "permission",
    `The key ${nameOf(key)} may not use a model behind \`${asked.slice(0, 200)}\`; it may use ${list(key.models ?? [])}.`,
    { param: "model" },
  );
}

function nameOf({ name }: VirtualKey): string {
  return `\`${name}\``;
}

function list(globs: readonly string[]): string {
  const shown = globs.slice(0, 20).map((each) => `\`${each}\``);
  const more = globs.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

import type { Config } from "./config.ts";
import { commonDialect } from "./door.ts";
import { encoding } from "./encoding.ts";
import { makeId } from "./pass-through.ts";
import { SANDBOX } from "./sandbox-provider.ts";
import type { Targets } from "./targets.ts";
import type { Dialect, Registry } from "./translator.ts";

/** What is said at the start: the address, the config, what can be reached, and a command that works. */
export async function greeting(
  address: string,
  config: Config,
  targets: Targets,
  registry: Registry,
): Promise<string> {
  const common = commonDialect(registry);
  const lines = [
    `Dragoman listens on ${address}`,
    `  config     ${config.file ?? "none (dragoman.yaml is optional)"}`,
  ];
  const routes = [...targets.routes.keys()];
  if (routes.length > 0) lines.push(`  routes     ${shortened(routes)}`);
  const ready = [...targets.seats].filter(([, seat]) => seat.ready);
  for (const [id, { provider }] of ready) {
    if (provider.id === SANDBOX) continue;
    const models = await provider.models();
    lines.push(`  ${id.padEnd(10)} ${models.length > 0 ? shortened(models) : "any model"}`);
  }
  const sandbox = ready.filter(([, { provider }]) => provider.id === SANDBOX).map(([id]) => id);
  if (sandbox.length > 0) lines.push(`  ${SANDBOX.padEnd(10)} ${sandbox.join(", ")}`);
  const missing = [...targets.seats.values()]
    .filter((seat) => !seat.ready)
    .map(({ provider }) => provider.keys[0]!);
  if (missing.length > 0) lines.push(`  no key     ${shortened([...new Set(missing)], 12)}`);
  const asked = [...targets.routes].find(
    ([name, route]) => !name.includes("*") && route.targets.some(({ seat }) => seat.ready),
  );
  const example = asked?.[0] ?? sandbox.find((id) => id.endsWith(`/${common.facts.id}`));
  if (example !== undefined)
    lines.push("", "Try it:", "", `  ${command(address, common, example, config.keys.required)}`);
  return lines.join("\n");
}

/** A request that works when it is pasted, in the dialect that most providers speak; with a key where one is needed. */
function command(address: string, dialect: Dialect, model: string, isKeyed: boolean): string {
  const c = encoding({ now: 0, makeId });
  const parts = [{ kind: "text" as const, text: "Hello!" }];
  const body = dialect.encodeRequest({ model, messages: [{ role: "user", parts }] }, c);
  const path = dialect.facts.door.routes[0]!.path.replace("{model}", model);
  const key = isKeyed ? ` -H "authorization: Bearer $KEY"` : "";
  const curl = `curl ${address}${path} -H 'content-type: application/json'${key} -d '${JSON.stringify(body)}'\n`;
  return isKeyed ? `${curl}\n  with the KEY that \`dragoman keys create --name me\` shows\n` : curl;
}

function shortened(names: readonly string[], most = 4): string {
  const more = names.length - most;
  return names.slice(0, most).join(", ") + (more > 0 ? `, and ${more} more` : "");
}

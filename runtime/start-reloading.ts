import { ADMIN_KEY } from "./admin/guard.ts";
import type { Assembled } from "./assemble.ts";
import { configFile } from "./config.ts";
import type { Config } from "./config.ts";
import { keylessRoutes } from "./keyless.ts";
import type { Setup } from "./pipeline.ts";
import { createReloader } from "./reload.ts";
import type { Loaded, Reloaded, Reloader } from "./reload.ts";
import {
  credentialFiles,
  credentialFingerprint,
  credentialNames,
  watchFiles,
} from "./reload-watch.ts";
import type { Registry } from "./translator.ts";

/** Sections that are set up once for the process. */
const RESTART: readonly (keyof Config)[] = [
  "listen",
  "data_dir",
  "ledger",
  "shared",
  "audit",
  "content",
  "metrics",
  "traces",
  "sandbox",
];

/** Single values of sections that may change otherwise: whoever works with them was made at the start. */
function fixed(start: Config, now: Config): string[] {
  const connect = start.timeouts.connect_ms !== now.timeouts.connect_ms;
  const refresh = start.keys.refresh_ms !== now.keys.refresh_ms;
  return [...(connect ? ["timeouts.connect_ms"] : []), ...(refresh ? ["keys.refresh_ms"] : [])];
}

/**
 * Lets a gateway read its config again: by the admin API, when its files change, and on a signal, by the `reload` of
 * what it gives.
 */
export function startReloading(
  registry: Registry,
  config: Config,
  load: () => Promise<Config>,
  assembled: Assembled,
): Reloader {
  const names = (of: Config): string[] => [
    ...credentialNames(of),
    ...Object.values(registry.providers).flatMap(({ keys }) => keys),
    ADMIN_KEY,
  ];
  const loaded = (of: Config): Loaded => ({
    config: of,
    fingerprint: credentialFingerprint(names(of), process.env),
  });
  const { logger } = assembled;
  const reloader = createReloader<Setup>({
    current: { loaded: loaded(config), value: assembled.gateway.setup },
    load: async () => loaded(await load()),
    build: (next) => Promise.resolve(assembled.build(next.config)),
    swap(setup) {
      assembled.swap(setup);
      logger.level = setup.config.log.level;
      for (const warning of setup.config.warnings ?? []) logger.warn(warning);
      for (const warning of keylessRoutes(setup.targets)) logger.warn(warning);
      const keys = fixed(config, setup.config);
      if (keys.length > 0) logger.warn({ keys }, "changes of the config that need a restart");
    },
    // Requests keep the setup that they began with; when the last one is done nothing holds it any more.
    retire: () => {},
    log: logger,
    restart: RESTART,
  });
  assembled.reloader = reloader;
  const reload = (by: string) => (reason: string) =>
    audited(assembled, by, reloader.reload(reason));
  const files = (): string[] => [
    configFile(process.env, process.cwd()).path,
    ...credentialFiles(names(assembled.gateway.setup.config), process.env),
  ];
  const changed = () => void reload("file")("watch");
  const watcher = config.reload.watch ? watchFiles({ files, changed }) : undefined;
  return {
    ...reloader,
    reload: reload("signal"),
    close() {
      watcher?.close();
      return reloader.close();
    },
  };
}

/** Writes into the audit log what came of a reload that the admin API did not ask for. */
async function audited(
  { audit }: Assembled,
  by: string,
  reloading: Promise<Reloaded>,
): Promise<Reloaded> {
  const result = await reloading;
  const { ok, ...details } = result;
  const tells = !result.ok || result.changed.length > 0;
  if (tells) (await audit)?.change({ what: "config.reload", by, ok, details });
  return result;
}

import { ADMIN_KEY } from "./admin/guard.ts";
import type { Assembled } from "./assemble.ts";
import { configFile } from "./config.ts";
import type { Config } from "./config.ts";
import type { Setup } from "./pipeline.ts";
import { createReloader } from "./reload.ts";
import type { Loaded, Reloader } from "./reload.ts";
import { credentialFiles, credentialFingerprint, credentialNames } from "./reload-watch.ts";
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

/** Lets a gateway read its config again: on a signal, by the admin API, and when its files change. */
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
      for (const warning of setup.config.warnings ?? []) logger.warn(warning);
    },
    // Requests keep the setup that they began with; when the last one is done nothing holds it any more.
    retire: () => {},
    log: logger,
    restart: RESTART,
    ...(config.reload.watch && {
      watch: () => [
        configFile(process.env, process.cwd()).path,
        ...credentialFiles(names(assembled.gateway.setup.config), process.env),
      ],
    }),
  });
  assembled.reloader = reloader;
  return reloader;
}

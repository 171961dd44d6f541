import { lookup, type Catalogue, type ModelCard } from "../models.ts";

interface Cards {
  catalogue(): Promise<(model: string) => ModelCard>;
  models(): Promise<readonly string[]>;
}

/** The model cards of a provider, loaded when they are first asked for. */
export function catalogue(load: () => Promise<{ catalogue: Catalogue }>): Cards {
  let loaded: Promise<Catalogue> | undefined;
  const get = (): Promise<Catalogue> => (loaded ??= load().then((module) => module.catalogue));
  return {
    catalogue: async () => {
      const all = await get();
      return (model) => lookup(all, model);
    },
    models: async () => Object.keys((await get()).models),
  };
}

/** A provider without a catalogue: nothing is known of its models, and what is unknown is sent. */
export const noCatalogue: Cards = {
  catalogue: () =>
    Promise.resolve((id: string): ModelCard => ({ id, mode: "chat", can: {}, policy: {} })),
  models: () => Promise.resolve([]),
};

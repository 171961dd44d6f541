/** Longer names are cut: a label is no place for texts. */
const MAX_LABEL = 120;
/** Providers and kinds of errors are known lists; this bounds what a mistake could make of them. */
const MAX_OTHERS = 200;

/** Values of labels, of which there are never more than were agreed. */
export interface Labels {
  /** `direct` for what is no configured route. */
  route(name: string | undefined): string;
  /** `none` for no provider. */
  provider(name: string | undefined): string;
  /**
   * The first so many models have names of their own, the rest are `other`, no model is `none`. Clients can name
   * any model of a provider, so that `vouched` tells whether this one is configured or has answered; only such a
   * one takes a place.
   */
  model(name: string | undefined, vouched: boolean): string;
  /** `none` for no error. */
  error(kind: string | undefined): string;
}

/** Bounded labels; `isRoute` tells what is configured now. */
export function createLabels(max_models: number, isRoute: (name: string) => boolean): Labels {
  const models = bounded(max_models);
  const providers = bounded(MAX_OTHERS);
  const errors = bounded(MAX_OTHERS);
  return {
    route: (name) => (name !== undefined && isRoute(name) ? name.slice(0, MAX_LABEL) : "direct"),
    provider: (name) => providers(name, true),
    model: models,
    error: (kind) => errors(kind, true),
  };
}

function bounded(max: number): (name: string | undefined, vouched: boolean) => string {
  const known = new Set<string>();
  return (name, vouched) => {
    if (name === undefined || name === "") return "none";
    const label = name.length > MAX_LABEL ? name.slice(0, MAX_LABEL) : name;
    if (known.has(label)) return label;
    if (!vouched || known.size >= max) return "other";
    known.add(label);
    return label;
  };
}

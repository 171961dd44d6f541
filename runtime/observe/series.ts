/** A sum that only grows; one of nought is not told. */
export interface Sum {
  value: number;
}

/** Values by the first bound that is not below them; those above all bounds are in `count` and `sum` alone. */
export interface Spread {
  readonly bounds: readonly number[];
  readonly counts: number[];
  sum: number;
  count: number;
}

/** The series of a metric by the values of its labels, in the order of their names; made when they are first asked for. */
export type Family<Series> = (...values: readonly string[]) => Series;

/** How a metric is called. */
export interface Naming {
  name: string;
  help: string;
  labelNames: readonly string[];
}

interface Told {
  metricName: string;
  labels: Record<string, string | number>;
  value: number;
}

/** All that a registry asks of a metric at a scrape; it writes the text. */
export interface Scraped extends Omit<Naming, "labelNames"> {
  type: "counter" | "histogram";
  get(): Promise<Omit<Naming, "labelNames"> & { type: string; values: Told[] }>;
}

/** Where metrics are registered. */
export type Register = (metric: Scraped) => void;

/**
 * A counter whose sums are added to by hand: the library's own way finds each anew by its labels, which takes longer
 * than all else of a request's figures.
 */
export function counter(register: Register, naming: Naming): Family<Sum> {
  const create = (): Sum => ({ value: 0 });
  return family(register, naming, "counter", create, ({ value }, labels) =>
    value === 0 ? [] : [{ metricName: naming.name, labels, value }],
  );
}

/** A histogram of the same kind; `bounds` in order. */
export function histogram(
  register: Register,
  naming: Naming,
  bounds: readonly number[],
): Family<Spread> {
  const create = (): Spread => ({ bounds, counts: bounds.map(() => 0), sum: 0, count: 0 });
  return family(register, naming, "histogram", create, ({ counts, sum, count }, labels) => {
    if (count === 0) return [];
    const { name } = naming;
    let below = 0;
    return [
      ...bounds.map((le, i) => {
        below += counts[i]!;
        return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: below };
      }),
      { metricName: `${name}_bucket`, labels: { le: "+Inf", ...labels }, value: count },
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  });
}

/** Adds to a sum; what is unknown, nought or no number adds nothing. */
export function add(sum: Sum, value: number | undefined): void {
  if (value !== undefined && value > 0 && value < Infinity) sum.value += value;
}

/** Counts a value; what is no number is left out. */
export function spread(into: Spread, value: number): void {
  if (!Number.isFinite(value)) return;
  into.sum += value;
  into.count++;
  const { bounds, counts } = into;
  for (let i = 0; i < bounds.length; i++)
    if (value <= bounds[i]!) {
      counts[i]!++;
      return;
    }
}

function family<Series>(
  register: Register,
  { name, help, labelNames }: Naming,
  type: Scraped["type"],
  create: () => Series,
  tell: (series: Series, labels: Record<string, string>) => Told[],
): Family<Series> {
  const all = new Map<string, { series: Series; labels: Record<string, string> }>();
  const values = () => [...all.values()].flatMap(({ series, labels }) => tell(series, labels));
  register({ name, help, type, get: async () => ({ name, help, type, values: values() }) });
  return (...given) => {
    const key = given.join("\n");
    let known = all.get(key);
    if (!known) {
      const labels = Object.fromEntries(labelNames.map((label, i) => [label, given[i] ?? ""]));
      all.set(key, (known = { series: create(), labels }));
    }
    return known.series;
  };
}

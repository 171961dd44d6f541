/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** One thing that a validator found, in its own terms; `name` is set when a key was looked at. */
export interface Failure {
  readonly pointer: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: unknown;
  readonly parent: Schema;
  readonly data: unknown;
  readonly message: string;
  readonly name?: string;
}

/** What is asked of a validator: all failures of data against a part of the schema, and `$ref`s. */
export interface Checker {
  readonly root: Schema;
  run(part: Schema | boolean, data: unknown): Failure[];
  deref($ref: string, from: Schema): Schema | boolean;
  /** What branches were already found to fail with, by branch and data; one map a document. */
  readonly tried: Map<unknown, Map<unknown, Failure[]>>;
}

/**
 * The failures of a document without their echoes, one a mistake: of alternatives only the one that
 * was meant, no report of `if` itself, and no key called unknown because its branch failed elsewhere.
 */
export function failures(checker: Checker, data: unknown): Failure[] {
  return distil(checker, checker.run(checker.root, data));
}

/**
 * The parts of a schema that speak about this data in place: itself, what it refers to, the branch
 * that its conditions take, and of alternatives those that hold, else the one that was meant.
 */
export function applied(checker: Checker, schema: unknown, data: unknown): Schema[] {
  const found = new Set<Schema>();
  const visit = (part: unknown): void => {
    if (!isSchema(part) || found.has(part)) return;
    found.add(part);
    if (typeof part["$ref"] === "string") visit(checker.deref(part["$ref"], part));
    for (const each of list(part["allOf"])) visit(each);
    for (const branches of [list(part["anyOf"]), list(part["oneOf"])]) {
      const holding = branches.filter((branch) => checker.run(branch, data).length === 0);
      for (const branch of holding) visit(branch);
      if (holding.length === 0) visit(meant(checker, branches, data)?.branch);
    }
    if (part["if"] !== undefined) {
      const holds = checker.run(part["if"] as Schema, data).length === 0;
      if (holds) visit(part["if"]);
      visit(holds ? part["then"] : part["else"]);
    }
    for (const [key, each] of Object.entries(part["dependentSchemas"] ?? {}))
      if (isSchema(data) && Object.hasOwn(data, key)) visit(each);
  };
  visit(schema);
  return [...found];
}

/** The properties that the given parts of a schema name. */
export function propertiesOf(parts: readonly Schema[]): string[] {
  return [...new Set(parts.flatMap((part) => Object.keys(part["properties"] ?? {})))];
}

/** Whether a value is a map: a schema and the data it speaks of look alike. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function distil(checker: Checker, raw: readonly Failure[]): Failure[] {
  const kept: Failure[] = [];
  // Backwards: a validator reports what is inside an alternative just before the alternative itself,
  // so the number of failures of its branches says where they begin.
  for (let i = raw.length - 1; i >= 0; i--) {
    const failure = raw[i];
    if (!failure || isEcho(checker, failure)) continue;
    const { keyword, data, pointer, params } = failure;
    if (keyword === "contains" && Array.isArray(data))
      i -= data.flatMap((item) => checker.run(failure.schema as Schema, item)).length;
    if (keyword !== "anyOf" && keyword !== "oneOf") {
      kept.unshift(failure);
      continue;
    }
    const branches = list(failure.schema);
    const both = params["passingSchemas"];
    const tried = Array.isArray(both) ? branches.slice(0, Number(both[1])) : branches;
    i -= tried.flatMap((branch) => checker.run(branch, data)).length;
    const here = { ...failure, pointer: "" };
    const inner = Array.isArray(both) ? [here] : alternative(checker, branches, here);
    kept.unshift(...inner.map((each) => ({ ...each, pointer: pointer + each.pointer })));
  }
  // What is wrong is never hidden altogether.
  return kept.length > 0 ? kept : raw.slice(0, 1);
}

/** `if` and `propertyNames` only sum up; a key of a branch that failed is not thereby unknown. */
function isEcho(checker: Checker, { keyword, params, parent, data }: Failure): boolean {
  if (keyword === "if" || keyword === "propertyNames") return true;
  if (keyword !== "unevaluatedProperties") return false;
  const key = String(params["unevaluatedProperty"]);
  return applied(checker, parent, data).some((part) => {
    if (Object.hasOwn(part["properties"] ?? {}, key)) return true;
    if (
      Object.keys(part["patternProperties"] ?? {}).some((pattern) =>
        new RegExp(pattern, "u").test(key),
      )
    )
      return true;
    return part["additionalProperties"] !== undefined && part["additionalProperties"] !== false;
  });
}

/** The failures of one branch; alternatives inside alternatives would otherwise be tried 2^n times. */
function inBranch(checker: Checker, branch: Schema, data: unknown): Failure[] {
  const known = checker.tried.get(branch) ?? new Map<unknown, Failure[]>();
  checker.tried.set(branch, known);
  const found = known.get(data) ?? distil(checker, checker.run(branch, data));
  known.set(data, found);
  return found;
}

/** What to say when no alternative holds: the failures of the one that was meant, or of all as one. */
function alternative(checker: Checker, branches: readonly Schema[], failure: Failure): Failure[] {
  const named = failure.name === undefined ? {} : { name: failure.name };
  const tried = branches.map((branch) => inBranch(checker, branch, failure.data));
  const single = (one: Failure[]): Failure | undefined =>
    one.length === 1 && one[0]?.pointer === "" ? one[0] : undefined;
  if (tried.every((one) => single(one)?.keyword === "type")) {
    const type = [...new Set(tried.flatMap((one) => one[0]?.params["type"] ?? []))];
    return [{ ...failure, keyword: "type", params: { type } }];
  }
  const close = tried.filter((one) => single(one)?.keyword !== "type");
  const values = close.map((one) => valuesOf(single(one)));
  if (values.length > 1 && values.every((each) => each !== undefined)) {
    const allowedValues = [...new Set(values.flat())];
    return [{ ...failure, keyword: "enum", params: { allowedValues } }];
  }
  const best = meant(checker, branches, failure.data)?.failures ?? [];
  return best.length > 0 ? best.map((each) => ({ ...each, ...named })) : [failure];
}

function valuesOf(failure: Failure | undefined): unknown[] | undefined {
  if (failure?.keyword === "const") return [failure.params["allowedValue"]];
  return failure?.keyword === "enum" ? list(failure.params["allowedValues"]) : undefined;
}

/** The alternative that was meant: of the right type, with the right discriminator, fewest failures. */
function meant(
  checker: Checker,
  branches: readonly Schema[],
  data: unknown,
): { branch: Schema; failures: Failure[] } | undefined {
  const ranked = branches.map((branch) => {
    const found = inBranch(checker, branch, data);
    const off = (keyword: RegExp, depth: number): boolean =>
      found.some((each) => keyword.test(each.keyword) && each.pointer.split("/").length <= depth);
    const rank = (off(/^type$/, 1) ? 4e6 : 0) + (off(/^(const|enum)$/, 2) ? 2e6 : 0) + found.length;
    return { branch, failures: found, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank)[0];
}

function list<T = Schema>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

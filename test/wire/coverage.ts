// Compares a foreign description of an API with a wire schema: does ours know every field and every word?
import { at, defsOf, view } from "./shape.ts";
import type { Document, Node, Shape } from "./shape.ts";

/** A definition of the foreign document (or a pattern of several), and ours, or a path into ours, that it describes. */
export type Pair = [foreign: string, ours: string];

/**
 * What the foreign document has and ours has not, as `Definition`, `Definition.field` or `Definition.field=word`
 * in the foreign document's names, sorted. Definitions that no pair leads to are listed by their name. A field
 * that ours keeps opaque (any value, or an object without listed fields) covers all that is below it.
 */
export function missing(foreign: Document, ours: Document, pairs: Pair[]): string[] {
  const search: Search = {
    foreign,
    ours,
    problems: new Set(),
    reached: new Set(),
    seen: new Set(),
    ids: new Map(),
  };
  const own = foreign.own ?? Object.keys(defsOf(foreign));
  for (const [from, to] of pairs) {
    const names = from.includes("*") ? own.filter((name) => matches(from, name)) : [from];
    for (const name of names) {
      compare(search, [{ $ref: `#/$defs/${name}` }], [at(ours, to)], name);
    }
  }
  for (const name of own) {
    if (!search.reached.has(name) && isOwn(foreign, name)) search.problems.add(name);
  }
  return [...search.problems].sort();
}

type Search = {
  foreign: Document;
  ours: Document;
  problems: Set<string>;
  reached: Set<string>;
  seen: Set<string>;
  ids: Map<Node, number>;
};

function compare(search: Search, theirs: Node[], known: Node[], name: string): void {
  if (!isNew(search, theirs, known)) return;
  const left = view(search.foreign, theirs, name, search.reached);
  const right = view(search.ours, known, "", new Set());
  // Where ours lists known words beside any string, the list has to be complete all the same.
  if (!left.anyWord && !right.opaque && (right.words.size > 0 || !right.anyWord)) {
    for (const word of left.words) {
      if (!right.words.has(word)) search.problems.add(`${name}=${word}`);
    }
  }
  if (right.opaque) return reachAll(search.foreign, theirs, search.reached, new Set());
  for (const shape of left.shapes) {
    const rivals = right.shapes.filter((rival) => agree(search, shape, rival));
    if (rivals.length === 0) search.problems.add(shape.name);
    else compareShape(search, shape, rivals);
  }
}

function compareShape(search: Search, shape: Shape, rivals: Shape[]): void {
  for (const [field, nodes] of shape.fields) {
    const known = rivals.flatMap((rival) => rival.fields.get(field) ?? rival.rest);
    if (known.length === 0) search.problems.add(`${shape.name}.${field}`);
    else compare(search, nodes, known, `${shape.name}.${field}`);
  }
  const rest = rivals.flatMap((rival) => rival.rest);
  if (shape.rest.length > 0 && rest.length > 0) {
    compare(search, shape.rest, rest, `${shape.name}.*`);
  }
}

/** Definitions refer to themselves: a comparison that was begun is not begun again. */
function isNew(search: Search, theirs: Node[], known: Node[]): boolean {
  const id = (node: Node): number => {
    const found = search.ids.get(node) ?? search.ids.size;
    search.ids.set(node, found);
    return found;
  };
  const key = `${theirs.map(id).join()}|${known.map(id).sort().join()}`;
  if (search.seen.has(key)) return false;
  search.seen.add(key);
  return true;
}

/** Whether a name, which may hold `*` for any run of characters, stands for a problem. */
export function matches(pattern: string, problem: string): boolean {
  const text = pattern.replace(/[.$^+?()[\]{}|\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${text}$`).test(problem);
}

/** Whether two objects of unions can be the same one: their marks share a word, if both have marks. */
function agree({ foreign, ours }: Search, shape: Shape, rival: Shape): boolean {
  return ["type", "role"].every((mark) => {
    const left = view(foreign, shape.fields.get(mark) ?? [], "", new Set());
    const right = view(ours, rival.fields.get(mark) ?? [], "", new Set());
    if (left.words.size === 0 || right.words.size === 0) return true;
    return [...left.words].some((word) => right.words.has(word));
  });
}

function reachAll(foreign: Document, nodes: Node[], reached: Set<string>, done: Set<string>) {
  for (const match of JSON.stringify(nodes).matchAll(/"\$ref":"[^"]*\/([^"/]+)"/g)) {
    const name = match[1] ?? "";
    if (done.has(name)) continue;
    done.add(name);
    reached.add(name);
    reachAll(foreign, [defsOf(foreign)[name] ?? {}], reached, done);
  }
}

/** Whether a definition says something itself, rather than being another name. */
function isOwn(document: Document, name: string): boolean {
  const node = defsOf(document)[name];
  return node?.properties !== undefined || node?.enum !== undefined;
}

import type { Obj, SpecPath } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { follow } from "./follow.ts";
import { section, type Dict } from "./law.ts";
import type { Spot, Stranger, Walker } from "./trace.ts";
import { alternatives, discriminator, wordsOf } from "./wire.ts";

/** Lays the fields of an object over those objects of the wire that it can stand for. */
export function object(w: Walker, node: Obj, schema: Dict, spot: Spot): void {
  const { objects } = alternatives(w.root, schema);
  if (objects.length === 0) return;
  const fitting = best(
    node,
    objects.filter((each) => fits(w, node, each)),
  );
  const several = objects.length > 1;
  if (several) takeFrom(w, schema, objects, fitting, node, spot);
  for (const each of fitting) see(w, each, node, spot, several);
  // Where no object fits, only the constants can say which word it is that none of them knows.
  const fields =
    fitting.length > 0 ? node.fields : node.fields.filter(([, item]) => item.kind === "const");
  const near = fitting.length > 0 ? fitting : objects;
  for (const [name, item] of fields) {
    const owners = near.filter((each) => each["properties"][name] !== undefined);
    if (fitting.length > 0)
      note(w, owners.length > 0, {
        at: [...node.at, name],
        part: "key",
        word: name,
        known: namesOf(near),
        where: near[0],
      });
    for (const owner of owners) {
      w.objects.get(owner)?.keys.add(name);
      follow(w, item, owner["properties"][name], inside(w, spot, owner, name, several));
    }
  }
  if (node.usage) follow(w, shape(section(w.subject, "usage"), ["usage"]), schema, spot);
  if (holdsTools(node) && section(w.subject, "tools")["opaque"] === "keys") allKnown(w, fitting);
}

function takeFrom(
  w: Walker,
  schema: Dict,
  objects: Dict[],
  fitting: readonly Dict[],
  node: Obj,
  spot: Spot,
): void {
  const union = w.unions.get(schema) ?? { objects, taken: new Set<Dict>(), spots: [], at: node.at };
  for (const each of fitting) union.taken.add(each);
  union.spots.push(spot);
  w.unions.set(schema, union);
}

function namesOf(objects: readonly Dict[]): string[] {
  return objects.flatMap((each) => Object.keys(each["properties"]));
}

function holdsTools(node: Obj): boolean {
  return node.fields.some(([, item]) => item.kind === "slot" && item.path === "tools");
}

/** Keys beside the declarations are tools of the API itself, which are kept as they are. */
function allKnown(w: Walker, objects: readonly Dict[]): void {
  for (const each of objects)
    for (const key of Object.keys(each["properties"])) w.objects.get(each)?.keys.add(key);
}

function note(w: Walker, known: boolean, stranger: Stranger): void {
  if (known) w.found.add(JSON.stringify(stranger.at));
  else w.strangers.push(stranger);
}

/** Goes on below one field of the wire. */
export function field(
  w: Walker,
  schema: Dict,
  name: string,
  at: SpecPath,
  spot: Spot,
  next: (below: Dict) => void,
): void {
  const { objects } = alternatives(w.root, schema);
  const owners = objects.filter((each) => each["properties"][name] !== undefined);
  if (objects.length > 0)
    note(w, owners.length > 0, {
      at,
      part: "value",
      word: name,
      known: namesOf(objects),
      where: objects[0],
    });
  for (const owner of owners) {
    see(w, owner, { at }, spot, false);
    w.objects.get(owner)?.keys.add(name);
    next(owner["properties"][name]);
  }
}

function see(w: Walker, each: Dict, node: { at: SpecPath }, spot: Spot, ofUnion: boolean): void {
  const entry = w.objects.get(each) ?? { keys: new Set<string>(), spots: [], at: node.at };
  entry.spots.push(labelled(w, spot, each, ofUnion));
  w.objects.set(each, entry);
}

function labelled(w: Walker, spot: Spot, object: Dict, ofUnion: boolean): Spot {
  const label = ofUnion ? discriminator(w.root, object) : undefined;
  return label === undefined ? spot : { ...spot, labels: [...spot.labels, label] };
}

function inside(w: Walker, spot: Spot, owner: Dict, name: string, ofUnion: boolean): Spot {
  const labels = labelled(w, spot, owner, ofUnion);
  return { ...labels, path: [...spot.path, name] };
}

/** Of several objects that no constant tells apart those that know most of the shape's fields. */
function best(node: Obj, objects: readonly Dict[]): Dict[] {
  const count = (each: Dict): number =>
    node.fields.filter(([name]) => each["properties"][name] !== undefined).length;
  const most = Math.max(...objects.map(count));
  return objects.filter((each) => count(each) === most);
}

/** May a shape stand for this object? Its constants have to be words that the object allows. */
function fits(w: Walker, node: Obj, each: Dict): boolean {
  return node.fields.every(([name, item]) => {
    if (item.kind !== "const" || typeof item.value !== "string") return true;
    const property: unknown = each["properties"][name];
    if (property === undefined) return !["type", "role"].includes(name);
    const { words, open } = alternatives(w.root, property);
    const known = words.flatMap((one) => wordsOf(one) ?? []);
    return (
      open ||
      known.length === 0 ||
      [item.value, ...item.also].some((value) => known.includes(String(value)))
    );
  });
}

import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from "yaml";
import type { Document, Pair, ParsedNode, YAMLMap, YAMLSeq } from "yaml";
import { bounds, control, tooDeep } from "./bounds.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { keyFault, nodeFault, plain, syntaxFault } from "./plain.ts";
import type { Fault } from "./plain.ts";
import { follow, lineStarts, placeAt } from "./tree.ts";
import type { Entry, Match, Node, Part, Path, Place } from "./tree.ts";

const nothing: Node = { value: null, start: 0, end: 0 };

/**
 * A YAML file that knows where each of its keys and values stands. `value` is plain data: frozen,
 * maps without a prototype. What is wrong with the YAML itself is in `diagnostics`, and `value` is
 * then not to be used. Positions of what the file inherits are those of `parent`.
 */
export class Source {
  readonly file: string;
  readonly text: string;
  readonly parent: Source | undefined;
  readonly diagnostics: Diagnostic[] = [];
  readonly #root: Node;
  readonly #lines: number[];

  constructor(file: string, text: string, parent?: Source) {
    this.file = file;
    this.text = text.startsWith("\uFEFF") ? text.slice(1) : text;
    this.parent = parent;
    this.#lines = lineStarts(this.text);
    this.#root = this.#parse();
  }

  get value(): unknown {
    return this.#root.value;
  }

  /**
   * Where a path stands: in this file where it says so, else in its parent. A path that neither holds
   * is placed at the nearest enclosing key.
   */
  locate(path: Path, part: Part, parent = this.parent): Place {
    const own = this.match(path);
    if (parent && own.depth < path.length && own.node.entries) {
      const inherited = parent.match(path);
      if (inherited.depth > own.depth)
        return parent.place(inherited, inherited.depth < path.length ? "key" : part);
    }
    return this.place(own, own.depth < path.length ? "key" : part);
  }

  /** How far a path leads into this file alone. */
  match(path: Path): Match {
    return follow(this.#root, path);
  }

  /** The place of a match of this file. */
  place(match: Match, part: Part): Place {
    const { node, entry } = match;
    // An empty value (`key:`) has no text to point at.
    if (entry && (part === "key" || node.end <= node.start))
      return this.#at(entry.start, entry.end);
    if (node !== this.#root) return this.#at(node.start, node.end);
    const first = node.entries?.values().next().value;
    return first && part === "key"
      ? this.#at(first.start, first.end)
      : this.#at(node.start, node.end);
  }

  #at(start: number, end: number): Place {
    return placeAt(this.file, this.text, this.#lines, start, end);
  }

  #report(start: number, end: number, fault: Fault | undefined): void {
    if (fault) this.diagnostics.push({ ...this.#at(start, end), ...fault });
  }

  #parse(): Node {
    const { text } = this;
    const bounded = (message: string): Fault => ({ law: "bounded-source", message });
    if (text.length > bounds.characters) {
      this.#report(0, 1, bounded(`the file has more than ${bounds.characters} characters`));
      return nothing;
    }
    const odd = control.exec(text);
    if (odd) {
      const code = odd[0].charCodeAt(0).toString(16).padStart(4, "0");
      this.#report(odd.index, odd.index + 1, syntaxFault("", `control character U+${code}`));
      return nothing;
    }
    const tokens = [...new Parser().parse(text)];
    const deep = tooDeep(tokens);
    if (deep !== undefined) {
      this.#report(deep, deep + 1, bounded(`more than ${bounds.depth} levels deep`));
      return nothing;
    }
    // The composer and all that follows recurse; the parser, and the test above, do not.
    const options = { prettyErrors: false, stringKeys: true, uniqueKeys: false } as const;
    const [doc, second] = [...new Composer(options).compose(tokens, true, text.length)];
    if (!doc) return nothing;
    this.#complain(doc, second?.range[0]);
    if (this.diagnostics.length > 0) return nothing;
    const root = this.#build(doc.contents, 0);
    return this.diagnostics.length > 0 ? { ...root, value: null } : root;
  }

  #complain(doc: Document.Parsed, second: number | undefined): void {
    // After the first error the parser guesses, and its further errors are mostly echoes.
    const [error] = [...doc.errors].sort((a, b) => a.pos[0] - b.pos[0]);
    const directive = this.text.slice(0, doc.range[0]).search(/^%/m);
    if (error) this.#report(...error.pos, syntaxFault(error.code, error.message));
    else if (second !== undefined)
      this.#report(second, second + 3, plain("a second document in one file"));
    else if (directive >= 0)
      this.#report(directive, this.text.length, plain("directives are not used here"));
  }

  #build(node: ParsedNode | null, at: number): Node {
    if (!node) return { ...nothing, start: at, end: at };
    const [start, end] = node.range;
    const { anchor, tag } = isAlias(node) ? {} : node;
    const value: unknown = isScalar(node) ? node.value : null;
    this.#report(start, end, nodeFault({ alias: isAlias(node), anchor, tag, value }));
    if (isMap(node)) return this.#map(node as YAMLMap.Parsed);
    if (isSeq(node)) return this.#list(node as YAMLSeq.Parsed);
    const block = isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
    return { value, start, end: block ? start + 1 : end };
  }

  #map(node: YAMLMap.Parsed): Node {
    const entries = new Map<string, Entry>();
    const value: Record<string, unknown> = Object.create(null);
    for (const pair of node.items as Pair<ParsedNode, ParsedNode | null>[]) {
      const { start, end, value: name } = this.#build(pair.key, node.range[0]);
      const key = String(name);
      const earlier = entries.get(key);
      this.#report(start, end, keyFault(key, earlier && this.#at(earlier.start, earlier.end).line));
      const child = this.#build(pair.value, end);
      if (!earlier) entries.set(key, { start, end, node: child });
      value[key] = child.value;
    }
    const [start, end] = node.range;
    const firstEnd = node.flow ? undefined : this.#firstLineEnd(entries.values().next().value);
    return { value: Object.freeze(value), start, end: firstEnd ?? end, entries };
  }

  /** Where the first entry of a block ends on its own line: the caret of a map is not its whole height. */
  #firstLineEnd(first: Entry | undefined): number | undefined {
    if (!first) return undefined;
    const broken = this.text.slice(first.end, first.node.start).includes("\n");
    return broken ? first.end : Math.max(first.end, first.node.end);
  }

  #list(node: YAMLSeq.Parsed): Node {
    const items = node.items.map((item) => this.#build(item as ParsedNode, node.range[0]));
    const [start, end] = node.range;
    const value = Object.freeze(items.map((item) => item.value));
    return { value, start, end: node.flow ? end : (items[0]?.end ?? end), items };
  }
}

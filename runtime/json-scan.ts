/** Where a value stands in a text: from its first character to behind its last. */
export interface Span {
  start: number;
  end: number;
}

/** What one look over a text of JSON tells; `fault` is why it is not to be parsed. */
export interface Scan {
  /** The values of the outermost object, by key. */
  spans: Map<string, Span>;
  fault?: string;
}

/** How deep lists and objects may lie in one another: parsers and encoders recurse. */
const MAX_DEPTH = 200;

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Looks over a text before it is parsed: how deep it nests, whether a top-level key comes twice (JSON.parse
 * takes the last, others the first), and where the top-level values stand. Costs a step a token, since strings
 * are skipped by `indexOf`; text that is not JSON is left to the parser to refuse.
 */
export function scan(text: string): Scan {
  const spans = new Map<string, Span>();
  let depth = 0;
  let key: string | undefined;
  let last: string | undefined;
  let start = -1;
  const close = (end: number): void => {
    if (key !== undefined && start !== -1) spans.set(key, trimmed(text, start, end));
    key = last = undefined;
    start = -1;
  };
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = stringEnd(text, at);
        if (depth === 1 && key === undefined) last = keyOf(text.slice(at, end));
        at = end - 1;
        break;
      }
      case OPEN_MAP:
      case OPEN_LIST:
        if (++depth > MAX_DEPTH) {
          return { spans, fault: `The body nests deeper than ${MAX_DEPTH} levels.` };
        }
        break;
      case CLOSE_MAP:
      case CLOSE_LIST:
        if (depth-- === 1) close(at);
        break;
      case COLON:
        if (depth !== 1 || last === undefined || key !== undefined) break;
        if (spans.has(last)) return { spans, fault: `The body has the key \`${last}\` twice.` };
        key = last;
        start = at + 1;
        break;
      case COMMA:
        if (depth === 1) close(at);
    }
  }
  return { spans };
}

/** Behind the closing quote of the string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** A key as it is meant: an escape must not hide that it comes twice. */
function keyOf(quoted: string): string | undefined {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

function trimmed(text: string, start: number, end: number): Span {
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}

/** What a source may be at most: characters of text, and maps and lists inside one another. */
export const bounds = { characters: 2 * 1024 * 1024, depth: 64 } as const;

/** What no spec needs: a byte order mark, NUL and their like survive a parser and lie in messages and in code. */
export const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/;

/** As much of a syntax token as measuring its depth takes. */
interface Token {
  readonly type: string;
  readonly offset?: number;
  readonly value?: unknown;
  readonly items?: readonly { readonly key?: unknown; readonly value?: unknown }[];
}

/**
 * The offset at which syntax tokens nest deeper than is allowed, found without recursion: composing
 * a document recurses, and running out of stack there can end the process.
 */
export function tooDeep(tokens: readonly unknown[]): number | undefined {
  const open = tokens.map((token) => ({ token: token as Token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > bounds.depth) return token.offset ?? 0;
    if (token.type === "document" && token.value) open.push({ token: token.value as Token, depth });
    for (const child of (token.items ?? []).flatMap(({ key, value }) => [key, value]))
      if (child) open.push({ token: child as Token, depth: depth + 1 });
  }
  return undefined;
}

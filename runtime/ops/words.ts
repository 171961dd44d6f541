/** The wire's word for a hub word. */
export function word<T>(
  value: string | boolean | undefined,
  table: Readonly<Record<string, T>>,
): T | undefined {
  const key = String(value);
  return value !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The wire's words for a list of hub words. */
export function words(
  list: readonly string[] | undefined,
  table: Readonly<Record<string, string>>,
): string[] | undefined {
  return list?.map((item) => word(item, table) ?? item);
}

/** The hub's words for a list of wire words; what the table lacks stays as it is. */
export function readWords(
  list: readonly string[] | undefined,
  table: Readonly<Record<string, string | null>>,
): string[] | undefined {
  return list?.flatMap((item) => (Object.hasOwn(table, item) ? (table[item] ?? []) : item));
}

/** Text with a prefix that it may have already. */
export function prefixed(text: string | undefined, prefix: string): string | undefined {
  return text === undefined || text.startsWith(prefix) ? text : prefix + text;
}

/** Text without such a prefix. */
export function bare(text: string | undefined, prefix: string): string | undefined {
  return text?.startsWith(prefix) ? text.slice(prefix.length) : text;
}

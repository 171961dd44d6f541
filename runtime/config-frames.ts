/** Keys whose values are credentials, or names of variables that hold them. */
const SECRET_KEY =
  /(?:^|(?<=[\s{,[?]))(["']?)(?!(?:keys|tokens|key_limits)\1\s*:)[\w.-]*(?:key|secret|passw(?:or)?d|token|authorization|cookie|_env)\1\s*:(?=[\s"'[]|$)/gi;
/** What may stand there to be seen: a variable's name, a word of YAML, the beginning of a map. */
const HARMLESS = /^(?:\$?[A-Z][A-Z0-9_]*|\$\{[A-Z][A-Z0-9_]*\}|true|false|null|~|\{.*)?$/;
/** A list, a quoted or a plain value; commas and brackets end a plain one only inside of brackets. */
const BLOCK_VALUE = /^\s*(?:\[[^\]]*\]?|"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^]*?(?=\s+#|$))/;
const FLOW_VALUE =
  /^\s*(?:\[[^\]]*\]?|"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|\$\{[^}]*\}|[^]*?(?=\s+#|[,}\]]|$))/;
/** The user and the password of an address. */
const USER = /(?<=:\/\/)\S+(?=@)/g;
const QUERY = /(?<=[?&][^=&\s]*(?:key|token|secret|passw(?:or)?d)=)[^&\s"'},\]]+/gi;
const SCHEMED = /(?<=\b(?:bearer|basic) +)[^\s"'},]{6,}/gi;
const WORD = /[A-Za-z0-9_-]{12,}/g;
const PREFIXED = /\b[sp]k[-_][A-Za-z0-9_-]{6,}/g;

/**
 * A config as it may be shown beside its mistakes: all that looks like a credential is stars, as many as it had
 * characters, so that columns stay right. People put keys and addresses with passwords where the name of a variable
 * belongs, and others read logs and what a reload answers.
 */
export function withoutSecrets(text: string): string {
  let deep = -1;
  const lines = text.split("\n").map((line) => {
    const indent = line.search(/\S/);
    if (indent === -1) return line;
    // What a key says may follow on lines of its own, deeper than the key; items may stand as deep as it.
    const follows = deep >= 0 && (indent > deep || (indent === deep && /^\s*- /.test(line)));
    if (!follows) deep = -1;
    const shown = follows && !/:(\s|$)/.test(line) ? hideItems(line) : hideValues(line);
    const own = /^(\s*(?:- +)*)["']?[\w.-]+["']?\s*:/.exec(line);
    if (!follows && own && isSecretKey(own[0])) deep = own[1]!.length;
    return withoutTokens(shown);
  });
  return lines.join("\n");
}

function isSecretKey(text: string): boolean {
  SECRET_KEY.lastIndex = 0;
  return SECRET_KEY.test(text);
}

/** Hides what stands behind each key of a line that is named like a secret's. */
function hideValues(line: string): string {
  let out = line;
  SECRET_KEY.lastIndex = 0;
  for (let found = SECRET_KEY.exec(line); found; found = SECRET_KEY.exec(line)) {
    const at = found.index + found[0].length;
    const rest = line.slice(at);
    const isFlow = /[{[]/.test(line.slice(0, found.index));
    const value = (isFlow ? FLOW_VALUE : BLOCK_VALUE).exec(rest)?.[0] ?? rest;
    out = out.slice(0, at) + hideItems(value) + out.slice(at + value.length);
    SECRET_KEY.lastIndex = at;
  }
  return out;
}

/** One value or a list of them, each hidden unless it is harmless. */
function hideItems(text: string): string {
  return text.replace(
    /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^\s,[\]"']+(?: +[^\s,[\]"'#]+)*/g,
    (item) => {
      const bare = item.replace(/^["']|["']$|^- +/g, "").trim();
      return HARMLESS.test(bare) || /^[-#|>]/.test(bare) ? item : stars(item);
    },
  );
}

/** The same for a sentence, which has no keys: tokens and addresses only. */
export function withoutTokens(text: string): string {
  return text
    .replace(USER, stars)
    .replace(QUERY, stars)
    .replace(SCHEMED, stars)
    .replace(PREFIXED, stars)
    .replace(WORD, (word) => (isRandom(word) ? stars(word) : word));
}

/** Letters and digits mixed in one long run, as no word, date or version is. */
function isRandom(word: string): boolean {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return true;
  const runs = word.match(/[A-Za-z0-9]{12,}/g) ?? [];
  return runs.some(
    (run) =>
      /\d/.test(run) &&
      (run.length >= 20 ? /[A-Za-z]/.test(run) : /[A-Z]/.test(run) && /[a-z]/.test(run)),
  );
}

function stars(text: string): string {
  return "*".repeat(text.length);
}

/** What asks for nothing or only describes, so that nobody misses it, and why. */
const NEUTRAL: readonly { path: RegExp; value?(value: unknown): boolean; why: string }[] = [
  { path: /^(stream|stream_usage)$/, why: "said by the path or always so" },
  { path: /^n$/, value: (value) => value === 1, why: "one choice is what every API gives" },
  {
    path: /^(logprobs|store)$/,
    value: (value) => value === false,
    why: "off is what every API does",
  },
  { path: /_penalty$/, value: (value) => value === 0, why: "no penalty" },
  { path: /^(safety|tools|metadata)$/, value: isEmpty, why: "nothing in it" },
  {
    path: /^service_tier$/,
    value: (value) => value === "auto" || value === "standard",
    why: "the usual tier",
  },
  {
    path: /^modalities$/,
    value: (value) => String(value) === "text",
    why: "text is what every API gives",
  },
  { path: /^tool_choice$/, value: (value) => modeOf(value) === "auto", why: "the usual choice" },
  {
    path: /^output$/,
    value: (value) => typeOf(value) === "text",
    why: "text is what every API gives",
  },
  { path: /^output\.type$/, why: "comes with the schema" },
  {
    path: /^reasoning$/,
    value: (value) => onlyShown(value),
    why: "showing it is what the gateway asks for",
  },
  {
    path: /^reasoning\.(mode|visible)$/,
    why: "how the wire is told; the gateway asks for the text",
  },
  { path: /^tools\.parameters$/, value: takesNothing, why: "a tool without parameters" },
  { path: /^tools\.strict$/, value: (value) => value === false, why: "off is what every API does" },
  {
    path: /^parts\.text$/,
    value: (part) => (part as { text: string }).text === "",
    why: "says nothing",
  },
  { path: /\.media_type$/, why: "known from the bytes or the answer of the server" },
  { path: /\.detail$/, value: (value) => value === "auto", why: "as the API does anyway" },
  { path: /\.is_error$/, value: (value) => value === false, why: "no error" },
  { path: /\.signature$/, why: "only its issuer can read it" },
  {
    path: /^parts\.reasoning$/,
    value: (part) => !(part as { text?: string }).text,
    why: "sealed: only its issuer can read it",
  },
  {
    path: /^parts\.reasoning(\.|$)/,
    value: (value) => typeof value !== "object" || !("kind" in (value ?? {})),
    why: "goes with the part, which is on the receipt",
  },
  { path: /^parts\.file\.(id|text)\.cache$/, why: "a mark on what is no part of its own there" },
];

/** Does the field ask for nothing? */
export function isEmptyValue(path: string, value: unknown): boolean {
  if (value === undefined) return true;
  return NEUTRAL.some((each) => each.path.test(path) && (each.value?.(value) ?? true));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function modeOf(value: unknown): unknown {
  return (value as { mode?: unknown } | null)?.mode;
}

function typeOf(value: unknown): unknown {
  return (value as { type?: unknown } | null)?.type;
}

function onlyShown(value: unknown): boolean {
  const said = Object.entries(value as object).filter(([, item]) => item !== undefined);
  return said.every(([key]) => key === "visible" || key === "mode");
}

function takesNothing(value: unknown): boolean {
  return isEmpty((value as { properties?: unknown }).properties ?? {});
}

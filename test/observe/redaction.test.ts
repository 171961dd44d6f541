import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readKey } from "../../runtime/credentials.ts";
import { createRedactor } from "../../runtime/observe/redaction.ts";

const hide = createRedactor(["emails", "phones", "cards", "keys"]);
const LETTERS = "aB3dE5gH7jK9mN1pQ2sT4vW6xY8z";
const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${LETTERS}`;

describe("hides", () => {
  it.each([
    ["ann.b+c@mail.example.org, please", "[email], please"],
    ["see mailto:o'neil@exämple.de.", "see mailto:[email]."],
    ["?to=ann%40example.org&x=1", "?to=[email]&x=1"],
    ["+49 (0)30 1234567 or 0049 151 23456789", "[phone] or [phone]"],
    ["+1-555-010-9999, (555) 123-4567, 555.123.4567", "[phone], [phone], [phone]"],
    ["1 800 555 0199 or 03-1234-5678", "[phone] or [phone]"],
    ["01 23 45 67 89; 020 7946 0958; 0151/23456789", "[phone]; [phone]; [phone]"],
    ["98765 43210, 138 1234 5678, (11) 91234-5678", "[phone], [phone], [phone]"],
    ["Tel.: 5551234567 and phone number is 030123456", "Tel.: [phone] and phone number is [phone]"],
    ["030 1234567 2024 pieces", "[phone] 2024 pieces"],
    ["card 4111 1111 1111 1111 123 exp 12/29", "card [card] 123 exp 12/29"],
    ["4111111111111111, 3782-822463-10005", "[card], [card]"],
    ["12 5555 5555 5555 4444", "12 [card]"],
    [`Authorization: Bearer ${LETTERS}==`, "Authorization: Bearer [key]"],
    [`sk-proj-${LETTERS}.`, "[key]."],
    [`sk_live_${LETTERS} ghp_${LETTERS} dgm_${LETTERS}`, "[key] [key] [key]"],
    ["AKIAIOSFODNN7EXAMPLE", "[key]"],
    [`zz-${LETTERS}${LETTERS}`, "[key]"],
    [`token=${JWT};`, "token=[key];"],
    ["https://ann:pass-w0rd@host.test/a", "https://[key]@host.test/a"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----!", "[key]!"],
    ["a -----BEGIN PRIVATE KEY-----\nMIIE cut off", "a [key]"],
  ])("%s", (text, expected) => expect(hide(text)).toBe(expected));

  it("keys that are known", () => {
    readKey(["SOME_KEY"], { SOME_KEY: "correct horse battery" });
    expect(hide("it is correct horse battery!")).toBe("it is [key]!");
  });
});

describe("leaves alone", () => {
  it.each([
    "lodash@4.17.21 and user@host",
    "$1,234,567.89 or 1.234.567,89 EUR or 0.123456789",
    "+1.234.567,89 and +12.5 % and +100000",
    "2024-01-02T03:04:05+01:00 until 01.02.2024 12:30",
    "17000000001234567 or 1700000000 or 1732303448123",
    "550e8400-e29b-41d4-a716-446655440000",
    "12345678-1234-1234-1234-123456789012",
    "order 5551234567, id 0012345678, 4111111111111112",
    "192.168.100.200:8080 and 10.0.0.1",
    "req_4111111111111111 and call_aBc123dEf456 and msg-abc",
    "chat-completions-with-a-rather-long-name-of-words-only",
    "sk-learn-classification-of-texts, basic internationalization",
    "3.14159265358979323846",
  ])("%s", (text) => expect(hide(text)).toBe(text));

  it("what the config does not name", () => {
    const text = "ann@example.org +49 151 23456789 4111111111111111";
    expect(createRedactor([])(text)).toBe(text);
    expect(createRedactor(["cards"])(text)).toBe("ann@example.org +49 151 23456789 [card]");
  });
});

describe("in JSON", () => {
  it("stays JSON, whatever is escaped", () => {
    const inner = JSON.stringify({
      a: "one\nann@example.org",
      jwt: `x\n${JWT}`,
      n: 4111111111111111,
    });
    const body = {
      m: "line\nann@example.org\t+49 151 23456789",
      n: [4111111111111111, 1.5],
      args: inner,
    };
    const escaped = JSON.stringify(body).replace("ann@", "ann\\u0040");
    const out = JSON.parse(hide(escaped));
    expect(out).toMatchObject({ m: "line\n[email]\t[phone]", n: ["[card]", 1.5] });
    expect(JSON.parse(out.args)).toEqual({ a: "one\n[email]", jwt: "x\n[key]", n: "[card]" });
  });

  it("knows numbers by the names of their members, and hides names too", () => {
    const body = {
      phone: 5551234567,
      mobile_number: "5551234567",
      id: 5551234567,
      "a@b.example": 1,
    };
    expect(JSON.parse(hide(JSON.stringify(body)))).toEqual({
      phone: "[phone]",
      mobile_number: "[phone]",
      id: 5551234567,
      "[email]": 1,
    });
  });

  it("hides in what is cut off, and in what only begins like JSON", () => {
    expect(hide('{"a":"x ann@example.org and bob@example.or')).toBe('{"a":"x [email] and [email]');
    expect(hide("[note] write to ann@example.org")).toContain("[note] write to");
    expect(hide("[note] write to ann@example.org")).not.toContain("ann");
  });

  it("hides a number with its sign", () => {
    expect(hide('{"a":[-6649372838520622,1]}')).toBe('{"a":["[card]",1]}');
  });

  // A number or a word alone is a text, and no document.
  const structured = fc.json({ maxDepth: 4 }).filter((json) => /^[[{]/.test(json));

  it("gives back JSON that says the same where nothing is hidden", () => {
    fc.assert(
      fc.property(structured, (json) => {
        const hidden = hide(json);
        expect(() => JSON.parse(hidden)).not.toThrow();
        if (!/\[(email|phone|card|key)\]/.test(hidden)) expect(hidden).toBe(json);
      }),
      { numRuns: 300, examples: [[`[-6649372838520622]`]] },
    );
  });
});

describe("takes time by length alone", () => {
  const MB = 1_000_000;
  const fill = (part: string): string => part.repeat(Math.ceil(MB / part.length));
  it.each(
    [
      "a",
      "@",
      "a@",
      "a.",
      "%40",
      "a@a.",
      "1",
      "1 ",
      "4 ",
      "4111 ",
      "1-",
      "+1",
      "+1 ",
      "0",
      "01 ",
      "(0",
      "00",
      "555-",
      "eyJ",
      "eyJhbGci0000.",
      "eyJhbGci0000.eyJ00000.",
      "sk-",
      "sk-a",
      "ab-",
      "Bearer ",
      "basic a",
      "://",
      "://a:",
      "-----BEGIN PRIVATE KEY-----",
      "-----BEGIN ",
      "tel",
      "tel ",
      "phone number is ",
      "tel 1",
      '"',
      '\\"',
      '{"',
      '"a":',
      "[",
      " ",
      "\\",
    ].map((part) => [part]),
  )("%j", (part) => {
    const long = fill(part);
    const short = long.slice(0, MB / 10);
    for (const text of [`{"a":"${long}`, short, `1${short}x`]) {
      const start = performance.now();
      hide(text);
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });
});

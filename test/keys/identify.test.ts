import { describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { GatewayError, writeError } from "../../runtime/errors.ts";
import { createIdentify, keyPlaces } from "../../runtime/keys/credential.ts";
import type { VirtualKey } from "../../runtime/keys/key.ts";
import { askFault, keyFault, mayGoTo, targetFault } from "../../runtime/keys/scope.ts";
import { newSecret } from "../../runtime/keys/secret.ts";

const secret = newSecret();
const KEY: VirtualKey = {
  id: "key_1",
  name: "team",
  hint: secret.slice(0, 8),
  tags: [],
  budgets: {},
  limits: {},
  created_at: 0,
  disabled: false,
};

const places = keyPlaces(registry);
const known = { ready: true, find: (text: string) => (text === secret ? KEY : undefined) };
const identify = createIdentify(places, known, false);
const strict = createIdentify(places, known, true);

function refusal(value: unknown, kind = "auth"): string {
  expect(value).toBeInstanceOf(GatewayError);
  const { error } = value as GatewayError;
  expect(error.kind).toBe(kind);
  return error.message;
}

describe("who asks", () => {
  it("is found wherever an SDK of any dialect or provider puts its key", () => {
    expect(places.headers).toContain("authorization");
    const doors = Object.values(registry.dialects).flatMap(({ facts }) => facts.door.auth);
    const providers = Object.values(registry.providers).map(({ auth }) => auth);
    for (const place of [...doors, ...providers]) {
      if (place.scheme === "bearer") {
        expect(identify({ authorization: `Bearer ${secret}` }, "/x")).toBe(KEY);
        expect(identify({ authorization: `bearer  ${secret} ` }, "/x")).toBe(KEY);
      } else if (place.scheme === "header") {
        const value = `${place.prefix ?? ""}${secret}`;
        expect(strict({ [place.name.toLowerCase()]: value }, "/x")).toBe(KEY);
      } else if (place.scheme === "query") {
        expect(strict({}, `/x?a=1&${place.name}=${secret}`)).toBe(KEY);
      }
    }
    const [, second = ""] = places.headers;
    expect(strict({ authorization: "Bearer sk-other", [second]: secret }, "/x")).toBe(KEY);
    expect(strict({ [second]: `sk-other, ${secret}` }, "/x")).toBe(KEY);
    expect(strict({ "x-unknown": secret }, "/x")).toBeInstanceOf(GatewayError);
  });

  it("is nobody, or refused, without a virtual key", () => {
    for (const headers of [{}, { authorization: "Bearer sk-other" }, { authorization: "" }])
      expect(identify(headers, "/x?q=1")).toBeUndefined();
    expect(refusal(strict({}, "/x"))).toContain("A key of this gateway is needed");
    expect(refusal(strict({ authorization: "Bearer sk-other" }, "/x"))).toContain("begin with");
  });

  it("is refused with a key that is mistyped or not known, needed or not", () => {
    for (const check of [identify, strict]) {
      const typed = `${secret.slice(0, -1)}${secret.endsWith("x") ? "y" : "x"}`;
      expect(refusal(check({ authorization: `Bearer ${typed}` }, "/"))).toContain("typing error");
      const other = newSecret();
      const message = refusal(check({ authorization: `Bearer ${other}` }, "/"));
      expect(message).toContain("not known");
      expect(message).not.toContain(other.slice(4, 12));
    }
    const early = createIdentify(places, { ready: false, find: () => undefined }, true);
    refusal(early({ authorization: `Bearer ${secret}` }, "/"), "overloaded");
  });

  it("is told in the words of every dialect with its 401", () => {
    const error = strict({ authorization: "Bearer sk-very-secret" }, "/x") as GatewayError;
    for (const dialect of Object.values(registry.dialects)) {
      const answer = writeError(dialect, error.error);
      expect(answer.status).toBe(401);
      expect(JSON.stringify(answer)).not.toContain("sk-very-secret");
    }
  });
});

describe("what a key may do", () => {
  it("is nothing when it is disabled or has expired", () => {
    expect(keyFault(KEY, 5)).toBeUndefined();
    expect(refusal(keyFault({ ...KEY, disabled: true }, 5))).toContain("disabled");
    expect(keyFault({ ...KEY, expires_at: 6 }, 5)).toBeUndefined();
    expect(refusal(keyFault({ ...KEY, expires_at: 5 }, 5))).toContain("1970-01-01");
  });

  it("is everything without a scope", () => {
    expect(askFault(KEY, "anything")).toBeUndefined();
    expect(mayGoTo(KEY, "one/two")).toBe(true);
  });

  it("is what its globs allow, and the refusal tells them", () => {
    const key = { ...KEY, routes: ["smart", "fast-*"], models: ["one/*"] };
    for (const asked of ["smart", "fast-1"]) expect(askFault(key, asked)).toBeUndefined();
    expect(askFault(key, "some-name", "fast-*")).toBeUndefined();
    const message = refusal(askFault(key, "one/two"), "permission");
    expect(message).toBe("The key `team` may not ask for `one/two`; it may for `smart`, `fast-*`.");
    expect(mayGoTo(key, "one/two/three")).toBe(true);
    expect(mayGoTo(key, "other/two")).toBe(false);
    expect(refusal(targetFault(key, "smart"), "permission")).toContain("`one/*`");
  });
});

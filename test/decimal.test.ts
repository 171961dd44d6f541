import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  compare,
  format,
  fromInteger,
  multiply,
  parse,
  shift,
  zero,
} from "../runtime/decimal.ts";

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 20 }))
  .map(([units, scale]) => ({ units, scale }));

test.each([
  ["0", "0"],
  ["-0", "0"],
  ["007.50", "7.5"],
  ["1.000", "1"],
  ["0.0000000001", "0.0000000001"],
  ["3.60795e-2", "0.0360795"],
  ["1e-7", "0.0000001"],
  ["2.5E3", "2500"],
  ["-12.50", "-12.5"],
  ["123456789012345678901234567890.1", "123456789012345678901234567890.1"],
])("%s is %s", (text, plain) => {
  expect(format(parse(text))).toBe(plain);
});

test.each(["", " 1", "1.", ".5", "1,5", "0x10", "NaN", "Infinity", "1e", "1e9999", "--1"])(
  "%j is not a number",
  (text) => {
    expect(() => parse(text)).toThrow(RangeError);
  },
);

test("counts must be whole and safe", () => {
  expect(format(fromInteger(2 ** 53 - 1))).toBe("9007199254740991");
  for (const count of [0.5, NaN, Infinity, 2 ** 53]) expect(() => fromInteger(count)).toThrow();
});

test("tenths add up, as floats do not", () => {
  const sum = Array.from({ length: 10 }, () => parse("0.1")).reduce(add, zero);
  expect(format(sum)).toBe("1");
  expect(format(multiply(parse("0.1"), parse("0.2")))).toBe("0.02");
});

test("shifting moves the point and loses nothing", () => {
  expect(format(shift(fromInteger(3), -6))).toBe("0.000003");
  expect(format(shift(parse("1.25"), 1))).toBe("12.5");
  expect(format(shift(parse("1.25"), 5))).toBe("125000");
});

test("laws: text comes back, sums commute and associate, products distribute", () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(compare(parse(format(a)), a)).toBe(0);
      expect(format(add(a, b))).toBe(format(add(b, a)));
      expect(format(add(add(a, b), c))).toBe(format(add(a, add(b, c))));
      expect(format(multiply(a, add(b, c)))).toBe(format(add(multiply(a, b), multiply(a, c))));
    }),
  );
});

test("laws: the order is that of the numbers, whatever the scales", () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(compare(a, b) + compare(b, a)).toBe(0);
      expect(compare(add(a, parse("0.0000000000000000000001")), a)).toBe(1);
      expect(compare(shift(shift(a, 7), -7), a)).toBe(0);
    }),
  );
});

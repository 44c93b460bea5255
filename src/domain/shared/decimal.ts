// Exact arithmetic with decimal numbers, as people read them.

/** A decimal number: `digits` × 10 ^ `exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The shortest text of a number as a decimal number: 0.1 is one tenth, although no double is. Null if it is not finite. */
function toDecimal(value: number): Decimal | null {
  const parts = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (parts === null) return null;
  const [, whole = '', fraction = '', power = '0'] = parts;
  return { digits: BigInt(`${whole}${fraction}`), exponent: Number(power) - fraction.length };
}

/** Whether `value` is `from` plus a whole number of steps. False if a number is not finite, or the step is zero. */
export function isOnDecimalStep(value: number, from: number, step: number): boolean {
  const [a, b, c] = [toDecimal(value), toDecimal(from), toDecimal(step)];
  if (a === null || b === null || c === null || c.digits === 0n) return false;
  const lowest = Math.min(a.exponent, b.exponent, c.exponent);
  const scale = ({ digits, exponent }: Decimal) => digits * 10n ** BigInt(exponent - lowest);
  return (scale(a) - scale(b)) % scale(c) === 0n;
}

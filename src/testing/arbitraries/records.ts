import fc from 'fast-check';

/** Objects with all of these fields and the usual prototype, as the core makes them. */
export function record<T>(
  fieldArbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
): fc.Arbitrary<T> {
  return fc.record(fieldArbitraries, { noNullPrototype: true });
}

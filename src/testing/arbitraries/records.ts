import fc from 'fast-check';

/** Objects with all of these fields, made as the core makes them: with the usual prototype. */
export function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true });
}

// Answers that are there at once, or later. The reads and decisions of the kit are written once for both.

/** An answer that is there at once, as of a storage in this process, or later. */
export type Answer<T> = T | Promise<T>;

/** A computation that may wait. It yields what it waits for; if all answers are there at once, it never waits. */
export type Reading<T> = Generator<Promise<void>, T, void>;

/** The answer; waits for it if it is not there at once. */
export function* ask<T>(answer: Answer<T>): Reading<T> {
  if (!(answer instanceof Promise)) return answer;
  const arrived: { readonly value: T }[] = [];
  yield answer.then((value) => void arrived.push({ value }));
  const [first] = arrived;
  if (first === undefined) throw new Error('A reading went on before its answer arrived.');
  return first.value;
}

/** The results of both, which wait at the same time. */
export function* both<A, B>(one: Reading<A>, other: Reading<B>): Reading<readonly [A, B]> {
  const answers = [run(one), run(other)] as const;
  const [first, second] = answers;
  if (first instanceof Promise || second instanceof Promise)
    return yield* ask(Promise.all(answers));
  return [first, second];
}

/** Runs a computation to its end: at once, unless it waits. */
export function run<T>(reading: Reading<T>): Answer<T> {
  const step = reading.next();
  return step.done === true ? step.value : runAfter(step.value, reading);
}

async function runAfter<T>(waiting: Promise<void>, reading: Reading<T>): Promise<T> {
  await waiting;
  return run(reading);
}

/** An answer that must be there at once. Throws if it is not: the storage has answered another question later. */
export function requireAtOnce<T>(answer: Answer<T>): T {
  if (!(answer instanceof Promise)) return answer;
  throw new Error(
    'An answer came later, although this storage answers at once: return values, not promises.',
  );
}

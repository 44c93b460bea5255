// Answers that are there at once, or later. The reads and decisions of the kit are written once for both: with a storage that
// answers at once, a whole read runs in one go.

/** An answer that is there at once, as of a storage in this process, or later. */
export type Answer<T> = T | Promise<T>;

/** Goes on with an answer: at once, if it is there. */
export function andThen<T, U>(answer: Answer<T>, next: (value: T) => Answer<U>): Answer<U> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}

/** Two answers, waited for at the same time. */
export function both<A, B>(one: Answer<A>, other: Answer<B>): Answer<readonly [A, B]> {
  if (one instanceof Promise || other instanceof Promise) return Promise.all([one, other]);
  return [one, other];
}

/** All answers, waited for at the same time. */
export function all<T>(answers: readonly Answer<T>[]): Answer<readonly T[]> {
  return answers.every(isAtOnce) ? answers : Promise.all(answers);
}

function isAtOnce<T>(answer: Answer<T>): answer is T {
  return !(answer instanceof Promise);
}

/** An answer that must be there at once. Throws if it is not. */
export function requireAtOnce<T>(answer: Answer<T>): T {
  if (!(answer instanceof Promise)) return answer;
  throw new Error(
    'An answer came later, although this storage answers at once: return values, not promises.',
  );
}

// The questions of a check: the reads that it makes. Whoever asks them before and between the writes finds a storage that
// keeps an answer for too long.

import type { Storage } from '../../../ports/storage.js';
import { interceptStorage, type StorageCall } from '../../doubles/intercept-storage.js';

/** A call without an effect. */
export type Question = (storage: Storage) => Promise<unknown>;

/** Methods that write; `close` ends the storage. */
const effects: readonly string[] = [
  'commit',
  'migrate',
  'close',
  'claim',
  'settle',
  'prune',
  'recordUse',
];

/** How many different questions are remembered. A check that asks more asks about one kind of row again and again. */
const maxQuestions = 40;

/** The storage, and the different questions that are put to it. */
export function rememberQuestions(storage: Storage): {
  readonly storage: Storage;
  readonly questions: () => readonly Question[];
} {
  const questions = new Map<string, Question>();
  const remember = ({ port, method, args }: StorageCall) => {
    const key = JSON.stringify([port, method, args]);
    if (questions.size >= maxQuestions || questions.has(key)) return;
    // Copied, since a check may change what it has given.
    const given = structuredClone(args);
    questions.set(key, (on) => ask(on, port, method, given));
  };
  return {
    storage: interceptStorage(storage, (call, proceed) => {
      if (!effects.includes(call.method)) remember(call);
      return proceed();
    }),
    questions: () => [...questions.values()],
  };
}

function ask(
  storage: Storage,
  port: StorageCall['port'],
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const part = port === 'storage' ? storage : storage[port];
  return Reflect.apply(Reflect.get(part, method), part, structuredClone(args));
}

/** After so many writes of a check, a storage that keeps answers has kept them. */
const maxWritesAsked = 6;

/** The storage, which is asked all of the questions after each of the first writes. The answers do not matter: a faulty storage would repeat them. */
export function askAfterWrites(storage: Storage, questions: readonly Question[]): Storage {
  let writes = 0;
  return interceptStorage(storage, async ({ method }, proceed) => {
    const answer = await proceed();
    if (method === 'close' || !effects.includes(method)) return answer;
    writes += 1;
    if (writes <= maxWritesAsked) await askAll(storage, questions);
    return answer;
  });
}

/** Asks each question twice in a row, so that both openings get it if there are two. */
export async function askAll(storage: Storage, questions: readonly Question[]): Promise<void> {
  await Promise.all(questions.flatMap((question) => [question(storage), question(storage)]));
}

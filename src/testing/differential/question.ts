// Asks a storage, and compares what it answers with what a world of plain lists answers.

import type { Storage } from '../../ports/storage.js';
import { assertSame, isSame } from '../contract/assertions.js';
import type { ReadSpec } from './read-spec.js';
import type { World } from './world.js';

/** A call of a storage, and all answers that are right. */
export interface Question {
  readonly answers: readonly unknown[];
  /** The call in words. */
  text(): string;
  ask(storage: Storage): Promise<unknown>;
}

/** Throws if the storage gives none of the answers. */
export async function check(question: Question, storage: Storage): Promise<void> {
  const seen = await question.ask(storage);
  const { answers } = question;
  if (!answers.some((answer) => isSame(seen, answer)))
    assertSame(seen, answers[0], question.text());
}

/** All questions of one read of a part of the port. */
export interface PortRead {
  readonly name: string;
  questions(world: World, before: World): readonly Question[];
}

/** The reads of a part, with what they are compared with. */
export function portReads(
  part: keyof Storage,
  specs: Readonly<Record<string, ReadSpec<readonly unknown[], unknown>>>,
): readonly PortRead[] {
  return Object.entries(specs).map(([method, spec]) => ({
    name: `${part}.${method}`,
    questions: (world, before) =>
      spec.questions(world, before).map((args) => ({
        text: () => `${part}.${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
        answers: 'answer' in spec ? [spec.answer(world, ...args)] : spec.anyAnswer(world, ...args),
        ask: (storage) => callPart(storage[part], method, args),
      })),
  }));
}

async function callPart(part: unknown, method: string, args: readonly unknown[]): Promise<unknown> {
  const read: unknown = Reflect.get(Object(part), method);
  if (typeof read !== 'function') throw new Error(`the storage has no ${method}`);
  return Reflect.apply(read, part, args);
}

// Counts the methods and refusals of sequences, to see whether the generator still reaches every rule.

import type { RefusalCode } from '../../src/domain/shared/refusal.js';
import type { MethodName } from '../../src/testing/model/reference/index.js';
import type { SequenceTrace } from '../../src/testing/model/run-sequence.js';

export interface SequenceCounts {
  sequences: number;
  commands: number;
  /** How often each method succeeded. */
  readonly done: Map<MethodName, number>;
  /** How often each refusal was returned. */
  readonly refused: Map<RefusalCode, number>;
}

export function newSequenceCounts(): SequenceCounts {
  return { sequences: 0, commands: 0, done: new Map(), refused: new Map() };
}

export function countTrace(counts: SequenceCounts, { steps }: SequenceTrace): void {
  counts.sequences += 1;
  counts.commands += steps.length;
  for (const { call, answer } of steps) {
    if (answer.ok) increment(counts.done, call.method);
    else increment(counts.refused, answer.refusal.code);
  }
}

function increment<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

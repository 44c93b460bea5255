// Prints a sequence.

import type { SequenceTrace, TraceStep } from './run-sequence.js';

/** The trace as text: one line for each command, the difference last. */
export function describeTrace({ steps, difference }: SequenceTrace): string {
  const lines = steps.map((step, index) => `${index + 1}. ${describeStep(step)}`);
  return [...lines, difference ?? 'no difference'].join('\n');
}

function describeStep({ call, answer }: TraceStep): string {
  const { method, caller, input, key } = call;
  const callText = `${caller}: ${method} ${JSON.stringify(input)}${key === undefined ? '' : ` under key ${key}`}`;
  return `${callText} → ${answer.ok ? 'done' : answer.refusal.code}`;
}

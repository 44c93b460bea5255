// A sequence in lines that a person can follow.

import type { Step, Trace } from './run.js';

/** The trace for people: one line a command, the difference last. */
export function describeTrace({ steps, difference }: Trace): string {
  const lines = steps.map((step, index) => `${index + 1}. ${describeStep(step)}`);
  return [...lines, difference ?? 'no difference'].join('\n');
}

function describeStep({ call, answer }: Step): string {
  const { verb, caller, input, key } = call;
  const asked = `${caller}: ${verb} ${JSON.stringify(input)}${key === undefined ? '' : ` under key ${key}`}`;
  return `${asked} → ${answer.ok ? 'done' : answer.refusal.code}`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrittenStorage } from '../../../src/adapters/kit/index.js';
import { projectRoot } from '../../support/project.js';

const methods = Object.entries(unwrittenStorage()).flatMap(
  ([part, member]: readonly [string, unknown]) =>
    typeof member === 'object' && member !== null
      ? Object.entries(member).map(([name, method]) => [`${part}.${name}`, method] as const)
      : [[part, member] as const],
);
const clauseIds = new Set(
  readFileSync(join(projectRoot, 'docs/contract.md'), 'utf8').match(/\b[A-Z]+-[0-9]+\b/gu),
);

describe('an unwritten storage', () => {
  it.each(methods)('says that %s is not written, and what tests it', async (name, method) => {
    if (typeof method !== 'function') throw new Error(`${name} is no method`);
    const fault: unknown = await Promise.resolve(Reflect.apply(method, null, [])).catch(
      (error: unknown) => error,
    );
    const message = fault instanceof Error ? fault.message : '';
    expect(message).toContain(`${name} is not written yet.`);
    const named = message.match(/\b[A-Z]+-[0-9]+\b/gu) ?? [];
    expect(named).not.toEqual([]);
    expect(named.filter((id) => !clauseIds.has(id))).toEqual([]);
  });

  it('names every clause of reads', () => {
    const port = readFileSync(join(projectRoot, 'src/ports/storage.ts'), 'utf8');
    const source = readFileSync(join(projectRoot, 'src/adapters/kit/unwritten-storage.ts'), 'utf8');
    const idsIn = (text: string) => new Set(text.match(/\bREAD-[0-9]+\b/gu));
    const inPort = [...idsIn(port)].filter((id) => !idsIn(source).has(id));
    expect(inPort).toEqual([]);
  });
});

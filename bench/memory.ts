// Measures how much memory a membership takes in the memory storage. A process of its own does it, whose garbage collector
// can be called.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Memory } from './report/results.js';
import { isMet, memoryTarget } from './targets.js';

const program = join(import.meta.dirname, 'memory-process.ts');

export function measureMemory(memberships: number, print: (line: string) => void): Memory {
  print(`memory: ${memberships} memberships`);
  const flags = ['--expose-gc', '--import', 'tsx', program, String(memberships)];
  const { stdout, stderr, status } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The memory could not be measured.\n${stderr}`);
  const bytesPerMembership = Math.round(Number(stdout) / memberships);
  const met = isMet(bytesPerMembership, memoryTarget) ?? false;
  return { memberships, bytesPerMembership, ...memoryTarget, met };
}

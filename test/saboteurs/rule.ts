// Rules about survivors.

import type { Verdict } from './try-mutant.js';

export type Survivor = Pick<Verdict, 'kind' | 'name'>;

export interface Rule {
  readonly reason: string;
  readonly holds: (survivor: Survivor) => boolean;
}

export function rule(reason: string, kind: RegExp, name: RegExp = /^/u): Rule {
  return { reason, holds: (survivor) => kind.test(survivor.kind) && name.test(survivor.name) };
}

export function reasonOf(survivor: Survivor, rules: readonly Rule[]): string | null {
  return rules.find(({ holds }) => holds(survivor))?.reason ?? null;
}

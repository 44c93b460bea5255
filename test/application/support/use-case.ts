// A use case as tests call it, with whatever they hand in.
import type { Guildhall } from '../../../src/index.js';

/** The rows that good inputs name. */
export interface Named {
  readonly organizationId: string;
  readonly userId: string;
  readonly invitationId: string;
  readonly token: string;
  readonly appId: string;
  readonly submissionId: string;
  readonly keyId: string;
}

export interface UseCase {
  readonly name: string;
  /** Changes nothing. */
  readonly isQuery: boolean;
  good(named: Named): Readonly<Record<string, unknown>>;
  /** Called with whatever a caller may hand in. */
  call(guildhall: Guildhall, actor: unknown, input: unknown): Promise<unknown>;
}

type Called = (guildhall: Guildhall) => unknown;

function useCase(name: string, of: Called, good: UseCase['good'], isQuery: boolean): UseCase {
  return {
    name,
    isQuery,
    good,
    async call(guildhall, actor, input) {
      const called = of(guildhall);
      if (typeof called !== 'function') throw new Error(`${name} is no use case`);
      return Reflect.apply(called, null, [actor, input]);
    },
  };
}

export const command = (name: string, of: Called, good: UseCase['good']): UseCase =>
  useCase(name, of, good, false);
export const query = (name: string, of: Called, good: UseCase['good']): UseCase =>
  useCase(name, of, good, true);

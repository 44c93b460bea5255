// The operations that are measured; each checks its own result.

import {
  type BenchmarkData,
  type OperationInputs,
  organizationsPerJoiner,
} from './benchmark-data.js';
import type { BenchmarkSubject } from './subject.js';

export type OperationName =
  | 'create'
  | 'invite-accept'
  | 'is-member'
  | 'can'
  | 'find-by-member'
  | 'members';

/** Where an operation takes place: the organization that is read, and the one who invites. */
export interface OperationPlace extends Pick<BenchmarkData, 'admin' | 'fullOrganizationId'> {
  /** How many members the page has; 10 if absent. */
  readonly pageSize?: number;
}

export interface BenchmarkOperation {
  readonly name: OperationName;
  readonly title: string;
  readonly kind: 'command' | 'read';
  /** Runs the operation once. Throws if the result is wrong. */
  run(subject: BenchmarkSubject, place: OperationPlace, inputs: OperationInputs): Promise<void>;
}

export const operations: readonly BenchmarkOperation[] = [
  {
    name: 'create',
    title: 'create an organization',
    kind: 'command',
    run(subject, _place, inputs) {
      const { creator, name } = inputs.nextOrganization();
      return subject.createOrganization(creator, name);
    },
  },
  {
    name: 'invite-accept',
    title: 'invite and accept',
    kind: 'command',
    run: (subject, { admin }, inputs) => subject.inviteAndAccept(admin, inputs.nextPair()),
  },
  {
    name: 'is-member',
    title: 'membership',
    kind: 'read',
    async run(subject, { fullOrganizationId }, inputs) {
      assertEqual(await subject.isMember(fullOrganizationId, inputs.nextMember().id), true);
    },
  },
  {
    name: 'can',
    title: 'role and permission',
    kind: 'read',
    async run(subject, { fullOrganizationId }, inputs) {
      assertEqual(await subject.can(fullOrganizationId, inputs.nextMember().id), false);
    },
  },
  {
    name: 'find-by-member',
    title: 'organizations of a user',
    kind: 'read',
    async run(subject, _place, inputs) {
      assertEqual(await subject.countByMember(inputs.nextJoiner().id), organizationsPerJoiner);
    },
  },
  {
    name: 'members',
    title: 'a page of members',
    kind: 'read',
    async run(subject, { fullOrganizationId, pageSize = 10 }, inputs) {
      const { id } = inputs.nextMember();
      assertEqual(await subject.countTenMembers(fullOrganizationId, id), pageSize);
    },
  },
];

export function operationNamed(name: OperationName): BenchmarkOperation {
  const found = operations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no operation "${name}".`);
  return found;
}

export function assertEqual(found: unknown, expected: unknown): void {
  if (found !== expected)
    throw new Error(`An operation returned ${found}, but should have returned ${expected}.`);
}

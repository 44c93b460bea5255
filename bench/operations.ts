// The operations that are measured; each checks its own result.

import {
  type BenchmarkData,
  type OperationInputs,
  organizationsPerJoiner,
} from './benchmark-data.js';
import type { BenchmarkSubject } from './subject.js';

export interface BenchmarkOperation {
  readonly name: string;
  readonly title: string;
  /** Runs the operation once. Throws if the result is wrong. */
  run(subject: BenchmarkSubject, data: BenchmarkData, inputs: OperationInputs): Promise<void>;
}

export const operations: readonly BenchmarkOperation[] = [
  {
    name: 'create',
    title: 'create an organization',
    run(subject, _data, inputs) {
      const { creator, name } = inputs.nextOrganization();
      return subject.createOrganization(creator, name);
    },
  },
  {
    name: 'invite-accept',
    title: 'invite and accept',
    run: (subject, { admin }, inputs) => subject.inviteAndAccept(admin, inputs.nextPair()),
  },
  {
    name: 'is-member',
    title: 'membership',
    async run(subject, { fullOrganizationId }, inputs) {
      assertEqual(await subject.isMember(fullOrganizationId, inputs.nextMember().id), true);
    },
  },
  {
    name: 'can',
    title: 'role and permission',
    async run(subject, { fullOrganizationId }, inputs) {
      assertEqual(await subject.can(fullOrganizationId, inputs.nextMember().id), false);
    },
  },
  {
    name: 'find-by-member',
    title: `the ${organizationsPerJoiner} organizations of a user`,
    async run(subject, _data, inputs) {
      assertEqual(await subject.countByMember(inputs.nextJoiner().id), organizationsPerJoiner);
    },
  },
  {
    name: 'members',
    title: 'a page of 10 members',
    async run(subject, { fullOrganizationId }, inputs) {
      assertEqual(await subject.countTenMembers(fullOrganizationId, inputs.nextMember().id), 10);
    },
  },
];

function assertEqual(found: unknown, expected: unknown): void {
  if (found !== expected)
    throw new Error(`An operation returned ${found}, but should have returned ${expected}.`);
}

// The operations that are measured, and that each did what it should have done.

import { organizationsOfJoiner, type Stage, type Supply } from './stage.js';
import type { Subject } from './subject.js';

export interface Operation {
  readonly name: string;
  readonly title: string;
  /** Once; throws where the answer is not what it must be. */
  run(subject: Subject, stage: Stage, supply: Supply): Promise<void>;
}

export const operations: readonly Operation[] = [
  {
    name: 'found',
    title: 'found an organization',
    run(subject, _stage, supply) {
      const { founder, name } = supply.founding();
      return subject.found(founder, name);
    },
  },
  {
    name: 'invite-accept',
    title: 'invite and accept',
    run: (subject, { admin }, supply) => subject.inviteAndAccept(admin, supply.pair()),
  },
  {
    name: 'has-role',
    title: 'hasRole',
    async run(subject, { full }, supply) {
      expectSame(await subject.hasRole(full, supply.person().id), true);
    },
  },
  {
    name: 'find-by-member',
    title: `findByMember, ${organizationsOfJoiner} organizations`,
    async run(subject, _stage, supply) {
      expectSame(await subject.findByMember(supply.joiner().id), organizationsOfJoiner);
    },
  },
  {
    name: 'members',
    title: 'a page of 10 members',
    async run(subject, { full }, supply) {
      expectSame(await subject.tenMembers(full, supply.person().id), 10);
    },
  },
];

function expectSame(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`an operation answered ${found}, and not ${expected}`);
}

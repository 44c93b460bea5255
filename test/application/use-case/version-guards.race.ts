// A rule over many rows is guarded by the version of one row. Without each guard, its rule breaks.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createSecondService,
  createWorld,
  type World,
} from '../../support/world.js';
import { leaveWhileRemovedRace, mutualDemotionRace } from '../support/admin-races.js';
import { commandCases } from '../support/command-cases.js';
import { additionGuards } from '../support/in-flight-additions.js';
import {
  endingAgainstBeginning,
  membershipBeginnings,
  membershipEndings,
} from '../support/membership-endings.js';
import { insertTeam } from '../support/organization-rows.js';
import { answerWordsOf, type Race } from '../support/races.js';
import { writtenCommands } from '../support/storage-calls.js';
import { describeVersionGuards, type VersionGuard } from '../support/version-guards.js';

const policy = { maxOrganizationsPerUser: 2 };

/** A user who may create one more organization creates two at once. */
const createTwoAtLimit: Race = async ({ storage }) => {
  const { admins } = await insertTeam(storage, 1);
  const { id, actor } = assertPresent(admins[0]);
  const creating = (name: string) => (world: World) =>
    createSecondService(world, world.storage, { policy }).guildhall.organizations.create(actor, {
      name: `${name} ${id}`,
    });
  return {
    runners: [creating('one'), creating('other')],
    async findViolation(outcomes) {
      const { createdCount } = await storage.organizations.readForCreation(id, [], 4);
      if (createdCount !== 2) return `${createdCount} created`;
      const said = answerWordsOf(outcomes).join(' and ');
      return said === 'ok and organization_limit_reached' ? null : said;
    },
  };
};

/** A race of an ending and a beginning, by their names in `membershipEndings` and `membershipBeginnings`. */
function ending(end: string, beginning: string): Race {
  const found = membershipEndings.find(({ name }) => name === end);
  const other = membershipBeginnings.find(({ name }) => name === beginning);
  return endingAgainstBeginning(assertPresent(found), assertPresent(other));
}

const guards: readonly VersionGuard[] = [
  {
    collection: 'organizations',
    rule: 'an admin stays where two demote each other',
    race: () => mutualDemotionRace,
    expectedViolation: '0 admins left',
  },
  {
    collection: 'organizations',
    rule: 'an admin stays where one leaves and one is removed',
    race: () => leaveWhileRemovedRace,
    expectedViolation: '0 admins left',
  },
  {
    collection: 'users',
    rule: 'nobody creates more organizations than the limit',
    race: () => createTwoAtLimit,
    expectedViolation: '3 created',
  },
  {
    collection: 'organizations',
    rule: 'an admin stays where one leaves and the other’s account is deleted',
    race: () => ending('deleting ben', 'the other admin leaving'),
    expectedViolation: 'no admin',
  },
  {
    collection: 'organizations',
    rule: 'an admin stays, or the journal says so, where one leaves and the other is suspended',
    race: () => ending('suspending ben', 'the other admin leaving'),
    expectedViolation: 'no admin',
  },
  {
    collection: 'users',
    rule: 'nobody joins with an account that is deleted',
    race: () => ending('deleting dee', 'joining as a member'),
    expectedViolation: 'a member whose account is gone',
  },
];

describeVersionGuards('guards', [...guards, ...additionGuards]);

describe('the guards', () => {
  it('are exactly those that a rule needs', async () => {
    const recorded = recordingStorage(memoryStorage());
    const world = createWorld(recorded, { pacing: noPacing() });
    for (const { stage } of commandCases) {
      orThrow(await (await stage(world)).run(world.guildhall));
    }
    const touches = writtenCommands(recorded).flatMap(({ changes, journal }) =>
      changes.flatMap(({ kind, collection }) =>
        kind === 'touch' ? [`${collection} by ${journal.action}`] : [],
      ),
    );
    expect([...new Set(touches)].sort()).toEqual([
      'apps by key.create',
      'apps by review.approve',
      'invitations by invitation.create_link',
      'organizations by app.create',
      'organizations by app.move',
      'organizations by app.relist',
      'organizations by app.restore',
      'organizations by app.share',
      'organizations by key.create',
      'organizations by key.rotate',
      'organizations by membership.add',
      'organizations by membership.change_role',
      'organizations by membership.leave',
      'organizations by membership.remove',
      'organizations by submission.release',
      'organizations by submission.resubmit',
      'organizations by submission.submit',
      'organizations by user.delete',
      'organizations by user.suspend',
      'organizations by webhook.configure',
      'organizations by webhook.disable',
      'organizations by webhook.enable',
      'organizations by webhook.remove',
      'organizations by webhook.rotate_secret',
      'users by app.reinstate',
      'users by app.set_tier',
      'users by app.suspend',
      'users by app.take_down',
      'users by app.warn',
      'users by invitation.accept',
      'users by membership.add',
      'users by membership.change_role',
      'users by organization.create',
      'users by review.approve',
      'users by review.claim',
      'users by review.reject',
      'users by review.renew_claim',
      'users by review.request_changes',
      'users by review.revoke',
      'users by review.second_approve',
      'users by review.send_back',
      'users by review.set_lane',
    ]);
  });
});

// A rule over many rows holds by one row's version. Each touch that holds one is taken away here, to see the rule break.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { besides, present, type World, worldOn } from '../../support/guildhall.js';
import { demotingEachOther, leavingWhileRemoved } from '../support/admin-races.js';
import { landed } from '../support/calls.js';
import { commands } from '../support/commands.js';
import { against, beginnings, endings } from '../support/endings.js';
import { describeGuards, type Guard } from '../support/guards.js';
import { answers, type Race } from '../support/races.js';
import { team } from '../support/rows.js';

const policy = { organizationsPerUser: 2 };

/** Two foundings of one user, who has founded one organization and may found one more. */
const foundingTheLast: Race = async ({ storage }) => {
  const { admins } = await team(storage, 1);
  const { id, actor } = present(admins[0]);
  const founding = (name: string) => (world: World) =>
    besides(world, world.storage, { policy }).guildhall.organizations.found(actor, {
      name: `${name} ${id}`,
    });
  return {
    runners: [founding('one'), founding('other')],
    async verdict(outcomes) {
      const founded = await storage.organizations.countFoundedBy(id, 4);
      if (founded !== 2) return `${founded} founded`;
      const said = answers(outcomes).join(' and ');
      return said === 'ok and organization_limit_reached' ? null : said;
    },
  };
};

/** An account ends, or an organization does, while somebody else acts: by their names in `endings` and `beginnings`. */
function ending(end: string, beginning: string): Race {
  const found = endings.find(({ name }) => name === end);
  const other = beginnings.find(({ name }) => name === beginning);
  return against(present(found), present(other));
}

const guards: readonly Guard[] = [
  {
    collection: 'organizations',
    rule: 'an admin stays where two demote each other',
    race: () => demotingEachOther,
    broken: '0 admins left',
  },
  {
    collection: 'organizations',
    rule: 'an admin stays where one leaves and one is removed',
    race: () => leavingWhileRemoved,
    broken: '0 admins left',
  },
  {
    collection: 'users',
    rule: 'nobody founds more organizations than they may',
    race: () => foundingTheLast,
    broken: '3 founded',
  },
  {
    collection: 'organizations',
    rule: 'an admin stays where one leaves and the other’s account is deleted',
    race: () => ending('deleting ben', 'the other admin leaving'),
    broken: 'no admin',
  },
  {
    collection: 'organizations',
    rule: 'an admin stays, or the journal tells, where one leaves and the other is suspended',
    race: () => ending('suspending ben', 'the other admin leaving'),
    broken: 'no admin',
  },
  {
    collection: 'memberships',
    rule: 'nothing comes back of what a suspended inviter had in flight',
    race: () => ending('suspending ben', 'inviting'),
    broken: 'an invitation came back',
  },
  {
    collection: 'users',
    rule: 'nobody joins with an account that is deleted',
    race: () => ending('deleting dee', 'joining as a member'),
    broken: 'a member whose account is gone',
  },
];

describeGuards('guards', guards);

describe('the touches', () => {
  it('are those of the rules that need them, and no more', async () => {
    const recorded = recordingStorage(memoryStorage());
    const world = worldOn(recorded, { pacing: noPacing() });
    for (const { stage } of commands) {
      orThrow(await (await stage(world)).give(world.guildhall));
    }
    const touches = landed(recorded).flatMap(({ changes, journal }) =>
      changes.flatMap(({ kind, collection }) =>
        kind === 'touch' ? [`${collection} by ${journal.action}`] : [],
      ),
    );
    expect([...new Set(touches)].sort()).toEqual([
      'apps by review.approve',
      'invitations by invitation.hand_over',
      'memberships by user.suspend',
      'organizations by app.create',
      'organizations by app.move',
      'organizations by app.relist',
      'organizations by app.restore',
      'organizations by app.share',
      'organizations by key.create',
      'organizations by key.rotate',
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
      'users by invitation.accept',
      'users by membership.change_role',
      'users by organization.found',
      'users by review.approve',
      'users by review.claim',
      'users by review.reject',
      'users by review.renew_claim',
      'users by review.request_changes',
      'users by review.second_approve',
      'users by review.send_back',
      'users by review.set_lane',
    ]);
  });
});

// What a command does after each loss to another process: it waits, or raises the versions of its guards ("knocks").
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import { interceptStorage } from '../../../src/testing/doubles/index.js';
import { assertPresent, createWorld, systemActor, type World } from '../../support/world.js';
import { insertTeam, type OrganizationTeam } from '../support/organization-rows.js';

/** The commits of a removal that loses `losses` times to `act`, which another process does just before each commit. */
async function commitsOfRemoval(
  losses: number,
  act: (other: World, team: OrganizationTeam) => Promise<unknown>,
): Promise<readonly string[]> {
  const storage = memoryStorage();
  const team = await insertTeam(storage, 2, 1);
  const { organizationId } = team;
  const [admin, member] = [assertPresent(team.admins[0]), assertPresent(team.admins[1])];
  const other = createWorld(storage);
  const sent: string[] = [];
  const observed = interceptStorage(storage, async (call, proceed) => {
    if (call.port !== 'storage' || call.method !== 'commit') return proceed();
    const { journal } = call.args[0];
    const lost = sent.filter((each) => each === 'removal').length;
    sent.push(journal.kind === 'fence' ? 'knock' : 'removal');
    if (journal.kind === 'command' && lost < losses) await act(other, team);
    return proceed();
  });
  const { guildhall } = createWorld(observed);
  orThrow(await guildhall.memberships.remove(admin.actor, { organizationId, userId: member.id }));
  return sent;
}

describe('a removal that loses to another process', () => {
  it('knocks after every loss to a command that takes no authority away', async () => {
    let renames = 0;
    const rename = async (other: World, { organizationId }: OrganizationTeam) => {
      renames += 1;
      orThrow(
        await other.guildhall.organizations.rename(systemActor, {
          organizationId,
          name: `Name ${renames}`,
        }),
      );
    };
    // After the first loss it only takes the rows, and reads again.
    expect(await commitsOfRemoval(4, rename)).toEqual([
      'removal',
      ...['removal', 'knock', 'removal', 'knock', 'removal', 'knock'],
      'removal',
    ]);
  });

  it('knocks after every second loss to one of its kind, so that they do not keep each other from committing', async () => {
    const roles = ['admin', 'member'] as const;
    let changes = 0;
    const changeRole = async (other: World, { organizationId, members }: OrganizationTeam) => {
      const role = assertPresent(roles[changes % 2]);
      changes += 1;
      const input = { organizationId, userId: assertPresent(members[0]).id, role };
      orThrow(await other.guildhall.memberships.changeRole(systemActor, input));
    };
    expect(await commitsOfRemoval(4, changeRole)).toEqual([
      'removal',
      ...['removal', 'removal', 'knock', 'removal'],
      'removal',
    ]);
  });
});

// Members are read before what says whether the viewer may see them.

import type { OrganizationViewer } from '../../ports/storage.js';
import { insertChange, updateChange } from '../row-changes.js';
import { assertTrue } from './assertions.js';
import { type Clause, clauseWithoutPasts as clause } from './clause.js';
import { atMinute, membership, organization, user } from './fixtures.js';
import { readUntilWritten, waitMicrotaskTicks } from './read-while-writing.js';

const [ada, ben] = [user(1), user(2)];
const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
const page = { limit: 10, after: null, skip: 0 };

function assertViewerIsAsNew(
  count: number,
  { viewerRole, isOrganizationLive }: OrganizationViewer,
  read: string,
): void {
  const seen = `${read} of an organization that was restored when its second member came: ${count} members`;
  if (count < 2) return;
  assertTrue(isOrganizationLive, `${seen}, and it is still deleted`);
  assertTrue(viewerRole !== null, `${seen}, and the viewer has no role yet`);
}

export const memberOrderClause: Clause = clause(
  'READ-83',
  '`memberships.listMembers` and `memberships.countMembers` read the members first: the role of the viewer, and whether the organization is live, are never older than the members.',
  async ({ memberships }, { write }) => {
    await write([insertChange('users', ada), insertChange('users', ben)]);
    await write(
      numbers.flatMap((n) => [
        insertChange('organizations', organization(n, { deletedAt: atMinute(1) })),
        insertChange('memberships', membership(n, organization(n), ada)),
      ]),
    );
    let current = organization(1).id;
    const writing = async () => {
      for (const n of numbers) {
        current = organization(n).id;
        // So that the reads meet the writes at another step each time.
        await waitMicrotaskTicks(n);
        await write([
          updateChange('organizations', organization(n), 1),
          insertChange('memberships', membership(n + 100, organization(n), ben)),
        ]);
      }
    };
    await readUntilWritten(writing(), async () => {
      const id = current;
      const [list, count] = await Promise.all([
        memberships.listMembers(id, ada.id, {}, page),
        memberships.countMembers(id, ada.id, {}),
      ]);
      assertViewerIsAsNew(list.items.length, list, 'memberships.listMembers');
      assertViewerIsAsNew(count.count, count, 'memberships.countMembers');
    });
  },
);

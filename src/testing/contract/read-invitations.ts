// Reads of invitations.

import {
  type Invitation,
  type InvitationState,
  invitationStateAt,
} from '../../domain/organization/invitation.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { DisplayName } from '../../domain/shared/display-name.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { EmailKey } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import type { InvitationReads } from '../../ports/storage.js';
import { insertChange, touchChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import {
  atMinute,
  emailFields,
  emailWithKeyOrThrow,
  endedMembership,
  invitation,
  membership,
  organization,
  user,
} from './fixtures.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const [mentra, acme] = [organization(1), organization(2)];
const firstPageRequest = { limit: 100, after: null, skip: 0 };
const now = atMinute(10);

const invitationSamples = {
  open: invitation(1, mentra, ada),
  /** Expires exactly at `now`, so it is expired. */
  expiringNow: invitation(2, mentra, ada, { expiresAt: now }),
  expiringNextMillisecond: invitation(3, mentra, ben, { expiresAt: new Date(now.getTime() + 1) }),
  accepted: invitation(4, mentra, ada, { state: 'accepted', closedAt: atMinute(1) }),
  declined: invitation(5, mentra, ada, { state: 'declined', closedAt: atMinute(1) }),
  revoked: invitation(6, mentra, ada, { state: 'revoked', closedAt: atMinute(1) }),
  storedAsExpired: invitation(7, mentra, ada, { state: 'expired', expiresAt: atMinute(5) }),
  inOtherOrganization: invitation(8, acme, ada, emailFields('invitee-1@example.org')),
};

function writeInvitationSamples({ write }: TestWriter): Promise<void> {
  return write(Object.values(invitationSamples).map((row) => insertChange('invitations', row)));
}

async function findReusable(
  invitations: InvitationReads,
  { id }: Organization,
  addresses: readonly EmailKey[],
): Promise<readonly (Versioned<Invitation> | null)[]> {
  const read = await invitations.readForInviting(id, ada.id, addresses, { now, limit: 100 });
  return read.addressees.map(({ reusableInvitation }) => reusableInvitation);
}

export const invitationReadClauses: readonly Clause[] = [
  clause(
    'READ-21',
    '`invitations.findById` finds invitations in every state; null if no invitation has the id.',
    async ({ invitations }, writer) => {
      await writeInvitationSamples(writer);
      for (const row of Object.values(invitationSamples)) {
        assertSame(await invitations.findById(row.id), { value: row, version: 1 }, row.state);
      }
      assertSame(await invitations.findById(invitation(9, mentra, ada).id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-22',
    '`invitations.readForInviting` returns for each address, in the given order, its invitation in the organization that is stored as pending, even past its expiry; without one, the newest by id of those stored as expired; otherwise null.',
    async ({ invitations }, writer) => {
      await writeInvitationSamples(writer);
      const findAll = (keys: readonly EmailKey[], where = mentra) =>
        findReusable(invitations, where, keys);
      const find = async ({ emailKey }: typeof invitationSamples.open, where = mentra) =>
        (await findAll([emailKey], where))[0];
      const {
        open: pending,
        expiringNow,
        storedAsExpired,
        inOtherOrganization,
      } = invitationSamples;
      assertSame(await find(pending), { value: pending, version: 1 }, 'a pending one');
      assertSame(
        await find(expiringNow),
        { value: expiringNow, version: 1 },
        'one expired by time',
      );
      assertSame(
        await find(pending, acme),
        { value: inOtherOrganization, version: 1 },
        'one of another organization',
      );
      assertSame(
        await find(storedAsExpired),
        { value: storedAsExpired, version: 1 },
        'an expired one',
      );
      for (const row of [
        invitationSamples.accepted,
        invitationSamples.declined,
        invitationSamples.revoked,
      ]) {
        assertSame(await find(row), null, row.state);
      }
      const unknown = emailWithKeyOrThrow('nobody@example.org').key;
      const three = await findAll([expiringNow.emailKey, unknown, pending.emailKey]);
      const found = [{ value: expiringNow, version: 1 }, null, { value: pending, version: 1 }];
      assertSame(three, found, 'three addresses, one of them unknown');

      const { email: address, emailKey } = storedAsExpired;
      const again = { email: address, emailKey, state: 'expired' } as const;
      const newest = invitation(30, mentra, ben, again);
      await writer.write([
        insertChange('invitations', newest),
        insertChange(
          'invitations',
          invitation(20, mentra, ben, { ...again, invitedAt: atMinute(9) }),
        ),
        insertChange('invitations', invitation(40, mentra, ben, { ...again, state: 'declined' })),
        insertChange('invitations', invitation(50, acme, ben, again)),
        insertChange(
          'invitations',
          invitation(60, mentra, ben, { ...again, ...emailFields(pending.email) }),
        ),
      ]);
      await writer.write([touchChange('invitations', newest, 1)]);
      assertSame(
        await find(storedAsExpired),
        { value: newest, version: 2 },
        'the newest of the expired',
      );
      assertSame(
        await find(pending),
        { value: pending, version: 1 },
        'a pending one before an expired',
      );
    },
  ),

  clause(
    'READ-23',
    '`invitations.readForInviting` counts the invitations of the organization that are stored as pending and expire after `now`, up to `limit`.',
    async ({ invitations }, writer) => {
      await writeInvitationSamples(writer);
      const count = async (limit: number, at = now, where = mentra) => {
        const pending = { now: at, limit };
        return (await invitations.readForInviting(where.id, ada.id, [], pending)).pendingCount;
      };
      const counts = [1, 2, 3, 100].map((limit) => count(limit));
      assertSame(await Promise.all(counts), [1, 2, 2, 2], 'the counts up to 1, 2, 3 and 100');
      assertSame(await count(100, atMinute(0)), 3, 'at an earlier time');
      assertSame(await count(100, now, organization(9)), 0, 'an organization without invitations');
    },
  ),

  clause(
    'READ-24',
    '`invitations.listPendingByInviter` returns the invitations of an inviter that are stored as pending, even past their expiry, in one organization, or in all organizations if the organization is null; by id and with their versions.',
    async ({ invitations }, writer) => {
      await writeInvitationSamples(writer);
      await writer.write([touchChange('invitations', invitationSamples.expiringNow, 1)]);
      const [open, expiringNow] = [
        { value: invitationSamples.open, version: 1 },
        { value: invitationSamples.expiringNow, version: 2 },
      ];
      const inOtherOrganization = { value: invitationSamples.inOtherOrganization, version: 1 };
      const pendingBy = (inviter: typeof ada, where: typeof mentra | null) =>
        invitations.listPendingByInviter(inviter.id, where?.id ?? null);
      assertSame(
        await pendingBy(ada, mentra),
        [open, expiringNow],
        'those of Ada in an organization',
      );
      assertSame(await pendingBy(ada, acme), [inOtherOrganization], 'those of Ada in another');
      assertSame(
        await pendingBy(ada, null),
        [open, expiringNow, inOtherOrganization],
        'those of Ada in all',
      );
      assertSame(
        await pendingBy(ben, acme),
        [],
        'those of Ben in an organization where he invited nobody',
      );
      assertSame(await pendingBy(eve, null), [], 'those of a user who invited nobody');
    },
  ),

  clause(
    'READ-25',
    '`invitations.listByOrganization` returns the newest first, by id; with a state it returns those in that state at `now`, and a pending one past its expiry counts as expired.',
    async ({ invitations }, writer) => {
      await writeInvitationSamples(writer);
      const idsOf = async (filter: { state?: InvitationState }) => {
        const { items } = await invitations.listByOrganization(
          mentra.id,
          { ...filter, now },
          firstPageRequest,
        );
        return items.map(({ id }) => id);
      };
      const newestFirst = Object.values(invitationSamples)
        .filter(({ organizationId }) => organizationId === mentra.id)
        .toReversed();
      assertSame(
        await idsOf({}),
        newestFirst.map(({ id }) => id),
        'all',
      );
      for (const state of ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const) {
        const expected = newestFirst.filter((row) => invitationStateAt(row, now) === state);
        assertSame(
          await idsOf({ state }),
          expected.map(({ id }) => id),
          state,
        );
      }
    },
  ),
];

const cleo = emailFields('Cleo@example.org');
const oneMillisecondLater = new Date(now.getTime() + 1);
const deleted = organization(3, { deletedAt: atMinute(1) });

/** The last one is of an organization and by a user that no storage has. */
function invitationsToCleo(): Readonly<Record<'listed' | 'unlisted', readonly Invitation[]>> {
  const open = { ...cleo, expiresAt: oneMillisecondLater };
  const { email } = emailFields('cleo@example.org');
  return {
    listed: [
      invitation(1, mentra, ada, open),
      invitation(2, deleted, ben, { ...open, email }),
      invitation(3, organization(9), eve, open),
    ],
    unlisted: [
      invitation(4, acme, ada, { ...cleo, expiresAt: now }),
      ...(['accepted', 'declined', 'revoked', 'expired'] as const).map((state, index) =>
        invitation(5 + index, acme, ada, { ...open, state }),
      ),
      invitation(9, acme, ada, { ...open, ...emailFields('cleo+1@example.org') }),
    ],
  };
}

/** Those of the reads by address, which came later and so have higher numbers. */
export const invitationByAddressReadClauses: readonly Clause[] = [
  clause(
    'READ-67',
    '`invitations.listPendingByEmail` returns the invitations to an address, of all organizations, that are stored as pending and expire after `now`, highest id first.',
    async ({ invitations }, writer) => {
      const { listed, unlisted } = invitationsToCleo();
      await writer.write([...listed, ...unlisted].map((row) => insertChange('invitations', row)));
      const read = async (key: EmailKey, at = now) => {
        const { items } = await invitations.listPendingByEmail(
          { id: ada.id, emailKey: key },
          at,
          firstPageRequest,
        );
        return items.map(({ invitation: row }) => row);
      };
      const { emailKey } = cleo;
      assertSame(await read(emailKey), listed.toReversed(), 'those to the address');
      assertSame(await read(emailKey, oneMillisecondLater), [], 'when they have expired');
      assertSame(await read(emailWithKeyOrThrow('nobody@example.org').key), [], 'to nobody');
    },
  ),

  clause(
    'READ-68',
    '`invitations.findPending` finds the invitation of an organization to an address that is stored as pending, even past its expiry; otherwise null.',
    async ({ invitations }, writer) => {
      await writeInvitationSamples(writer);
      const { open, expiringNow, inOtherOrganization, ...others } = invitationSamples;
      await writer.write([touchChange('invitations', expiringNow, 1)]);
      const find = ({ emailKey }: Invitation, where = mentra) =>
        invitations.findPending(where.id, emailKey);
      assertSame(await find(open), { value: open, version: 1 }, 'a pending one');
      assertSame(await find(expiringNow), { value: expiringNow, version: 2 }, 'past its expiry');
      assertSame(
        await find(open, acme),
        { value: inOtherOrganization, version: 1 },
        'one of another organization',
      );
      for (const row of [others.accepted, others.declined, others.revoked, others.storedAsExpired])
        assertSame(await find(row), null, row.state);
      assertSame(await find(expiringNow, acme), null, 'an address of another organization');
    },
  ),

  clause(
    'READ-69',
    '`invitations.listPendingByEmail` returns each invitation with its organization, also a deleted one, and the name of its inviter; without them if they are gone; and whether the user is an active member of the organization.',
    async ({ invitations }, writer) => {
      const { listed } = invitationsToCleo();
      const gone = user(2, { state: 'deleted', deletedAt: atMinute(1) });
      await writer.write([
        ...[mentra, deleted].map((row) => insertChange('organizations', row)),
        ...[ada, gone].map((row) => insertChange('users', row)),
        ...listed.map((row) => insertChange('invitations', row)),
        insertChange('memberships', membership(1, mentra, ada)),
        insertChange('memberships', endedMembership(membership(2, mentra, ben))),
        insertChange('memberships', membership(3, deleted, ben)),
      ]);
      const [first, second, third] = listed;
      const readFor = ({ id }: User) =>
        invitations.listPendingByEmail({ ...cleo, id }, now, firstPageRequest);
      const expectedFor = (isMember: readonly [boolean, boolean]) => [
        { invitation: third, organization: null, isMember: false },
        { invitation: second, organization: deleted, ...nameOf(gone), isMember: isMember[1] },
        { invitation: first, organization: mentra, ...nameOf(ada), isMember: isMember[0] },
      ];
      assertSame((await readFor(eve)).items, expectedFor([false, false]), 'for no member');
      assertSame((await readFor(ada)).items, expectedFor([true, false]), 'for a member');
      assertSame((await readFor(ben)).items, expectedFor([false, true]), 'for a former member');
    },
  ),
];

function nameOf({ name }: User): { readonly inviterName?: DisplayName } {
  return name === undefined ? {} : { inviterName: name };
}

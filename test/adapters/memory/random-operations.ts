// Commits over so few ids, addresses and users that they are often in one another's way.
import fc from 'fast-check';
import type { InvitationState } from '../../../src/domain/organization/invitation.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import { roles } from '../../../src/domain/organization/role.js';
import { notToSend, queued } from '../../../src/domain/shared/delivery.js';
import { userStates } from '../../../src/domain/user/user.js';
import type { Change, CollectionName, Operation } from '../../../src/ports/storage.js';
import {
  addressed,
  entry,
  fence,
  invitation,
  membership,
  message,
  operationId,
  organization,
  organizationId,
  slugRecord,
  user,
  userId,
} from '../../../src/testing/contract/specimens.js';
import { type Use, uses } from './random-apps.js';
import { address, type Insert, minutes, mostly, small } from './random-values.js';

export const slugs = ['one', 'two', 'three'] as const;
export const states: readonly InvitationState[] = ['pending', 'accepted', 'revoked', 'expired'];

export const kids = ['k1', 'k2'] as const;

/** `put` is an update of a row that is there, else an insert. */
type Kind = Change['kind'] | 'put';

/** A change, but for the version of the row, which is known once its turn has come. */
export interface Plan {
  readonly collection: CollectionName;
  readonly id: string;
  /** By the version that the row has; null where there is none. */
  change(version: number | null): Change;
}

/** A commit, but for the versions in it and the number of its entry. */
export interface PlannedOperation {
  readonly plans: readonly Plan[];
  /** Takes the id of another entry. */
  readonly repeats: number | null;
  /** The use of a key after it. */
  readonly use: Use | null;
  operation(changes: readonly Change[], entryNumber: number): Operation;
}

const kinds = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Kind>('put') },
  { weight: 1, arbitrary: fc.constantFrom<Kind>('insert', 'update', 'touch', 'remove') },
);

const users = fc
  .tuple(small, small, fc.constantFrom(...userStates), minutes)
  .map(([n, reached, state, when]) =>
    user(n, {
      ...addressed(address(reached)),
      state,
      ...(state === 'deleted' ? { deletedAt: when } : {}),
    }),
  );

const contacts = fc
  .tuple(small, fc.boolean())
  .map(([n, isLoud]) => (isLoud ? address(n).toUpperCase() : address(n)))
  .map((text) => addressed(text).email);

const organizations = fc
  .tuple(small, small, fc.boolean(), mostly(false, true), minutes, contacts)
  .map(([n, founder, isPersonal, isDeleted, when, contactEmail]) =>
    organization(n, {
      profile: { contactEmail },
      foundedBy: userId(founder),
      ...(isPersonal ? { personalOf: userId(founder) } : {}),
      ...(isDeleted ? { deletedAt: when } : {}),
    }),
  );

const memberships = fc
  .tuple(
    fc.nat(5),
    small,
    small,
    fc.constantFrom(...roles),
    mostly<Membership['state']>('active', 'ended'),
  )
  .map(([n, of, member, role, state]) =>
    membership(n, { id: organizationId(of) }, { id: userId(member) }, { role, state }),
  );

const sendings = fc.tuple(fc.boolean(), minutes, fc.constantFrom(...kids));

const invitations = fc
  .tuple(fc.nat(5), small, small, small, fc.constantFrom('pending', ...states), sendings)
  .map(([n, of, inviter, invitee, state, [isByMail, due, kid]]) =>
    invitation(
      n,
      { id: organizationId(of) },
      { id: userId(inviter) },
      {
        ...addressed(address(invitee)),
        state,
        kid,
        ...(state === 'pending' ? {} : { closedAt: due }),
        expiresAt: new Date(due.getTime() + 60_000),
        delivery: isByMail ? queued(due) : notToSend,
      },
    ),
  );

const slugRecords = fc
  .tuple(fc.constantFrom(...slugs), small, fc.constantFrom('current', 'former'))
  .map(([slug, of, state]) => slugRecord(slug, { id: organizationId(of) }, { state }));

export const insertsOfOrganizations: readonly fc.Arbitrary<Insert>[] = [
  users.map((value): Insert => ({ kind: 'insert', collection: 'users', id: value.id, value })),
  organizations.map(
    (value): Insert => ({ kind: 'insert', collection: 'organizations', id: value.id, value }),
  ),
  memberships.map(
    (value): Insert => ({ kind: 'insert', collection: 'memberships', id: value.id, value }),
  ),
  invitations.map(
    (value): Insert => ({ kind: 'insert', collection: 'invitations', id: value.id, value }),
  ),
  slugRecords.map(
    (value): Insert => ({ kind: 'insert', collection: 'slugs', id: value.slug, value }),
  ),
];

function plansOf(inserts: readonly fc.Arbitrary<Insert>[]): fc.Arbitrary<Plan> {
  return fc.tuple(fc.oneof(...inserts), kinds, mostly(0, 1)).map(([insert, kind, off]) => ({
    collection: insert.collection,
    id: insert.id,
    change: (version) => changeFrom(insert, kind, version, off),
    [fc.toStringMethod]: () => `${kind} off by ${off}: ${fc.stringify(insert)}`,
  }));
}

function changeFrom(insert: Insert, kind: Kind, version: number | null, off: number): Change {
  const { collection, id } = insert;
  const expected = (version ?? 1) + off;
  if (kind === 'touch' || kind === 'remove') return { kind, collection, id, expected };
  const isNew = kind === 'insert' || (kind === 'put' && version === null);
  return isNew ? insert : { ...insert, kind: 'update', expected };
}

/** Commits of such rows. */
export function plannedOperations(
  inserts: readonly fc.Arbitrary<Insert>[],
): fc.Arbitrary<PlannedOperation> {
  return fc
    .record({
      plans: fc.array(plansOf(inserts), { minLength: 1, maxLength: 3 }),
      repeats: mostly(null, 0),
      use: fc.option(uses, { nil: null }),
      isFence: mostly(false, true),
      of: fc.array(small, { maxLength: 3 }),
      when: minutes,
      told: mostly(0, 1),
      toldOf: fc.nat(3),
    })
    .map(({ isFence, of, when, told, toldOf, ...drawn }) => ({
      ...drawn,
      operation: (changes, n) => ({
        changes,
        journal: isFence
          ? fence(operationId(n))
          : entry(n, { at: when, organizations: of.map(organizationId) }),
        messages: Array.from({ length: told }, (_, index) =>
          message(operationId(toldOf), index, { delivery: queued(when) }),
        ),
      }),
    }));
}

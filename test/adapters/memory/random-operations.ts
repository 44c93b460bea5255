// Random commits with so few ids, addresses and users that they often conflict.
import fc from 'fast-check';
import type { InvitationState } from '../../../src/domain/organization/invitation.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import { builtInRoles } from '../../../src/domain/organization/role-permissions.js';
import { noDelivery, queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { userStates } from '../../../src/domain/user/user.js';
import type { Change, CollectionName, Operation } from '../../../src/ports/storage.js';
import {
  commandEntry,
  emailFields,
  fenceEntry,
  invitation,
  membership,
  notificationMessage,
  operationId,
  organization,
  organizationId,
  slugRecord,
  user,
  userId,
} from '../../../src/testing/contract/fixtures.js';
import { type KeyUse, keyUses } from './random-apps.js';
import {
  emailOfPerson,
  externalIdOf,
  type InsertChange,
  minuteTimes,
  smallNumber,
  usuallyOr,
} from './random-values.js';

export const slugs = ['one', 'two', 'three'] as const;
export const invitationStateChoices: readonly InvitationState[] = [
  'pending',
  'accepted',
  'revoked',
  'expired',
];

export const kids = ['k1', 'k2'] as const;

/** `put` is an update if the row exists, otherwise an insert. */
type PlannedKind = Change['kind'] | 'put';

/** A change without the row's version, which is known only when the change runs. */
export interface PlannedChange {
  readonly collection: CollectionName;
  readonly id: string;
  /** The change with the row's current version; null if the row does not exist. */
  change(version: number | null): Change;
}

/** A commit without its versions and the number of its entry. */
export interface PlannedOperation {
  readonly plans: readonly PlannedChange[];
  /** Uses the id of another entry. */
  readonly repeats: number | null;
  /** A recorded use of a key after the commit. */
  readonly use: KeyUse | null;
  operation(changes: readonly Change[], entryNumber: number): Operation;
}

const plannedKinds = fc.oneof(
  { weight: 3, arbitrary: fc.constant<PlannedKind>('put') },
  { weight: 1, arbitrary: fc.constantFrom<PlannedKind>('insert', 'update', 'touch', 'remove') },
);

const users = fc
  .tuple(smallNumber, smallNumber, fc.constantFrom(...userStates), minuteTimes)
  .map(([n, reached, state, when]) =>
    user(n, {
      ...emailFields(emailOfPerson(reached)),
      state,
      ...(state === 'deleted' ? { deletedAt: when } : {}),
    }),
  );

const contacts = fc
  .tuple(smallNumber, fc.boolean())
  .map(([n, isLoud]) => (isLoud ? emailOfPerson(n).toUpperCase() : emailOfPerson(n)))
  .map((text) => emailFields(text).email);

const organizations = fc
  .tuple(
    smallNumber,
    smallNumber,
    fc.boolean(),
    usuallyOr(false, true),
    minuteTimes,
    contacts,
    fc.option(smallNumber),
  )
  .map(([n, creator, isPersonal, isDeleted, when, contactEmail, external]) =>
    organization(n, {
      profile: { contactEmail },
      createdBy: userId(creator),
      ...(isPersonal ? { personalOf: userId(creator) } : {}),
      ...(isDeleted ? { deletedAt: when } : {}),
      ...(external === null ? {} : { externalId: externalIdOf(external) }),
    }),
  );

const memberships = fc
  .tuple(
    fc.nat(5),
    smallNumber,
    smallNumber,
    fc.constantFrom(...builtInRoles),
    usuallyOr<Membership['state']>('active', 'ended'),
  )
  .map(([n, of, member, role, state]) =>
    membership(n, { id: organizationId(of) }, { id: userId(member) }, { role, state }),
  );

const deliveryFields = fc.tuple(fc.boolean(), minuteTimes, fc.constantFrom(...kids));

const invitations = fc
  .tuple(
    fc.nat(5),
    smallNumber,
    smallNumber,
    smallNumber,
    fc.constantFrom('pending', ...invitationStateChoices),
    deliveryFields,
  )
  .map(([n, of, inviter, invitee, state, [isByMail, due, kid]]) =>
    invitation(
      n,
      { id: organizationId(of) },
      { id: userId(inviter) },
      {
        ...emailFields(emailOfPerson(invitee)),
        state,
        kid,
        ...(state === 'pending' ? {} : { closedAt: due }),
        expiresAt: new Date(due.getTime() + 60_000),
        delivery: isByMail ? queuedDelivery(due) : noDelivery,
      },
    ),
  );

const slugRecords = fc
  .tuple(fc.constantFrom(...slugs), smallNumber, fc.constantFrom('current', 'former'))
  .map(([slug, of, state]) => slugRecord(slug, { id: organizationId(of) }, { state }));

export const organizationInserts: readonly fc.Arbitrary<InsertChange>[] = [
  users.map(
    (value): InsertChange => ({ kind: 'insert', collection: 'users', id: value.id, value }),
  ),
  organizations.map(
    (value): InsertChange => ({ kind: 'insert', collection: 'organizations', id: value.id, value }),
  ),
  memberships.map(
    (value): InsertChange => ({ kind: 'insert', collection: 'memberships', id: value.id, value }),
  ),
  invitations.map(
    (value): InsertChange => ({ kind: 'insert', collection: 'invitations', id: value.id, value }),
  ),
  slugRecords.map(
    (value): InsertChange => ({ kind: 'insert', collection: 'slugs', id: value.slug, value }),
  ),
];

function plannedChanges(
  inserts: readonly fc.Arbitrary<InsertChange>[],
): fc.Arbitrary<PlannedChange> {
  return fc
    .tuple(fc.oneof(...inserts), plannedKinds, usuallyOr(0, 1))
    .map(([insert, kind, off]) => ({
      collection: insert.collection,
      id: insert.id,
      change: (version) => toPlannedChange(insert, kind, version, off),
      [fc.toStringMethod]: () => `${kind} off by ${off}: ${fc.stringify(insert)}`,
    }));
}

function toPlannedChange(
  insert: InsertChange,
  kind: PlannedKind,
  version: number | null,
  off: number,
): Change {
  const { collection, id } = insert;
  const expectedVersion = (version ?? 1) + off;
  if (kind === 'touch' || kind === 'remove') return { kind, collection, id, expectedVersion };
  const isNew = kind === 'insert' || (kind === 'put' && version === null);
  return isNew ? insert : { ...insert, kind: 'update', expectedVersion };
}

/** Random commits of these rows. */
export function plannedOperations(
  inserts: readonly fc.Arbitrary<InsertChange>[],
): fc.Arbitrary<PlannedOperation> {
  return fc
    .record({
      plans: fc.array(plannedChanges(inserts), { minLength: 1, maxLength: 3 }),
      repeats: usuallyOr(null, 0),
      use: fc.option(keyUses, { nil: null }),
      isFence: usuallyOr(false, true),
      of: fc.array(smallNumber, { maxLength: 3 }),
      when: minuteTimes,
      messageCount: usuallyOr(0, 1),
      messageOf: fc.nat(3),
    })
    .map(({ isFence, of, when, messageCount, messageOf, ...drawn }) => ({
      ...drawn,
      operation: (changes, n) => ({
        changes,
        journal: isFence
          ? fenceEntry(operationId(n))
          : commandEntry(n, { at: when, auditOrganizationIds: of.map(organizationId) }),
        messages: Array.from({ length: messageCount }, (_, index) =>
          notificationMessage(operationId(messageOf), index, { delivery: queuedDelivery(when) }),
        ),
      }),
    }));
}

// Lists of many rows have all of them: nothing caps what is not limited, and nothing cuts a limit that is asked for.

import { hardwareMask } from '../../domain/app/hardware.js';
import type { UndecidedSubmissionTimes } from '../../domain/review/review-queue.js';
import { openSubmissionStates, undecidedStates } from '../../domain/review/submission.js';
import { slugOrThrow } from '../../domain/slug/slug.js';
import type { DeliveryClaimRequest, Operation, Storage } from '../../ports/storage.js';
import { apiKeyReads, appReads } from '../differential/app-reads.js';
import { claimIn, pruneIn } from '../differential/deliveries.js';
import { invitationReads } from '../differential/invitation-reads.js';
import { journalReads } from '../differential/journal-reads.js';
import { membershipReads } from '../differential/membership-reads.js';
import { organizationReads, slugReads } from '../differential/organization-reads.js';
import { check, type PortRead, portReads, type Question } from '../differential/question.js';
import type { ReadSpec, ReadTables } from '../differential/read-spec.js';
import { submissionReads } from '../differential/submission-reads.js';
import { userReads } from '../differential/user-reads.js';
import type { World } from '../differential/world.js';
import { apiKeyId, app, appId, submissionId } from './app-fixtures.js';
import { assertSame } from './assertions.js';
import type { Clause } from './clause.js';
import {
  ada,
  captions,
  cleo,
  crowdNumbers,
  crowdOperations,
  crowdSize,
  crowdWorld,
  entryCount,
  goneNumber,
  inviteeAt,
  keyOwner,
  mentra,
  reviewer,
  slugAt,
} from './crowd.js';
import {
  atMinute,
  externalIdOrThrow,
  invitationId,
  leaseId,
  membershipId,
  operationId,
  organization,
  user,
} from './fixtures.js';

/** What is asked of each read: those that find one find the last. */
type CrowdQuestions = {
  readonly [P in keyof ReadTables]: {
    readonly [M in keyof ReadTables[P]]: ReadTables[P][M] extends ReadSpec<infer A, unknown>
      ? readonly Readonly<A>[]
      : never;
  };
};

const [soon, late] = [atMinute(1), atMinute(24 * 60)];
const page = { limit: crowdSize, after: null, skip: 0 };

const last = { user: user(crowdSize), organization: organization(crowdSize) };
const accessQuestions = [
  [mentra.id, last.user.id],
  [last.organization.id, ada.id],
] as const;

const questions: CrowdQuestions = {
  users: {
    findById: [[last.user.id]],
    findByEmailKey: [[last.user.emailKey]],
    listIdsDeletedUntil: [[late, crowdSize]],
    list: [
      [{ by: 'email', prefix: 'person-' }, null, page],
      [{ by: 'name', prefix: 'guild' }, 'active', page],
    ],
  },
  organizations: {
    findById: [[last.organization.id]],
    findPersonal: [[last.user.id]],
    findByExternalId: [[externalIdOrThrow('last')]],
    findBySlug: [
      [slugAt(crowdSize), last.user.id],
      [slugOrThrow('last'), ada.id],
    ],
    listIdsDeletedUntil: [[late, crowdSize]],
    listByContactEmail: [[last.user.emailKey, crowdSize]],
    readForCreation: [
      [ada.id, crowdNumbers.map(slugAt), crowdSize],
      [last.user.id, [], crowdSize],
    ],
    listByMember: [[ada.id, page]],
    list: [
      [{ by: 'name', prefix: 'guild' }, 'live', page],
      [{ by: 'slug', prefix: '' }, null, page],
      [{ by: 'creation' }, null, page],
    ],
  },
  memberships: {
    findActive: [
      [mentra.id, last.user.id],
      [last.organization.id, ada.id],
    ],
    listActiveByUser: [[ada.id], [last.user.id]],
    listAllByOrganization: [[mentra.id, 2 * crowdSize]],
    listAllByOrganizationsAndUser: [[crowdNumbers.map((n) => organization(n).id), ada.id]],
    findById: [[membershipId(crowdSize)]],
    findAccess: accessQuestions,
    findRole: accessQuestions,
    listActiveAdminIds: [[mentra.id, crowdSize]],
    listMembers: [
      [mentra.id, null, {}, page],
      [mentra.id, null, { role: 'admin' }, page],
      [last.organization.id, ada.id, {}, page],
    ],
    countMembers: [
      [mentra.id, last.user.id, {}],
      [last.organization.id, ada.id, {}],
    ],
    listFormer: [[mentra.id, page]],
    listAccess: [
      [ada.id, page],
      [last.user.id, page],
    ],
  },
  invitations: {
    findById: [[invitationId(crowdSize)]],
    findPending: [[mentra.id, inviteeAt(crowdSize).emailKey]],
    readForInviting: [
      [
        mentra.id,
        ada.id,
        crowdNumbers.map((n) => inviteeAt(n).emailKey),
        { now: soon, limit: crowdSize },
      ],
      [
        last.organization.id,
        ada.id,
        [cleo.emailKey, last.user.emailKey],
        { now: soon, limit: crowdSize },
      ],
      [mentra.id, last.user.id, [last.user.emailKey], { now: soon, limit: crowdSize }],
    ],
    readForAnswer: accessQuestions.map(([organization, user]) => [
      organization,
      invitationId(crowdSize),
      user,
    ]),
    listPendingByInviter: [
      [ada.id, mentra.id],
      [ada.id, null],
    ],
    listPendingByOrganization: [[mentra.id]],
    listPendingBySigningKey: [['k1', soon, 2 * crowdSize]],
    listPendingPastExpiry: [[late, 2 * crowdSize]],
    listClosedUntil: [[soon, crowdSize]],
    listByEmail: [[cleo.emailKey, 2 * crowdSize]],
    listPendingByEmail: [[{ id: ada.id, emailKey: cleo.emailKey }, soon, page]],
    listAllByOrganization: [[mentra.id, crowdSize]],
    listByOrganization: [
      [mentra.id, { now: soon }, page],
      [mentra.id, { now: soon, state: 'pending' }, page],
    ],
  },
  slugs: {
    listTaken: [[crowdNumbers.map(slugAt)]],
    listAllByOrganization: [[mentra.id], [last.organization.id]],
  },
  apps: {
    findById: [[appId(crowdSize)]],
    findByPackageName: [[app(crowdSize).packageName]],
    listByOrganization: [[mentra.id, page]],
    listUnarchivedIdsByOrganization: [[mentra.id, crowdSize]],
    listLiveIdsByOrganization: [[mentra.id, crowdSize]],
    listByTester: [[cleo.emailKey, crowdSize]],
    listIdsDeletedUntil: [[late, crowdSize]],
    listPublished: [
      [{ terms: [] }, page],
      [{ terms: ['app'], organizationId: mentra.id, hardwareMask: hardwareMask([]) }, page],
    ],
  },
  submissions: {
    findById: [[submissionId(crowdSize)]],
    findOpen: [[appId(10_000 + crowdSize)]],
    findNewest: [[captions.id], [appId(goneNumber)]],
    listByApp: [[captions.id, page]],
    listAllByApp: [[captions.id, crowdSize]],
    findLastSuperseded: [[appId(goneNumber)]],
    listQueue: [
      ...openSubmissionStates.map((state) => [{ state }, page] as const),
      [{ state: 'claimable', now: late }, page],
    ],
    listUndecided: [],
    listClaimedBy: [[reviewer.id, soon, crowdSize]],
    listAppIdsWithOpen: [[mentra.id, 3 * crowdSize]],
    listExpiredApprovals: [[soon, crowdSize]],
  },
  apiKeys: { findById: [[apiKeyId(crowdSize)]], listByOwner: [[keyOwner, crowdSize]] },
  journal: {
    findById: [[operationId(1)], [operationId(entryCount)]],
    listByOrganization: [[mentra.id, page]],
  },
};

type Specs = Parameters<typeof portReads>[1];

function readsOf(
  part: keyof ReadTables,
  specs: Specs,
  asked: Readonly<Record<string, readonly (readonly unknown[])[]>>,
): readonly PortRead[] {
  const withQuestions = Object.entries(specs).map(
    ([method, spec]) => [method, { ...spec, questions: () => asked[method] ?? [] }] as const,
  );
  return portReads(part, Object.fromEntries(withQuestions));
}

const reads: readonly PortRead[] = [
  ...readsOf('users', userReads, questions.users),
  ...readsOf('organizations', organizationReads, questions.organizations),
  ...readsOf('memberships', membershipReads, questions.memberships),
  ...readsOf('invitations', invitationReads, questions.invitations),
  ...readsOf('slugs', slugReads, questions.slugs),
  ...readsOf('apps', appReads, questions.apps),
  ...readsOf('submissions', submissionReads, questions.submissions),
  ...readsOf('apiKeys', apiKeyReads, questions.apiKeys),
  ...readsOf('journal', journalReads, questions.journal),
];

interface AskedRead {
  readonly name: string;
  readonly questions: readonly Question[];
}

/** The crowd, and what is asked of it with the answers, made once. */
let prepared: {
  readonly world: World;
  readonly operations: readonly Operation[];
  readonly asked: readonly AskedRead[];
} | null = null;

function prepare() {
  const world = crowdWorld();
  const asked = reads.map(({ name, questions }) => ({ name, questions: questions(world, world) }));
  return { world, operations: crowdOperations(), asked };
}

/** In no order. */
async function checkUndecided({ submissions }: Storage, world: World): Promise<void> {
  const byTime = (rows: readonly UndecidedSubmissionTimes[]) =>
    rows.toSorted((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime());
  const undecided = world.submissions
    .filter(({ value }) => undecidedStates.some((state) => state === value.state))
    .map(({ value: { lane, enteredAt, dueAt } }) => ({ lane, enteredAt, dueAt }));
  const seen = await submissions.listUndecided(3 * crowdSize);
  assertSame(byTime(seen), byTime(undecided), 'submissions.listUndecided');
}

/** A claim of nothing of some organizations and two deliveries of each other one, and then of all that are left. */
async function checkDeliveries({ outbox }: Storage, world: World): Promise<void> {
  const none = crowdNumbers
    .filter((n) => n % 2 === 0)
    .map((n) => ({ organizationId: organization(n).id, max: 0 }));
  const first: DeliveryClaimRequest = {
    now: soon,
    lease: { id: leaseId(1), until: late },
    channel: 'webhooks',
    limit: crowdSize,
    perOrganization: { max: 2, allowances: none },
  };
  const { perOrganization: _quotas, ...second } = first;
  const afterFirst = claimIn(world, first);
  assertSame(await outbox.claim(first), afterFirst.answer, 'outbox.claim with quotas');
  const afterSecond = claimIn(afterFirst.world, second);
  assertSame(await outbox.claim(second), afterSecond.answer, 'outbox.claim without quotas');
  const pruned = await outbox.prune(late, crowdSize);
  assertSame(pruned, pruneIn(afterSecond.world, late, crowdSize).answer, 'outbox.prune');
}

export const crowdClause: Clause = {
  id: 'WORLD-4',
  statement:
    'Of 1,001 rows and more, every read without a limit returns all, and every other read, claim and pruning as many as its limit says.',
  async check({ runCheck, isAsked = () => true }) {
    prepared ??= prepare();
    const { world, operations, asked } = prepared;
    await runCheck(async (storage) => {
      for (const operation of operations) await storage.commit(structuredClone(operation));
      for (const { questions } of asked.filter(({ name }) => isAsked(name)))
        for (const question of questions) await check(question, storage);
      await checkUndecided(storage, world);
      await checkDeliveries(storage, world);
    });
  },
};

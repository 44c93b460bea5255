// The questions that are asked about frozen rows, and the commands that are tried on them. Their names, arguments and answers
// are frozen with the rows, so that a later release is asked exactly what an older one answered.

import type { Scenario } from './scenario/scenario.js';
import { system } from './service.js';

/** A call of a method of `Guildhall`, such as `users.get`. */
export interface FrozenCall {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A call with its answer as JSON. Of a command, only whether it succeeded or how much it did. */
export interface AnsweredCall extends FrozenCall {
  readonly answer: unknown;
}

const anonymous: null = null;
const page = { limit: 100, cursor: null };

export function questionsAbout({ people, apps, keys }: Scenario): readonly FrozenCall[] {
  const { ada, bob, cyd, vera, suspended, deleted, mentraId: organizationId } = people;
  const { userId } = ada;
  const reviewer = { kind: 'reviewer', userId: bob.userId };
  return [
    ...[ada, cyd, vera, suspended, deleted].map((one) =>
      ask('users.get', system, { userId: one.userId }),
    ),
    ask('users.findByEmail', system, { email: 'ada.l@example.org' }),
    ask('users.list', system, { namePrefix: 'a', ...page }),
    ask('users.list', system, { state: 'suspended', ...page }),
    ask('users.getDefaultOrganization', vera, { userId: vera.userId }),
    ask('organizations.get', ada, { organizationId }),
    ask('organizations.get', system, { organizationId }),
    ask('organizations.findBySlug', ada, { slug: 'mentra' }),
    ask('organizations.findByExternalId', system, { externalId: 'customer-1' }),
    ask('organizations.listForUser', ada, { userId, ...page }),
    ask('organizations.list', system, page),
    ask('organizations.list', system, { state: 'deleted', ...page }),
    ask('organizations.getDocumented', ada, { organizationId }),
    ask('organizations.audit', ada, { organizationId, ...page }),
    ask('memberships.list', ada, { organizationId, ...page }),
    ask('memberships.get', system, { organizationId, userId }),
    ask('memberships.count', ada, { organizationId }),
    ask('memberships.listFormer', ada, { organizationId, ...page }),
    ask('memberships.accessOf', system, { userId: vera.userId, ...page }),
    ...[ada, cyd, suspended, deleted].map((one) =>
      ask('memberships.isMember', organizationId, one.userId),
    ),
    ask('memberships.hasRole', organizationId, vera.userId, 'viewer'),
    ask('memberships.can', vera, 'reports:export', organizationId),
    ask('memberships.isMember', people.deletedOrganizationId, people.founder.userId),
    ask('invitations.list', ada, { organizationId, ...page }),
    ask('invitations.preview', anonymous, { token: people.pendingToken }),
    ask('apps.list', apps.publisher, { organizationId: apps.organizationId, ...page }),
    ask('apps.get', apps.publisher, { appId: apps.liveId }),
    ask('submissions.list', apps.publisher, { appId: apps.liveId, ...page }),
    ask('submissions.get', apps.publisher, { submissionId: apps.approvedSubmissionId }),
    ask('review.queue', reviewer, { state: 'claimable', ...page }),
    ask('review.stats', reviewer, {}),
    ask('review.get', reviewer, { submissionId: apps.inReview.submissionId }),
    ask('review.listClaimed', apps.reviewer, {}),
    ask('store.search', anonymous, { text: 'live', ...page }),
    ask('store.search', anonymous, page),
    ask('store.get', anonymous, { packageName: 'org.frozen.live' }),
    ask('keys.list', apps.publisher, { organizationId: apps.organizationId }),
    ask('keys.list', apps.publisher, { appId: apps.liveId }),
    ask('keys.authenticate', { key: keys.keyText }),
    ask('webhooks.get', ada, { organizationId }),
  ];
}

/** Each must succeed, one after the other, at the time of the last row. */
export function commandsOn({ people, apps, keys }: Scenario): readonly FrozenCall[] {
  const { ada, bob, cyd, guest, suspended, deleted, mentraId: organizationId } = people;
  const { publisher, reviewer, inReview } = apps;
  return [
    ask('users.update', ada, { userId: ada.userId, name: 'Ada Lovelace' }),
    ask('users.reinstate', system, { userId: suspended.userId }),
    ask('users.restore', system, { userId: deleted.userId }),
    ask('organizations.rename', ada, { organizationId, name: 'Mentra Works' }),
    ask('organizations.restore', people.founder, { organizationId: people.deletedOrganizationId }),
    ask('memberships.changeRole', ada, { organizationId, userId: bob.userId, role: 'member' }),
    ask('memberships.add', system, { organizationId, userId: cyd.userId, role: 'member' }),
    ask('invitations.accept', guest, { token: people.pendingToken }),
    ask('relay.runOnce', { limit: 100 }),
    ask('review.approve', reviewer, inReview),
    ask('submissions.release', publisher, { submissionId: apps.approvedSubmissionId }),
    ask('apps.delist', publisher, { appId: apps.liveId }),
    ask('apps.updateDraft', publisher, {
      appId: apps.waitingId,
      expectedRevision: 2,
      changes: { version: '2.0.0' },
    }),
    ask('keys.rotate', publisher, { keyId: keys.keyId, overlap: 60 }),
    ask('webhooks.sendTest', ada, { organizationId }),
    ask('relay.runOnce', { limit: 100 }),
    ask('organizations.delete', ada, { organizationId }),
    ask('maintenance.runOnce'),
  ];
}

function ask(method: string, ...args: readonly unknown[]): FrozenCall {
  return { method, args };
}

/** The answers, one after the other. */
export async function answersOf(
  guildhall: object,
  calls: readonly FrozenCall[],
): Promise<readonly AnsweredCall[]> {
  const answered: AnsweredCall[] = [];
  for (const { method, args } of calls) {
    answered.push({ method, args, answer: await answerOf(guildhall, { method, args }) });
  }
  return answered;
}

/** How the commands end: the values that they return have new ids and times. */
export async function outcomesOf(
  guildhall: object,
  calls: readonly FrozenCall[],
): Promise<readonly AnsweredCall[]> {
  const answered = await answersOf(guildhall, calls);
  return answered.map((call) => {
    const ok: unknown = Reflect.get(Object(call.answer), 'ok');
    return ok === true ? { ...call, answer: { ok } } : call;
  });
}

async function answerOf(guildhall: object, { method, args }: FrozenCall): Promise<unknown> {
  const [service = '', name = ''] = method.split('.');
  const of: unknown = Reflect.get(guildhall, service);
  const run: unknown = Reflect.get(Object(of), name);
  if (typeof run !== 'function') throw new Error(`there is no ${method}`);
  return JSON.parse(JSON.stringify((await Reflect.apply(run, of, args)) ?? null));
}

// The invariants of responses: to repeated commands, available actions, and authentication with keys.

import { isDeepStrictEqual } from 'node:util';
import type { ApiKey } from '../../../../src/domain/app/api-key.js';
import type { App } from '../../../../src/domain/app/app.js';
import { type PerformedCall, toCompletedCall } from './run-call.js';
import {
  type CommandCommit,
  commandCommits,
  journalActionOf,
  type StepObservation,
} from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';
import type { VisibleRows } from './visible-state.js';

/** Refusals that a repeated command may get: the actor may no longer see the result, or it is gone. */
const acceptableReplayRefusals = new Set([
  'account_inactive',
  'permission_denied',
  'app_not_found',
  'app_deleted',
  'submission_not_found',
  'key_not_found',
  'organization_not_found',
  'organization_deleted',
  'member_not_found',
  'invitation_not_found',
]);

export function findRepeatViolations(observation: StepObservation): Violations {
  return observation.performedCalls.flatMap((asked) => {
    const { method } = asked.call;
    const isAlone =
      observation.performedCalls.filter(({ call }) => call.method === method).length === 1;
    const isDone = commandCommits(observation).some(
      ({ entry }) => entry.action === journalActionOf(method),
    );
    if (asked.firstRun === null) return [];
    return [
      ...violationsWhere([isAlone && isDone, `${method} was done twice`]),
      ...findAnswerViolations(asked, asked.firstRun),
    ];
  });
}

function findAnswerViolations(
  asked: PerformedCall,
  first: NonNullable<PerformedCall['firstRun']>,
): Violations {
  const { call, outcome } = asked;
  const { input, subjectId } = toCompletedCall(asked);
  const isSame = input === first.input;
  if (outcome.ok) {
    return violationsWhere(
      [!isSame, `${call.method} accepted another input with the same key`],
      [
        subjectId !== first.subjectId,
        `${call.method} answered ${subjectId}, but first ${first.subjectId}`,
      ],
    );
  }
  const code = 'fault' in outcome || !isSame ? null : outcome.refusal.code;
  return violationsWhere([
    code !== null && !acceptableReplayRefusals.has(code),
    `${call.method} answered ${code} when it was repeated`,
  ]);
}

export function findAvailableActionViolations({ probe }: StepObservation): Violations {
  if (probe === null) return [];
  const { reportedActions, performedActions, actor, app } = probe;
  const isRight = isDeepStrictEqual(
    [...(reportedActions ?? [])].sort(),
    [...performedActions].sort(),
  );
  const who = `${JSON.stringify(actor)} can ${performedActions.join()} with ${app.id}`;
  return violationsWhere([
    !isRight,
    `${who}, but availableActions lists ${reportedActions?.join() ?? 'nothing'}`,
  ]);
}

/** Exactly the valid keys authenticate, a suspended app's keys do nothing, and only kept keys move with an app. */
export function findKeyViolations(observation: StepObservation): Violations {
  const { keyAnswers, rows } = observation.after;
  const shown = [...keyAnswers].flatMap(([id, answer]) => {
    const expected = expectedKeyAnswer(rows, rows.apikeys.get(id)?.value, observation.now);
    const found = answer.ok ? 'opens' : answer.refusal.code;
    return violationsWhere([found !== expected, `key ${id} answers ${found} and not ${expected}`]);
  });
  return [
    ...shown,
    ...commandCommits(observation).flatMap(findKeyUseViolations),
    ...findMovedKeyViolations(observation),
  ];
}

function findMovedKeyViolations(observation: StepObservation): Violations {
  const kept = observation.performedCalls.flatMap(({ call: { input } }) =>
    'keepKeyIds' in input && Array.isArray(input.keepKeyIds) ? input.keepKeyIds : [],
  );
  const moves = commandCommits(observation).filter(({ entry }) => entry.action === 'app.move');
  return moves.flatMap(({ entry, after: { apikeys, apps } }) =>
    [...apikeys.values()].flatMap(({ value: key }) => {
      const isOfApp = appOfKey({ apps }, key)?.id === entry.subject.id;
      const isLeft = isOfApp && isValidAt(key, entry.at) && !kept.includes(key.id);
      return violationsWhere([isLeft, `${key.id} moved with ${entry.subject.id}`]);
    }),
  );
}

function findKeyUseViolations({ entry, before }: CommandCommit): Violations {
  if (entry.actor.kind !== 'key') return [];
  const key = before.apikeys.get(entry.actor.keyId)?.value;
  const isValid = key !== undefined && isValidAt(key, entry.at);
  const isOfKeptOut = isSuspendedOrTakenDown(appOfKey(before, key));
  return violationsWhere([
    !isValid || isOfKeptOut,
    `${entry.action} by the key ${entry.actor.keyId}`,
  ]);
}

function appOfKey({ apps }: Pick<VisibleRows, 'apps'>, key: ApiKey | undefined): App | undefined {
  return key?.owner.kind === 'app' ? apps.get(key.owner.appId)?.value : undefined;
}

function isValidAt({ revokedAt, expiresAt }: ApiKey, at: Date): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > at);
}

function isSuspendedOrTakenDown(app: App | undefined): boolean {
  return app?.enforcement.state === 'suspended' || app?.enforcement.state === 'taken_down';
}

function expectedKeyAnswer(rows: VisibleRows, key: ApiKey | undefined, now: Date): string {
  const app = appOfKey(rows, key);
  const organizationId =
    key?.owner.kind === 'organization' ? key.owner.organizationId : app?.organizationId;
  const organization = rows.organizations.get(organizationId ?? '')?.value;
  const isGone = app?.deletedAt !== undefined || organization?.deletedAt !== undefined;
  const isThere = key !== undefined && organization !== undefined && !isGone;
  if (!isThere || !isValidAt(key, now)) return 'key_invalid';
  return isSuspendedOrTakenDown(app) ? 'app_suspended' : 'opens';
}

// What holds of answers: to repeated commands, to questions, and to keys.

import { isDeepStrictEqual } from 'node:util';
import type { ApiKey } from '../../../../src/domain/app/api-key.js';
import type { App } from '../../../../src/domain/app/app.js';
import { actionOf, type Deed, deedsOf, type Moment } from './moment.js';
import { type Asked, doneBy } from './perform.js';
import type { SeenRows } from './sight.js';
import { those, type Violations } from './violations.js';

/** Why a repeat may be refused all the same: the actor may no longer see what was done, or it is gone. */
const lost = new Set([
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

export function repeatsDoNothing(moment: Moment): Violations {
  return moment.asked.flatMap((asked) => {
    const { verb } = asked.call;
    const isAlone = moment.asked.filter(({ call }) => call.verb === verb).length === 1;
    const isDone = deedsOf(moment).some(({ entry }) => entry.action === actionOf(verb));
    if (asked.repeats === null) return [];
    return [
      ...those([isAlone && isDone, `${verb} was done once more`]),
      ...answerFaults(asked, asked.repeats),
    ];
  });
}

function answerFaults(asked: Asked, first: NonNullable<Asked['repeats']>): Violations {
  const { call, outcome } = asked;
  const { input, name } = doneBy(asked);
  const isSame = input === first.input;
  if (outcome.ok) {
    return those(
      [!isSame, `${call.verb} took another input under the same key`],
      [name !== first.name, `${call.verb} answered ${name}, and first ${first.name}`],
    );
  }
  const code = 'fault' in outcome || !isSame ? null : outcome.refusal.code;
  return those([code !== null && !lost.has(code), `${call.verb} answered ${code} in the end`]);
}

export function actionsAreAvailable({ probe }: Moment): Violations {
  if (probe === null) return [];
  const { said, done, actor, app } = probe;
  const isRight = isDeepStrictEqual([...(said ?? [])].sort(), [...done].sort());
  const who = `${JSON.stringify(actor)} can ${done.join()} with ${app.id}`;
  return those([!isRight, `${who}, and is told ${said?.join() ?? 'nothing'}`]);
}

/** Every valid key opens, and no other; no key of what is kept out does anything. */
export function keysOpen(moment: Moment): Violations {
  const { opened, rows } = moment.after;
  const shown = [...opened].flatMap(([id, answer]) => {
    const expected = answerTo(rows, rows.apikeys.get(id)?.value, moment.now);
    const found = answer.ok ? 'opens' : answer.refusal.code;
    return those([found !== expected, `key ${id} answers ${found} and not ${expected}`]);
  });
  return [...shown, ...deedsOf(moment).flatMap(usedWrongly)];
}

function usedWrongly({ entry, before }: Deed): Violations {
  if (entry.actor.kind !== 'key') return [];
  const key = before.apikeys.get(entry.actor.keyId)?.value;
  const isValid = key !== undefined && isValidAt(key, entry.at);
  const isOfKeptOut = isKeptOut(appOf(before, key));
  return those([!isValid || isOfKeptOut, `${entry.action} by the key ${entry.actor.keyId}`]);
}

function appOf({ apps }: Pick<SeenRows, 'apps'>, key: ApiKey | undefined): App | undefined {
  return key?.owner.kind === 'app' ? apps.get(key.owner.appId)?.value : undefined;
}

function isValidAt({ revokedAt, expiresAt }: ApiKey, at: Date): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > at);
}

function isKeptOut(app: App | undefined): boolean {
  return app?.enforcement.state === 'suspended' || app?.enforcement.state === 'taken_down';
}

function answerTo(rows: SeenRows, key: ApiKey | undefined, now: Date): string {
  const app = appOf(rows, key);
  const organizationId =
    key?.owner.kind === 'organization' ? key.owner.organizationId : app?.organizationId;
  const organization = rows.organizations.get(organizationId ?? '')?.value;
  const isGone = app?.deletedAt !== undefined || organization?.deletedAt !== undefined;
  const isThere = key !== undefined && organization !== undefined && !isGone;
  if (!isThere || !isValidAt(key, now)) return 'key_invalid';
  return isKeptOut(app) ? 'app_suspended' : 'opens';
}

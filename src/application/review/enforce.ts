// What the platform imposes on apps and their releases, by reviewers who may, or by the embedding service.

import * as z from 'zod';
import type { App } from '../../domain/app/app.js';
import { type AppTier, appTiers, setTier as tierSet } from '../../domain/app/app.js';
import type { Action } from '../../domain/journal/entry.js';
import { type Grounds, groundsOf, wordsOf } from '../../domain/review/decisions.js';
import { type EnforcementCommand, enforce as enforced } from '../../domain/review/enforcement.js';
import { revoke as revoked } from '../../domain/review/lifecycle.js';
import { type ReviewReason, reviewReasons } from '../../domain/review/submission.js';
import type { AppId, SubmissionId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { appNotFound } from '../apps/authority.js';
import { type AppView, appView, type ReviewView, reviewView } from '../apps/views.js';
import { movedFact } from '../submissions/moves.js';
import { submissionNotFound } from '../submissions/target.js';
import { activeUser } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import type { AnyCommand, CommandSpec, Unit } from '../use-case/command.js';
import { appIdSchema, submissionIdSchema } from '../use-case/input.js';
import { groundsText } from './decisions.js';
import { recallReviewed, reviewerWith } from './reviewer.js';

/** Who acts for the platform; null where the embedding service itself does. */
interface ByPlatform {
  readonly by: UserId | null;
}

async function platformOf({
  context,
  actor,
}: Unit): Promise<Result<UserId | null, RefusalOf<'permission_denied'>>> {
  return actor.kind === 'system' ? ok(null) : reviewerWith(context, actor, /* REV-81 */ 'enforce');
}

/** One wave: the app, and the account of who acts, which must be able to sign in. */
async function appSeenBy(
  { storage }: Unit,
  appId: AppId,
  by: UserId | null,
): Promise<Result<Versioned<App>, RefusalOf<'account_inactive' | 'app_not_found'>>> {
  const [app, account] = await Promise.all([
    storage.apps.findById(appId),
    by === null ? null : storage.users.findById(by),
  ]);
  const active = /* REV-27 */ by === null ? ok(null) : activeUser(account);
  if (!active.ok) return active;
  return app === null || app.value.archivedAt !== undefined ? appNotFound() : ok(app);
}

/** Which app, and why. */
export interface EnforceInput {
  readonly appId: string;
  /** For the organization: 1 to 4,000 characters. */
  readonly reason: string;
}

interface Enforce {
  readonly appId: AppId;
  readonly reason: string;
}

export type EnforceRefusal =
  | 'permission_denied'
  | 'account_inactive'
  | 'app_not_found'
  | 'reason_required'
  | 'invalid_transition';

type EnforceSpec = CommandSpec<
  EnforceInput,
  Enforce,
  Enforce & ByPlatform,
  AppView,
  EnforceRefusal
>;

export function enforcementSpec(command: EnforcementCommand, action: Action): EnforceSpec {
  return {
    action,
    schema: z.strictObject({ appId: appIdSchema, reason: groundsText }),

    async prepare(unit, { appId, reason: text }) {
      const by = await platformOf(unit);
      if (!by.ok) return by;
      const reason = /* REV-80 */ wordsOf(text);
      if (reason === null) return refuse({ code: 'reason_required', path: ['reason'] });
      return ok({ appId, reason, by: by.value });
    },

    async attempt(unit, { appId, reason, by }) {
      const app = await appSeenBy(unit, appId, by);
      if (!app.ok) return app;
      const after = enforced(app.value.value, command, reason, unit.now);
      if (!after.ok) return after;
      const { organizationId } = after.value;
      return ok({
        value: appView(after.value),
        write: {
          changes: [updated('apps', app.value, after.value)],
          facts: [{ type: 'app_enforced', organizationId, appId, command }],
          subject: { kind: 'app', id: appId },
          organizations: [organizationId],
          subscribers: [after.value],
        },
      });
    },

    recall: recallApp,
  };
}

async function recallApp(
  unit: Unit,
  { appId, by }: ByPlatform & { readonly appId: AppId },
): Promise<Result<AppView, RefusalOf<'account_inactive' | 'app_not_found'>>> {
  const app = await appSeenBy(unit, appId, by);
  return app.ok ? ok(appView(app.value.value)) : app;
}

/** Which app, and how far the platform vouches for it. */
export interface SetTierInput {
  readonly appId: string;
  readonly tier: AppTier;
}

interface SetTier {
  readonly appId: AppId;
  readonly tier: AppTier;
}

export type SetTierRefusal = 'permission_denied' | 'account_inactive' | 'app_not_found';

export const setTierSpec: CommandSpec<
  SetTierInput,
  SetTier,
  SetTier & ByPlatform,
  AppView,
  SetTierRefusal
> = {
  action: 'app.set_tier',
  schema: z.strictObject({ appId: appIdSchema, tier: z.enum(appTiers) }),

  async prepare(unit, input) {
    const by = await platformOf(unit);
    return by.ok ? ok({ ...input, by: by.value }) : by;
  },

  async attempt(unit, { appId, tier, by }) {
    const app = await appSeenBy(unit, appId, by);
    if (!app.ok) return app;
    const after = tierSet(app.value.value, tier, unit.now);
    if (after === app.value.value) return ok({ value: appView(after), write: null });
    const { organizationId } = after;
    return ok({
      value: appView(after),
      write: {
        changes: [updated('apps', app.value, after)],
        facts: [{ type: 'tier_set', organizationId, appId, tier }],
        subject: { kind: 'app', id: appId },
        organizations: [organizationId],
      },
    });
  },

  recall: recallApp,
};

/** Which approval or release, and why. */
export interface RevokeReleaseInput {
  readonly submissionId: string;
  /** At least one. */
  readonly reasons?: readonly ReviewReason[] | null | undefined;
  /** For the organization: 1 to 4,000 characters. */
  readonly text?: string | null | undefined;
}

interface RevokeRelease extends Omit<RevokeReleaseInput, 'submissionId'> {
  readonly submissionId: SubmissionId;
}

interface Revoking {
  readonly submissionId: SubmissionId;
  readonly grounds: Grounds;
  readonly by: UserId;
}

export type RevokeReleaseRefusal =
  | 'permission_denied'
  | 'account_inactive'
  | 'submission_not_found'
  | 'reason_required'
  | 'already_decided'
  | 'invalid_transition';

/** Of what is live the release before it is live again, where there is one that was not revoked. */
export const revokeSpec: CommandSpec<
  RevokeReleaseInput,
  RevokeRelease,
  Revoking,
  ReviewView,
  RevokeReleaseRefusal
> = {
  action: 'review.revoke',
  schema: z.strictObject({
    submissionId: submissionIdSchema,
    reasons: z.array(z.enum(reviewReasons)).max(reviewReasons.length).nullable().optional(),
    text: groundsText.nullable().optional(),
  }),

  async prepare(
    { context, actor },
    { submissionId, reasons, text },
  ): Promise<Result<Revoking, RefusalOf<RevokeReleaseRefusal | AnyCommand>>> {
    const by = await reviewerWith(context, actor, /* REV-77 */ 'enforce');
    if (!by.ok) return by;
    const grounds = groundsOf(reasons, text);
    return /* REV-78 */ grounds.ok
      ? ok({ submissionId, grounds: grounds.value, by: by.value })
      : grounds;
  },

  async attempt(unit, { submissionId, grounds, by }) {
    const { storage, now } = unit;
    const submission = await storage.submissions.findById(submissionId);
    if (submission === null) return submissionNotFound();
    const { appId } = submission.value;
    const app = await appSeenBy(unit, appId, by);
    if (!app.ok)
      return app.refusal.code === 'app_not_found' ? submissionNotFound() : refuse(app.refusal);
    const last = await storage.submissions.lastSuperseded(appId);
    const done = revoked(app.value.value, submission.value, last?.value ?? null, grounds, by, now);
    if (!done.ok) return done;
    const { fallback } = done.value;
    const isBack = last !== null && fallback !== null;
    const { organizationId } = app.value.value;
    return ok({
      value: reviewView(done.value.submission),
      write: {
        changes: [
          updated('apps', app.value, done.value.app),
          updated('submissions', submission, done.value.submission),
          ...(isBack ? [updated('submissions', last, fallback)] : []),
        ],
        facts: [
          movedFact(done.value.submission, 'revoke', organizationId),
          ...(isBack ? [movedFact(fallback, 'fallBack', organizationId)] : []),
        ],
        subject: { kind: 'submission', id: submissionId },
        organizations: [organizationId],
        subscribers: [app.value.value],
      },
    });
  },

  recall: (unit, { submissionId, by }) => recallReviewed(unit, submissionId, by),
};

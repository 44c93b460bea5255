// What an organization edits, and with whom it shares it. Nothing of it reaches a status, an owner, a key or a review.

import * as z from 'zod';
import {
  type AppVisibility,
  appVisibilities,
  draftRefusal,
  editDraft,
  mostTesters,
  shareApp,
} from '../../domain/app/app.js';
import {
  changedManifestFields,
  changeManifest,
  type ManifestChange,
} from '../../domain/app/manifest.js';
import type { AppId } from '../../domain/shared/ids.js';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { type Email, type EmailKey, parseEmail } from '../../domain/user/email.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, invalidInput, longText, textSchema } from '../use-case/input.js';
import { appCommand, personIn } from './app-command.js';
import type { AppRefusal } from './authority.js';
import { manifestChangeSchema } from './manifest-input.js';
import type { AppView } from './views.js';

/** What to change of which draft. */
export interface UpdateDraftInput {
  readonly appId: string;
  /** The revision that was looked at; another one is refused as `draft_conflict`. */
  readonly expectedRevision: number;
  /** An absent field stays, null takes one away, a list takes the place of the whole list. */
  readonly changes: ManifestChange;
}

interface UpdateDraft extends Omit<UpdateDraftInput, 'appId'> {
  readonly appId: AppId;
}

export type UpdateDraftRefusal = AppRefusal | 'draft_conflict';

export const updateDraftSpec: CommandSpec<
  UpdateDraftInput,
  UpdateDraft,
  UpdateDraft,
  AppView,
  UpdateDraftRefusal
> = appCommand<UpdateDraftInput, UpdateDraft, 'draft_conflict'>({
  action: 'app.update_draft',
  schema: z.strictObject({
    appId: appIdSchema,
    expectedRevision: z.number().int().min(1),
    changes: manifestChangeSchema,
  }),
  permission: /* APP-11 */ 'apps:edit',

  decide(unit, { app }, { expectedRevision, changes }) {
    const stale = draftRefusal(app.value, expectedRevision);
    if (stale !== null) return refuse(stale);
    const { manifest } = app.value.draft;
    const changed = changeManifest(manifest, changes, unit.context.hasPublicSuffix);
    if (!changed.ok) return refuse(within('changes', changed.refusal));
    const fields = changedManifestFields(manifest, changed.value);
    if (fields.length === 0) return ok({ app: app.value, facts: [] }); // APP-14
    const after = editDraft(app.value, changed.value, personIn(unit), unit.now);
    const { id: appId, organizationId, draft } = after;
    const { revision } = draft;
    return ok({
      app: after,
      facts: [{ type: 'draft_updated', organizationId, appId, revision, fields }],
    });
  },
});

function within(field: string, { issues }: RefusalOf<'invalid_input'>): RefusalOf<'invalid_input'> {
  return invalidInput(issues.map((issue) => ({ ...issue, path: [field, ...issue.path] })));
}

/** With whom an app is shared; what is absent stays as it is. */
export interface ShareAppInput {
  readonly appId: string;
  readonly visibility?: AppVisibility | undefined;
  /** Addresses of people who may run the draft: at most 100, none twice. */
  readonly testers?: readonly string[] | undefined;
}

interface ShareApp extends Omit<ShareAppInput, 'appId'> {
  readonly appId: AppId;
}

export const shareSpec: CommandSpec<ShareAppInput, ShareApp, ShareApp, AppView, AppRefusal> =
  appCommand<ShareAppInput, ShareApp, never>({
    action: 'app.share',
    schema: z.strictObject({
      appId: appIdSchema,
      visibility: z.enum(appVisibilities).optional(),
      testers: z.array(textSchema(longText)).max(mostTesters).optional(),
    }),
    permission: 'apps:publish',
    isLasting: true,

    decide({ now }, { app }, { visibility, testers: typed }) {
      const testers = typed === undefined ? ok(undefined) : readTesters(typed);
      if (!testers.ok) return testers;
      const shared = {
        ...(visibility === undefined ? {} : { visibility }),
        ...(testers.value === undefined ? {} : { testers: testers.value }),
      };
      const after = shareApp(app.value, shared, now);
      if (isSharedAlike(app.value, after)) return ok({ app: app.value, facts: [] });
      const { id: appId, organizationId } = after;
      return ok({
        app: after,
        facts: [
          {
            type: 'app_shared',
            organizationId,
            appId,
            visibility: after.visibility,
            testers: after.testers.length,
          },
        ],
      });
    },
  });

type Shared = Parameters<typeof shareApp>[0];

function isSharedAlike(before: Shared, after: Shared): boolean {
  const addresses = ({ testers }: Shared) => testers.map(({ address }) => address).join('\n');
  return before.visibility === after.visibility && addresses(before) === addresses(after);
}

function readTesters(
  texts: readonly string[],
): Result<readonly Email[], RefusalOf<'invalid_input'>> {
  const issues: Issue[] = [];
  const seen = new Set<EmailKey>();
  const testers = texts.flatMap((text, index) => {
    const path = ['testers', index];
    const email = parseEmail(text, path);
    if (!email.ok) {
      issues.push(...email.refusal.issues);
      return [];
    }
    if (/* APP-28 */ seen.has(email.value.key)) {
      issues.push({ code: 'duplicate', path, message: 'this address stands in the list twice' });
    }
    seen.add(email.value.key);
    return [email.value];
  });
  return issues.length === 0 ? ok(testers) : refuse(invalidInput(issues));
}

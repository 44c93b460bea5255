// Sets the visibility and the testers of an app.

import * as z from 'zod';
import { type AppVisibility, appVisibilities } from '../../domain/app/app.js';
import { changeAppSharing, maxTesters, parseTesters } from '../../domain/app/share-app.js';
import type { AppId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { AppRefusalCode } from '../app-authorization/app-authorization.js';
import type { CommandSpec } from '../use-case/command.js';
import { appIdSchema, maxInputTextLength, textSchema } from '../use-case/input.js';
import { createAppCommandSpec } from './app-command.js';
import type { AppView } from './views.js';

/** The visibility and the testers of an app. An absent field stays as it is. */
export interface ShareAppInput {
  readonly appId: string;
  readonly visibility?: AppVisibility | undefined;
  /** The email addresses of people who may run the draft: at most 100, without duplicates. */
  readonly testers?: readonly string[] | undefined;
}

interface ParsedShareApp extends Omit<ShareAppInput, 'appId'> {
  readonly appId: AppId;
}

export const shareSpec: CommandSpec<
  ShareAppInput,
  ParsedShareApp,
  ParsedShareApp,
  AppView,
  AppRefusalCode
> = createAppCommandSpec<ShareAppInput, ParsedShareApp, never>({
  action: 'app.share',
  schema: z.lazy(() =>
    z.strictObject({
      appId: appIdSchema,
      visibility: z.enum(appVisibilities).optional(),
      testers: z.array(textSchema(maxInputTextLength)).max(maxTesters).optional(),
    }),
  ),
  permission: 'apps:publish',
  guardsOrganization: true,

  decide({ now }, { app }, { visibility, testers: typed }) {
    const testers = typed === undefined ? ok(undefined) : parseTesters(typed);
    if (!testers.ok) return testers;
    const shared = {
      ...(visibility === undefined ? {} : { visibility }),
      ...(testers.value === undefined ? {} : { testers: testers.value }),
    };
    const after = changeAppSharing(app.value, shared, now);
    if (isSameSharing(app.value, after)) return ok({ app: app.value, events: [] });
    const { id: appId, organizationId } = after;
    return ok({
      app: after,
      events: [
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

type AppWithSharing = Parameters<typeof changeAppSharing>[0];

function isSameSharing(before: AppWithSharing, after: AppWithSharing): boolean {
  const addresses = ({ testers }: AppWithSharing) =>
    testers.map(({ address }) => address).join('\n');
  return before.visibility === after.visibility && addresses(before) === addresses(after);
}

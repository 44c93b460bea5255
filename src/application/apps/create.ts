// An app begins: a package name that nobody has or had, a name, and nothing for anybody to see.

import * as z from 'zod';
import { createApp as created } from '../../domain/app/app.js';
import { type PackageName, parsePackageName } from '../../domain/app/package-name.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { type AppId, type OrganizationId, parseAppId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { fresh } from '../organizations/founding.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { inserted, touched } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { longText, organizationIdSchema, textSchema } from '../use-case/input.js';
import { personIn } from './app-command.js';
import { type AppRefusal, authorityDespiteAppDeletion } from './authority.js';
import { type AppView, appView } from './views.js';

/** Whose app, and what it is called. */
export interface CreateAppInput {
  readonly organizationId: string;
  /** For ever: taken as it is or refused. */
  readonly packageName: string;
  /** For people; it can be changed. */
  readonly name: string;
}

interface CreateApp extends Omit<CreateAppInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

interface Creating {
  readonly id: AppId;
  readonly organizationId: OrganizationId;
  readonly packageName: PackageName;
  readonly name: DisplayName;
}

export type CreateAppRefusal =
  | AuthorityRefusal
  | AppRefusal
  | 'name_invalid'
  | 'package_name_invalid'
  | 'package_name_taken';

export const createApp: (context: Context) => Verb<CreateAppInput, AppView, CreateAppRefusal> =
  command<CreateAppInput, CreateApp, Creating, AppView, CreateAppRefusal>({
    action: 'app.create',
    schema: z.strictObject({
      organizationId: organizationIdSchema,
      packageName: textSchema(longText),
      name: textSchema(longText),
    }),

    prepare({ context }, { organizationId, packageName: text, name: typed }) {
      const packageName = parsePackageName(text, context.reservedPackages, ['packageName']);
      if (!packageName.ok) return packageName;
      const name = parseDisplayName(typed, context.hasPublicSuffix, ['name']);
      if (!name.ok) return name;
      const id = fresh(context.ids, parseAppId);
      return ok({ id, organizationId, packageName: packageName.value, name: name.value });
    },

    async attempt(unit, { id, organizationId, packageName, name }) {
      const { storage, actor, now } = unit;
      const [authority, known] = await Promise.all([
        authorityOver(storage, actor, organizationId, /* APP-9 */ 'apps:publish'),
        storage.apps.findByPackageName(packageName),
      ]);
      if (!authority.ok) return authority;
      if (known !== null) return refuse({ code: 'package_name_taken', path: ['packageName'] }); // APP-5
      const app = created({ id, packageName, organizationId, name, by: personIn(unit), now });
      return ok({
        value: appView(app),
        write: {
          changes: [
            touched('organizations', authority.value.organization),
            inserted('apps', id, app),
          ],
          facts: [{ type: 'app_created', organizationId, appId: id }],
          subject: { kind: 'app', id },
          organizations: [organizationId],
          answer: { appId: id },
        },
      });
    },

    async recall(unit, _creating, answer) {
      const appId = parseAppId(answer['appId'] ?? '');
      if (appId === null) return refuse({ code: 'app_not_found' });
      const authority = await authorityDespiteAppDeletion(unit, appId, 'apps:read');
      return authority.ok ? ok(appView(authority.value.app.value)) : authority;
    },
  });

// What commands about one app share: who may, what is written, and how a repeat is answered.

import type { z } from 'zod';
import type { App } from '../../domain/app/app.js';
import type { Action } from '../../domain/journal/entry.js';
import type { Fact } from '../../domain/journal/fact.js';
import type { Permission } from '../../domain/organization/role.js';
import type { AppId, UserId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { touched, updated } from '../use-case/changes.js';
import type { AnyCommand, CommandSpec, Plan, Unit } from '../use-case/command.js';
import {
  type AppAuthority,
  type AppRefusal,
  authorityDespiteAppDeletion,
  authorityOverApp,
} from './authority.js';
import { type AppView, appView } from './views.js';

export interface OfApp {
  readonly appId: AppId;
}

/** An app as it is to be, and what that says; the same app where all is as asked already. */
interface AppDecision {
  readonly app: App;
  readonly facts: readonly Fact[];
}

interface AppCommand<I, O extends OfApp, C extends RefusalCode> {
  readonly action: Action;
  readonly schema: z.ZodType<O, I>;
  readonly permission: Permission;
  /** True for what can be done with an app although it is deleted. */
  readonly isOfDeleted?: boolean;
  /**
   * True for what gives something that lasts: access to a tester, an app to the store. It touches the organization, so
   * that who is taken out of it meanwhile gives nothing, and one that is being deleted has nothing live.
   */
  readonly isLasting?: boolean;
  decide(
    unit: Unit,
    authority: AppAuthority,
    input: O,
  ):
    | Promise<Result<AppDecision, RefusalOf<C | AnyCommand>>>
    | Result<AppDecision, RefusalOf<C | AnyCommand>>;
}

/** The app's own version is the guard: nobody else has changed it meanwhile. */
export function appCommand<I, O extends OfApp, C extends RefusalCode>({
  action,
  schema,
  permission,
  isOfDeleted = false,
  isLasting = false,
  decide,
}: AppCommand<I, O, C>): CommandSpec<I, O, O, AppView, C | AppRefusal> {
  const authorityOf = isOfDeleted ? authorityDespiteAppDeletion : authorityOverApp;
  return {
    action,
    schema,
    prepare: (_unit, input) => ok(input),

    async attempt(unit, input) {
      const authority = await authorityOf(unit, input.appId, permission);
      if (!authority.ok) return authority;
      const decision = await decide(unit, authority.value, input);
      return decision.ok ? ok(planOf(authority.value, decision.value, isLasting)) : decision;
    },

    async recall(unit, { appId }) {
      const authority = await authorityDespiteAppDeletion(unit, appId, 'apps:read');
      return authority.ok ? ok(appView(authority.value.app.value)) : authority;
    },
  };
}

function planOf(
  { app: before, organization }: AppAuthority,
  { app, facts }: AppDecision,
  isLasting: boolean,
): Plan<AppView> {
  if (app === before.value) return { value: appView(app), write: null };
  return {
    value: appView(app),
    write: {
      changes: [
        ...(isLasting ? [touched('organizations', organization)] : []),
        updated('apps', before, app),
      ],
      facts,
      subject: { kind: 'app', id: app.id },
      organizations: [app.organizationId],
      subscribers: [app],
    },
  };
}

/** Null where a key or the platform acts. */
export function personIn({ actor }: Pick<Unit, 'actor'>): UserId | null {
  return actor.kind === 'user' || actor.kind === 'reviewer' ? actor.userId : null;
}

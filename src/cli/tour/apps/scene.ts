// One app and everybody around it, as its scenario sees and changes them.

import type { AppView, SubmissionView } from '../../../application/apps/views.js';
import type { AppVersion } from '../../../domain/app/version.js';
import type { ReviewerActor, UserActor } from '../../../domain/shared/actor.js';
import type { AppId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { Guildhall } from '../../../index.js';
import { outsiders, type Player } from '../people.js';
import { faultOfGuildhall, type Stage } from '../stage.js';
import type { Sighting } from './report.js';

/** What the scenario has come to so far. */
interface Notes {
  readonly draft: AppView['draft'];
  /** The newest one. */
  readonly submission: Pick<SubmissionView, 'id' | 'digest' | 'snapshot'>;
  /** Of the last claim. */
  readonly token: number;
  readonly key: string;
  readonly organizationId: OrganizationId;
  /** What has been released and not been revoked, oldest first. */
  readonly released: readonly AppVersion[];
}

export interface AppSetting {
  readonly app: AppView;
  /** The row that it is from. */
  readonly line: number;
  /** By whom and under which accounts. */
  readonly accounts: ReadonlyMap<Player, UserId>;
  /** Another organization that the founder leads; the app's own where there is no other. */
  readonly otherOrganization: OrganizationId;
  /** Told of what was looked at and was as it must be. */
  readonly onSight: (sighting: Sighting) => void;
}

/** Asking for what has not happened yet throws: a fault of the scenario. */
export interface AppScene {
  readonly guildhall: Guildhall;
  readonly line: number;
  readonly place: string;
  readonly inApp: { readonly appId: AppId };
  readonly packageName: AppView['packageName'];
  readonly otherOrganization: OrganizationId;
  user(player: Player): UserActor;
  reviewer(player: Player): ReviewerActor;
  known<K extends keyof Notes>(what: K): Notes[K];
  note(notes: Partial<Notes>): void;
  /** Ends the tour where something is not as it must be. */
  expect(isSo: boolean, what: string): void;
  see(what: string): void;
}

export const testerAddress: string = addressOf('tess');

export function addressOf(player: keyof typeof outsiders): string {
  return `${outsiders[player].mailbox}@platform.example.org`;
}

export function appSceneOf({ guildhall }: Stage, setting: AppSetting): AppScene {
  const { app, line, accounts, otherOrganization, onSight } = setting;
  const place = `apps, line ${line}`;
  let notes: Partial<Notes> = {
    draft: app.draft,
    organizationId: app.organizationId,
    released: [],
  };
  function known<T>(found: T | undefined, what: string): T {
    if (found === undefined) throw new Error(`${place}: the scenario asks too early for ${what}`);
    return found;
  }
  const idOf = (player: Player) => known(accounts.get(player), `the account of ${player}`);
  return {
    guildhall,
    line,
    place,
    inApp: { appId: app.id },
    packageName: app.packageName,
    otherOrganization,
    user: (player) => ({ kind: 'user', userId: idOf(player) }),
    reviewer: (player) => ({ kind: 'reviewer', userId: idOf(player) }),
    known: <K extends keyof Notes>(what: K) => known<Notes[K]>(notes[what], `its ${what}`),
    note(more) {
      notes = { ...notes, ...more };
    },
    expect(isSo, what) {
      if (!isSo) throw new Error(`${place}: ${what}. ${faultOfGuildhall}`);
    },
    see: (what) => onSight({ line, what }),
  };
}

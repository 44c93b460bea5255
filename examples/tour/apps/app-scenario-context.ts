// One app and the people around it, as the steps of its scenario read and change them.

import type { AppView } from '../../../src/application/apps/views.js';
import type { SubmissionView } from '../../../src/application/submissions/views.js';
import type { AppVersion } from '../../../src/domain/app/app-version.js';
import type { ReviewerActor, UserActor } from '../../../src/domain/shared/actor.js';
import type { AppId, OrganizationId, UserId } from '../../../src/domain/shared/ids.js';
import type { Guildhall } from '../../../src/index.js';
import { reportBugText, type TourEnvironment } from '../environment.js';
import { type AppActorKey, platformPeople } from '../personas.js';
import type { PassedCheck } from './apps-report.js';

/** What earlier steps of the scenario left for later ones. */
interface AppScenarioNotes {
  readonly draft: AppView['draft'];
  /** The newest submission. */
  readonly submission: Pick<SubmissionView, 'id' | 'digest' | 'snapshot'>;
  /** The lease token of the last claim. */
  readonly leaseToken: number;
  readonly key: string;
  readonly keyId: string;
  readonly organizationId: OrganizationId;
  /** The versions that were released and not revoked, oldest first. */
  readonly released: readonly AppVersion[];
}

export interface AppScenarioSetup {
  readonly app: AppView;
  /** The line of its row in the file. */
  readonly line: number;
  /** The accounts of those who act. */
  readonly userIds: ReadonlyMap<AppActorKey, UserId>;
  /** Another organization of which the creator is an admin; the app's own if there is no other. */
  readonly otherOrganization: OrganizationId;
  /** Called after each check that passed. */
  readonly onPassedCheck: (passedCheck: PassedCheck) => void;
}

/** Throws if a step asks for something that no earlier step has left: a mistake in the scenario. */
export interface AppScenarioContext {
  readonly guildhall: Guildhall;
  readonly line: number;
  readonly location: string;
  readonly appInput: { readonly appId: AppId };
  readonly packageName: AppView['packageName'];
  readonly otherOrganization: OrganizationId;
  user(person: AppActorKey): UserActor;
  reviewer(person: AppActorKey): ReviewerActor;
  getNote<K extends keyof AppScenarioNotes>(what: K): AppScenarioNotes[K];
  setNotes(notes: Partial<AppScenarioNotes>): void;
  /** Throws, which ends the tour, if something is not as it must be. */
  failUnless(isSo: boolean, failureText: string): void;
  recordCheck(what: string): void;
}

export const testerAddress: string = platformAddressOf('tess');

export function platformAddressOf(person: keyof typeof platformPeople): string {
  return `${platformPeople[person].localPart}@platform.example.org`;
}

export function createAppScenarioContext(
  { guildhall }: TourEnvironment,
  setup: AppScenarioSetup,
): AppScenarioContext {
  const { app, line, userIds, otherOrganization, onPassedCheck } = setup;
  const location = `apps, line ${line}`;
  let notes: Partial<AppScenarioNotes> = {
    draft: app.draft,
    organizationId: app.organizationId,
    released: [],
  };
  function known<T>(found: T | undefined, what: string): T {
    if (found === undefined)
      throw new Error(`${location}: the scenario asks too early for ${what}`);
    return found;
  }
  const idOf = (person: AppActorKey) => known(userIds.get(person), `the account of ${person}`);
  return {
    guildhall,
    line,
    location,
    appInput: { appId: app.id },
    packageName: app.packageName,
    otherOrganization,
    user: (person) => ({ kind: 'user', userId: idOf(person) }),
    reviewer: (person) => ({ kind: 'reviewer', userId: idOf(person) }),
    getNote: <K extends keyof AppScenarioNotes>(what: K) =>
      known<AppScenarioNotes[K]>(notes[what], `its ${what}`),
    setNotes(more) {
      notes = { ...notes, ...more };
    },
    failUnless(isSo, failureText) {
      if (!isSo) throw new Error(`${location}: ${failureText}. ${reportBugText}`);
    },
    recordCheck: (what) => onPassedCheck({ line, what }),
  };
}

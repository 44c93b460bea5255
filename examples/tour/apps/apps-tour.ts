// The part of the tour that is about apps: some of the created organizations publish them, and reviewers of the platform review them.

import type { UserActor } from '../../../src/domain/shared/actor.js';
import { orThrow } from '../../../src/domain/shared/explain.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import type { OrganizationView } from '../../../src/index.js';
import type { ReviewerCapability } from '../../../src/ports/reviewer-directory.js';
import {
  type CreatedOrganizationOutcome,
  isCreated,
  type OrganizationOutcome,
} from '../create-organizations.js';
import { type RefusedStep, type TourEnvironment, tourSystem } from '../environment.js';
import { type AppActorKey, type PlatformPersonKey, platformPeople } from '../personas.js';
import { runScenarioForDay, type ScenarioRun } from '../run-scenarios.js';
import type { AppRow } from './app-rows.js';
import {
  type AppScenarioContext,
  createAppScenarioContext,
  platformAddressOf,
} from './app-scenario-context.js';
import { appScenarioAt, firstAppDay } from './app-scenarios.js';
import { type AppsReport, collectAppOutcomes, type PassedCheck } from './apps-report.js';
import { type AppDraftResult, createAppDraft } from './create-app-drafts.js';

export interface AppsTour {
  /** Runs one app after the other, in the order of the rows, so that the queue is the same on every storage. */
  runDay(day: number): Promise<void>;
  report(): Promise<AppsReport>;
}

/** How many steps the apps take at most. */
export function maxAppSteps(rows: readonly AppRow[]): number {
  const accepted = rows.filter(({ expectedRefusal }) => expectedRefusal === undefined);
  return accepted.reduce(
    (sum, _row, position) => sum + appScenarioAt(position).length,
    rows.length,
  );
}

interface AppsTourInput {
  readonly rows: readonly AppRow[];
  readonly organizationOutcomes: readonly OrganizationOutcome[];
  readonly onStep: () => void;
}

interface CreatedApps {
  readonly publishers: TourPublishers;
  readonly drafts: readonly AppDraftResult[];
  readonly runs: readonly ScenarioRun<AppScenarioContext, AppActorKey>[];
}

/** Does nothing if no creator is still an admin of their organization. */
export function createAppsTour(environment: TourEnvironment, input: AppsTourInput): AppsTour {
  const refusedSteps: RefusedStep[] = [];
  const passedChecks: PassedCheck[] = [];
  let created: CreatedApps | null = null;
  return {
    async runDay(day) {
      if (day === firstAppDay) created = await createApps(environment, input, passedChecks);
      for (const part of created?.runs ?? []) {
        refusedSteps.push(...(await runScenarioForDay(part, day, input.onStep)));
      }
    },
    async report() {
      if (created === null) return { outcomes: [], queueStats: null, refusedSteps, passedChecks };
      const { drafts, publishers } = created;
      const { guildhall } = environment;
      const outcomes = await collectAppOutcomes(guildhall, drafts, publishers.organizations);
      const reviewer = { kind: 'reviewer', userId: publishers.creator.userId } as const;
      const queueStats = orThrow(await guildhall.review.stats(reviewer, {}));
      return { outcomes, queueStats, refusedSteps, passedChecks };
    },
  };
}

async function createApps(
  environment: TourEnvironment,
  { rows, organizationOutcomes, onStep }: AppsTourInput,
  passedChecks: PassedCheck[],
): Promise<CreatedApps | null> {
  const publishers = await findPublishers(environment, organizationOutcomes);
  if (publishers === null) return null;
  const userIds = await registerAppActors(environment, publishers.creator);
  const drafts: AppDraftResult[] = [];
  const runs: ScenarioRun<AppScenarioContext, AppActorKey>[] = [];
  for (const [index, row] of rows.entries()) {
    const { id } = publisherAt(publishers, index);
    const draft = await createAppDraft(environment.guildhall, publishers.creator, id, row);
    drafts.push(draft);
    onStep();
    if (draft.app === null || draft.refusal !== null) continue;
    const context = createAppScenarioContext(environment, {
      app: draft.app,
      line: row.line,
      userIds,
      otherOrganization: publisherAt(publishers, index + 1).id,
      onPassedCheck: (passedCheck) => void passedChecks.push(passedCheck),
    });
    runs.push({ context, scenario: appScenarioAt(runs.length) });
  }
  return { publishers, drafts, runs };
}

/** Organizations of which one person is an admin, who can move apps between them. */
interface TourPublishers {
  readonly creator: UserActor;
  readonly organizations: readonly [OrganizationView, ...OrganizationView[]];
}

/** At most this many organizations publish apps, however many were created. */
const maxPublishers = 8;
/** They are chosen from the first 20: the creators of some are no longer admins. */
const maxPublisherCandidates = 20;

async function findPublishers(
  { guildhall }: TourEnvironment,
  organizationOutcomes: readonly OrganizationOutcome[],
): Promise<TourPublishers | null> {
  const administered: CreatedOrganizationOutcome[] = [];
  for (const created of organizationOutcomes.filter(isCreated).slice(0, maxPublisherCandidates)) {
    const { organization, creator } = created;
    if (await guildhall.memberships.hasRole(organization.id, creator, 'admin')) {
      administered.push(created);
    }
  }
  const [first] = administered;
  if (first === undefined) return null;
  const others = administered
    .slice(1, maxPublishers)
    .filter(({ creator }) => creator === first.creator);
  return {
    creator: { kind: 'user', userId: first.creator },
    organizations: [first.organization, ...others.map(({ organization }) => organization)],
  };
}

/** The publishers take turns. */
function publisherAt({ organizations }: TourPublishers, index: number): OrganizationView {
  return organizations[index % organizations.length] ?? organizations[0];
}

/** What each person may do as a reviewer. The creator of the organizations reviews too, but not their own apps. */
const capabilitiesByPerson: Readonly<Record<PlatformPersonKey, readonly ReviewerCapability[]>> = {
  rob: ['review'],
  rita: ['review'],
  yuki: ['review', 'enforce'],
  tess: [],
};

async function registerAppActors(
  { guildhall, setReviewerCapabilities }: TourEnvironment,
  { userId: creator }: UserActor,
): Promise<ReadonlyMap<AppActorKey, UserId>> {
  const accounts = new Map<AppActorKey, UserId>([['creator', creator]]);
  setReviewerCapabilities(creator, ['review']);
  for (const person of ['rob', 'rita', 'yuki', 'tess'] as const) {
    const { name } = platformPeople[person];
    const email = platformAddressOf(person);
    const user = { email, name, emailVerified: true };
    const { id } = orThrow(await guildhall.users.register(tourSystem, user));
    accounts.set(person, id);
    setReviewerCapabilities(id, capabilitiesByPerson[person]);
  }
  return accounts;
}

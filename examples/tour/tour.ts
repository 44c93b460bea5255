// The tour itself: creates one organization per row, runs a scenario in each over thirty days, with apps in some of them,
// and reports the results.

import { orThrow } from '../../src/domain/shared/explain.js';
import type { InvitationState } from '../../src/index.js';
import type { Storage } from '../../src/ports/storage.js';
import type { AppRow } from './apps/app-rows.js';
import { appScenarioDays } from './apps/app-scenarios.js';
import type { AppsReport } from './apps/apps-report.js';
import { type AppsTour, createAppsTour, maxAppSteps } from './apps/apps-tour.js';
import {
  type CreatedOrganizationOutcome,
  createOrganizations,
  isCreated,
  type OrganizationOutcome,
  type OrganizationOutcomes,
} from './create-organizations.js';
import {
  createTourEnvironment,
  deliverAllMails,
  type NameAdapters,
  type RefusedStep,
  type TourEnvironment,
  tourSystem,
} from './environment.js';
import type { InputRow } from './organization-rows.js';
import { lastDay, scenarioAt, scenarioDays } from './organization-scenarios.js';
import { forEachConcurrently, runScenariosForDay, type ScenarioRun } from './run-scenarios.js';
import { createScenarioContext } from './scenario-context.js';

export interface TourInput {
  readonly rows: readonly InputRow[];
  readonly apps: readonly AppRow[];
  readonly storage: Storage;
  readonly nameAdapters: NameAdapters;
  /** The last day is today. */
  readonly now: Date;
  /** Called after every row and every step of a scenario. */
  readonly onStep?: () => void;
}

/** The results of the tour. */
export interface TourReport {
  /** One per row, in the order of the rows. */
  readonly outcomes: readonly OrganizationOutcome[];
  readonly creators: number;
  /** The state of every invitation on the last day. */
  readonly invitations: readonly InvitationState[];
  /** The refusals in scenarios. The refusal of a row is its outcome and not repeated here. */
  readonly refusedSteps: readonly RefusedStep[];
  readonly apps: AppsReport;
  readonly mails: number;
  /** How many rows were read, and how many steps of scenarios were run. */
  readonly steps: number;
  readonly elapsedMs: number;
}

/** How many steps the tour of these rows takes if none of the rows is refused. */
export function maxTourSteps({ rows, apps }: Pick<TourInput, 'rows' | 'apps'>): number {
  const steps = rows.reduce((sum, _row, position) => sum + 1 + scenarioAt(position).length, 0);
  return steps + maxAppSteps(apps);
}

export async function runTour(input: TourInput): Promise<TourReport> {
  const startedAt = performance.now();
  let steps = 0;
  const onStep = () => {
    steps += 1;
    input.onStep?.();
  };
  const environment = createTourEnvironment(
    input.storage,
    input.nameAdapters,
    dateOfDay(input.now, 0),
  );
  const organizationOutcomes = await createOrganizations(environment, input.rows, onStep);
  const scenarioRuns = toScenarioRuns(environment, organizationOutcomes);
  const apps = createAppsTour(environment, {
    rows: input.apps,
    organizationOutcomes: organizationOutcomes.outcomes,
    onStep,
  });
  const refused = await runAllDays({ environment, scenarioRuns, apps, onStep }, input.now);
  environment.clock.set(input.now);
  return {
    outcomes: organizationOutcomes.outcomes,
    creators: organizationOutcomes.creators.length,
    invitations: await readInvitationStates(environment, scenarioRuns),
    refusedSteps: [...organizationOutcomes.refused, ...refused],
    apps: await apps.report(),
    mails: environment.mailer.mails.length,
    steps,
    elapsedMs: Math.round(performance.now() - startedAt),
  };
}

function dateOfDay(now: Date, day: number): Date {
  return new Date(now.getTime() - (lastDay - day) * 86_400_000);
}

/** Organizations in which nothing happens have no run. */
function toScenarioRuns(
  environment: TourEnvironment,
  { outcomes }: OrganizationOutcomes,
): readonly ScenarioRun[] {
  return outcomes
    .flatMap((outcome, position) =>
      isCreated(outcome) ? [toScenarioRun(environment, outcome, position)] : [],
    )
    .filter(({ scenario }) => scenario.length > 0);
}

function toScenarioRun(
  environment: TourEnvironment,
  created: CreatedOrganizationOutcome,
  position: number,
): ScenarioRun {
  const { organization, creator, domain, row } = created;
  const context = createScenarioContext(environment, {
    organizationInput: { organizationId: organization.id },
    slug: organization.slug,
    creator,
    domain,
    line: row.line,
  });
  return { context, scenario: scenarioAt(position) };
}

interface TourRun {
  readonly environment: TourEnvironment;
  readonly scenarioRuns: readonly ScenarioRun[];
  readonly apps: AppsTour;
  readonly onStep: () => void;
}

const allScenarioDays = [...new Set([...scenarioDays, ...appScenarioDays])].sort((a, b) => a - b);

async function runAllDays(
  { environment, scenarioRuns, apps, onStep }: TourRun,
  now: Date,
): Promise<readonly RefusedStep[]> {
  const refused: RefusedStep[] = [];
  for (const day of allScenarioDays) {
    environment.clock.set(dateOfDay(now, day));
    refused.push(...(await runScenariosForDay(scenarioRuns, day, onStep)));
    await apps.runDay(day);
    await deliverAllMails(environment);
  }
  return refused;
}

async function readInvitationStates(
  { guildhall }: TourEnvironment,
  parts: readonly ScenarioRun[],
): Promise<readonly InvitationState[]> {
  const states: InvitationState[] = [];
  await forEachConcurrently(parts, async ({ context }) => {
    const input = { ...context.organizationInput, limit: 200 };
    const { items } = orThrow(await guildhall.invitations.list(tourSystem, input));
    states.push(...items.map(({ state }) => state));
  });
  return states;
}

// The tour itself: founds an organization a row, plays a scenario in each over thirty days, with apps in some of them,
// and looks what came of it.

import { orThrow } from '../../domain/shared/explain.js';
import type { InvitationState } from '../../index.js';
import type { Storage } from '../../ports/storage.js';
import { type AppsPart, appsPart, mostStepsOfApps } from './apps/part.js';
import type { AppsReport } from './apps/report.js';
import type { AppRow } from './apps/rows.js';
import { daysOfApps } from './apps/scenarios.js';
import { type Founded, type Foundings, foundAll, isFounded, type Outcome } from './founding.js';
import { forEachOf, type Part, playDay } from './play.js';
import type { Row } from './rows.js';
import { days, lastDay, scenarioAt } from './scenarios.js';
import { sceneOf } from './scene.js';
import {
  deliverAll,
  type NameTables,
  type Refused,
  type Stage,
  stageOn,
  tourSystem,
} from './stage.js';

export interface TourInput {
  readonly rows: readonly Row[];
  readonly apps: readonly AppRow[];
  readonly storage: Storage;
  readonly names: NameTables;
  /** The last day is today. */
  readonly now: Date;
  /** Called after every row and every step of a scenario. */
  readonly onStep?: () => void;
}

/** What happened on the tour. */
export interface TourReport {
  /** One for each row, in their order. */
  readonly outcomes: readonly Outcome[];
  readonly founders: number;
  /** The state of every invitation on the last day. */
  readonly invitations: readonly InvitationState[];
  /** On the way; a row's own refusal is its outcome. */
  readonly refused: readonly Refused[];
  readonly apps: AppsReport;
  readonly mails: number;
  /** Rows founded, made or refused, and steps of the scenarios. */
  readonly steps: number;
  readonly elapsedMs: number;
}

/** How many steps the tour of these rows takes where none of them is refused. */
export function mostStepsOf({ rows, apps }: Pick<TourInput, 'rows' | 'apps'>): number {
  const steps = rows.reduce((sum, _row, position) => sum + 1 + scenarioAt(position).length, 0);
  return steps + mostStepsOfApps(apps);
}

export async function runTour(input: TourInput): Promise<TourReport> {
  const startedAt = performance.now();
  let steps = 0;
  const onStep = () => {
    steps += 1;
    input.onStep?.();
  };
  const stage = stageOn(input.storage, input.names, dayOf(input.now, 0));
  const foundings = await foundAll(stage, input.rows, onStep);
  const parts = partsOf(stage, foundings);
  const apps = appsPart(stage, { rows: input.apps, foundings: foundings.outcomes, onStep });
  const refused = await playAll({ stage, parts, apps, onStep }, input.now);
  stage.clock.set(input.now);
  return {
    outcomes: foundings.outcomes,
    founders: foundings.founders.length,
    invitations: await invitationsOf(stage, parts),
    refused: [...foundings.refused, ...refused],
    apps: await apps.report(),
    mails: stage.mailbox.mails.length,
    steps,
    elapsedMs: Math.round(performance.now() - startedAt),
  };
}

function dayOf(now: Date, day: number): Date {
  return new Date(now.getTime() - (lastDay - day) * 86_400_000);
}

/** Organizations in which nothing is to happen have none. */
function partsOf(stage: Stage, { outcomes }: Foundings): readonly Part[] {
  return outcomes
    .flatMap((outcome, position) => (isFounded(outcome) ? [partOf(stage, outcome, position)] : []))
    .filter(({ scenario }) => scenario.length > 0);
}

function partOf(stage: Stage, founded: Founded, position: number): Part {
  const { organization, founder, domain, row } = founded;
  const scene = sceneOf(stage, {
    inOrganization: { organizationId: organization.id },
    slug: organization.slug,
    founder,
    domain,
    line: row.line,
  });
  return { scene, scenario: scenarioAt(position) };
}

interface Play {
  readonly stage: Stage;
  readonly parts: readonly Part[];
  readonly apps: AppsPart;
  readonly onStep: () => void;
}

const allDays = [...new Set([...days, ...daysOfApps])].sort((a, b) => a - b);

async function playAll(
  { stage, parts, apps, onStep }: Play,
  now: Date,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const day of allDays) {
    stage.clock.set(dayOf(now, day));
    refused.push(...(await playDay(parts, day, onStep)));
    await apps.playDay(day);
    await deliverAll(stage);
  }
  return refused;
}

async function invitationsOf(
  { guildhall }: Stage,
  parts: readonly Part[],
): Promise<readonly InvitationState[]> {
  const states: InvitationState[] = [];
  await forEachOf(parts, async ({ scene }) => {
    const input = { ...scene.inOrganization, limit: 200 };
    const { items } = orThrow(await guildhall.invitations.list(tourSystem, input));
    states.push(...items.map(({ state }) => state));
  });
  return states;
}

// The tour itself: founds an organization a row, plays a scenario in each over thirty days, and looks what came of it.

import { orThrow } from '../../domain/shared/explain.js';
import type { InvitationState } from '../../index.js';
import type { Storage } from '../../ports/storage.js';
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
  readonly mails: number;
  /** Rows founded or refused, and steps of the scenarios. */
  readonly steps: number;
  readonly elapsedMs: number;
}

/** How many steps the tour of these rows takes where none of them is refused. */
export function mostStepsOf(rows: readonly Row[]): number {
  return rows.reduce((sum, _row, position) => sum + 1 + scenarioAt(position).length, 0);
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
  const refused = await playAll(stage, parts, input.now, onStep);
  stage.clock.set(input.now);
  return {
    outcomes: foundings.outcomes,
    founders: foundings.founders.length,
    invitations: await invitationsOf(stage, parts),
    refused: [...foundings.refused, ...refused],
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

async function playAll(
  stage: Stage,
  parts: readonly Part[],
  now: Date,
  onStep: () => void,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const day of days) {
    stage.clock.set(dayOf(now, day));
    refused.push(...(await playDay(parts, day, onStep)));
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

// The part of the tour that is about apps: some of the founded organizations make them, and strangers review them.

import type { UserActor } from '../../../domain/shared/actor.js';
import { orThrow } from '../../../domain/shared/explain.js';
import type { UserId } from '../../../domain/shared/ids.js';
import type { OrganizationView } from '../../../index.js';
import type { ReviewerCapability } from '../../../ports/system.js';
import { type Founded, isFounded, type Outcome } from '../founding.js';
import { type Outsider, outsiders, type Player } from '../people.js';
import { type Part, playPart } from '../play.js';
import { type Refused, type Stage, tourSystem } from '../stage.js';
import { type Entered, enterApp } from './entering.js';
import { type AppsReport, outcomesOf, type Sighting } from './report.js';
import type { AppRow } from './rows.js';
import { appScenarioAt, firstDayOfApps } from './scenarios.js';
import { type AppScene, addressOf, appSceneOf } from './scene.js';

export interface AppsPart {
  /** One app after the other, in the order of the rows, so that every storage has the same queue. */
  playDay(day: number): Promise<void>;
  report(): Promise<AppsReport>;
}

/** How many steps it has at the most. */
export function mostStepsOfApps(rows: readonly AppRow[]): number {
  const accepted = rows.filter(({ refused }) => refused === undefined);
  return accepted.reduce(
    (sum, _row, position) => sum + appScenarioAt(position).length,
    rows.length,
  );
}

interface Making {
  readonly rows: readonly AppRow[];
  readonly foundings: readonly Outcome[];
  readonly onStep: () => void;
}

interface Made {
  readonly publishers: Publishers;
  readonly entered: readonly Entered[];
  readonly parts: readonly Part<AppScene, Player>[];
}

/** Nothing happens in it where no founder leads an organization. */
export function appsPart(stage: Stage, making: Making): AppsPart {
  const refused: Refused[] = [];
  const seen: Sighting[] = [];
  let made: Made | null = null;
  return {
    async playDay(day) {
      if (day === firstDayOfApps) made = await makeApps(stage, making, seen);
      for (const part of made?.parts ?? []) {
        refused.push(...(await playPart(part, day, making.onStep)));
      }
    },
    async report() {
      if (made === null) return { outcomes: [], queue: null, refused, seen };
      const { entered, publishers } = made;
      const { guildhall } = stage;
      const outcomes = await outcomesOf(guildhall, entered, publishers.organizations);
      const desk = { kind: 'reviewer', userId: publishers.founder.userId } as const;
      const queue = orThrow(await guildhall.review.figures(desk, {}));
      return { outcomes, queue, refused, seen };
    },
  };
}

async function makeApps(
  stage: Stage,
  { rows, foundings, onStep }: Making,
  seen: Sighting[],
): Promise<Made | null> {
  const publishers = await publishersAmong(stage, foundings);
  if (publishers === null) return null;
  const accounts = await accountsWith(stage, publishers.founder);
  const entered: Entered[] = [];
  const parts: Part<AppScene, Player>[] = [];
  for (const [index, row] of rows.entries()) {
    const { id } = publisherOf(publishers, index);
    const one = await enterApp(stage.guildhall, publishers.founder, id, row);
    entered.push(one);
    onStep();
    if (one.app === null || one.refusal !== null) continue;
    const scene = appSceneOf(stage, {
      app: one.app,
      line: row.line,
      accounts,
      otherOrganization: publisherOf(publishers, index + 1).id,
      onSight: (sighting) => void seen.push(sighting),
    });
    parts.push({ scene, scenario: appScenarioAt(parts.length) });
  }
  return { publishers, entered, parts };
}

/** Organizations that one person leads, who can move apps between them. */
interface Publishers {
  readonly founder: UserActor;
  readonly organizations: readonly [OrganizationView, ...OrganizationView[]];
}

/** So many organizations make apps at the most, however many were founded. */
const mostPublishers = 8;
/** Among the first so many: a few of the founders have handed over. */
const mostLookedAt = 20;

async function publishersAmong(
  { guildhall }: Stage,
  foundings: readonly Outcome[],
): Promise<Publishers | null> {
  const led: Founded[] = [];
  for (const founded of foundings.filter(isFounded).slice(0, mostLookedAt)) {
    const { organization, founder } = founded;
    if (await guildhall.memberships.hasRole(organization.id, founder, 'admin')) led.push(founded);
  }
  const [first] = led;
  if (first === undefined) return null;
  const others = led.slice(1, mostPublishers).filter(({ founder }) => founder === first.founder);
  return {
    founder: { kind: 'user', userId: first.founder },
    organizations: [first.organization, ...others.map(({ organization }) => organization)],
  };
}

/** In turn. */
function publisherOf({ organizations }: Publishers, index: number): OrganizationView {
  return organizations[index % organizations.length] ?? organizations[0];
}

/** What the platform lets whom do. The founder reviews too, though not what is their own. */
const capabilities: Readonly<Record<Outsider, readonly ReviewerCapability[]>> = {
  rob: ['review'],
  rita: ['review'],
  yuki: ['review', 'enforce'],
  tess: [],
};

async function accountsWith(
  { guildhall, appoint }: Stage,
  { userId: founder }: UserActor,
): Promise<ReadonlyMap<Player, UserId>> {
  const accounts = new Map<Player, UserId>([['founder', founder]]);
  appoint(founder, ['review']);
  for (const player of ['rob', 'rita', 'yuki', 'tess'] as const) {
    const { name } = outsiders[player];
    const email = addressOf(player);
    const user = { email, name, emailVerified: true };
    const { id } = orThrow(await guildhall.users.register(tourSystem, user));
    accounts.set(player, id);
    appoint(id, capabilities[player]);
  }
  return accounts;
}

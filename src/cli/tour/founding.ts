// Founds the organization of every row, in the order of the rows: whose slug is plain and whose is numbered depends on it.

import { orThrow } from '../../domain/shared/explain.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { OrganizationView } from '../../index.js';
import { domainsOf, founderAfter } from './people.js';
import type { Row } from './rows.js';
import { type AnyRefusal, type Refused, type Stage, tourSystem } from './stage.js';

export interface Founded {
  readonly row: Row;
  readonly founder: UserId;
  /** Where its people have their addresses. */
  readonly domain: string;
  readonly organization: OrganizationView;
}

export interface NotFounded {
  readonly row: Row;
  readonly refusal: AnyRefusal;
}

export type Outcome = Founded | NotFounded;

export function isFounded(outcome: Outcome): outcome is Founded {
  return 'organization' in outcome;
}

export interface Foundings {
  /** One for each row, in their order. */
  readonly outcomes: readonly Outcome[];
  /** One after the other, since nobody may found so many. */
  readonly founders: readonly UserId[];
  /** When a founder had founded as many as one may. */
  readonly refused: readonly Refused[];
}

export async function foundAll(
  stage: Stage,
  rows: readonly Row[],
  onRow: () => void,
): Promise<Foundings> {
  const domains = domainsOf(rows);
  const outcomes: Outcome[] = [];
  const founders: UserId[] = [];
  const refused: Refused[] = [];
  for (const row of rows) {
    const domain = domains.get(row.line) ?? 'example.org';
    outcomes.push(await foundRow(stage, row, domain, { founders, refused }));
    onRow();
  }
  return { outcomes, founders, refused };
}

async function foundRow(
  stage: Stage,
  row: Row,
  domain: string,
  { founders, refused }: { readonly founders: UserId[]; readonly refused: Refused[] },
): Promise<Outcome> {
  if (!row.read.ok) return { row, refusal: row.read.refusal };
  const { name, website } = row.read.value;
  for (;;) {
    const founder = founders.at(-1) ?? (await anotherFounder(stage, domain, founders));
    const actor = { kind: 'user', userId: founder } as const;
    const founding = await stage.guildhall.organizations.found(actor, { name, website });
    if (founding.ok) return { row, founder, domain, organization: founding.value };
    const { code } = founding.refusal;
    if (code !== 'organization_limit_reached') return { row, refusal: founding.refusal };
    refused.push({ line: row.line, code, what: 'The founder founds one too many' });
    await anotherFounder(stage, domain, founders);
  }
}

async function anotherFounder(stage: Stage, domain: string, founders: UserId[]): Promise<UserId> {
  const { name, mailbox } = founderAfter(founders.length);
  const registered = await stage.guildhall.users.register(tourSystem, {
    email: `${mailbox}@${domain}`,
    name,
    emailVerified: true,
  });
  const { id } = orThrow(registered);
  founders.push(id);
  return id;
}

// A webhook, and ids of what it tells about.
import {
  type ApiKeyId,
  type AppId,
  type OrganizationId,
  parseApiKeyId,
  parseAppId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from '../../../src/domain/shared/ids.js';
import type { Webhook } from '../../../src/domain/webhook/webhook.js';

/** So many seconds after the samples begin. */
export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000);
}

function idOf<T>(digit: string, parse: (text: string) => T | null): T {
  const id = parse(digit.repeat(24));
  if (id === null) throw new Error(`${digit} is no digit of an id`);
  return id;
}

export interface SampleIds {
  readonly organizationId: OrganizationId;
  readonly otherOrganizationId: OrganizationId;
  readonly appId: AppId;
  readonly submissionId: SubmissionId;
  readonly keyId: ApiKeyId;
  readonly userId: UserId;
}

export function idsOf(): SampleIds {
  return {
    organizationId: idOf('1', parseOrganizationId),
    otherOrganizationId: idOf('2', parseOrganizationId),
    appId: idOf('3', parseAppId),
    submissionId: idOf('4', parseSubmissionId),
    keyId: idOf('5', parseApiKeyId),
    userId: idOf('6', parseUserId),
  };
}

export function webhookWith(given: Partial<Webhook> = {}): Webhook {
  return {
    url: 'https://hooks.example.org/',
    events: ['app.released'],
    secret: 'v1.test.one',
    revision: 1,
    createdAt: at(0),
    updatedAt: at(0),
    ...given,
  };
}

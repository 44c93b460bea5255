// A sample webhook, and the ids in its events.
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
} from '../../../../src/domain/shared/ids.js';
import type { Webhook } from '../../../../src/domain/webhook/webhook.js';

/** This many seconds after the start time of the samples. */
export function sampleTime(seconds: number): Date {
  return new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000);
}

function repeatDigitId<T>(digit: string, parse: (text: string) => T | null): T {
  const id = parse(digit.repeat(24));
  if (id === null) throw new Error(`${digit} is no digit of an id`);
  return id;
}

export interface WebhookSampleIds {
  readonly organizationId: OrganizationId;
  readonly otherOrganizationId: OrganizationId;
  readonly appId: AppId;
  readonly submissionId: SubmissionId;
  readonly keyId: ApiKeyId;
  readonly userId: UserId;
}

export function createSampleIds(): WebhookSampleIds {
  return {
    organizationId: repeatDigitId('1', parseOrganizationId),
    otherOrganizationId: repeatDigitId('2', parseOrganizationId),
    appId: repeatDigitId('3', parseAppId),
    submissionId: repeatDigitId('4', parseSubmissionId),
    keyId: repeatDigitId('5', parseApiKeyId),
    userId: repeatDigitId('6', parseUserId),
  };
}

export function sampleWebhook(given: Partial<Webhook> = {}): Webhook {
  return {
    url: 'https://hooks.example.org/',
    events: ['app.released'],
    secret: 'v1.test.one',
    revision: 1,
    createdAt: sampleTime(0),
    updatedAt: sampleTime(0),
    ...given,
  };
}

// What the model also knows of an answer of Guildhall.

import { isRecord, type UntypedRecord } from './find-difference-text.js';
import type { ModelCall } from './reference/index.js';

/** The part of an answer that the model also gives. */
export function comparableAnswer({ method }: ModelCall, found: unknown): unknown {
  if (/^(?:clock|signingKeys|reviewers)\./.test(method)) return { ok: true };
  if (!isRecord(found)) return { ok: true, value: found };
  if (method === 'relay.runOnce' && isRecord(found['answer'])) {
    return { ok: true, value: { ...found['answer'], mails: found['mails'] } };
  }
  if (method === 'maintenance.runOnce') return { ok: true, value: found };
  return comparableFieldsOf(method, found);
}

const ignoredFieldNames: ReadonlySet<string> = new Set([
  'createdAt',
  'updatedAt',
  'path',
  'issues',
]);

function comparableFieldsOf(method: string, found: UntypedRecord): unknown {
  return JSON.parse(
    JSON.stringify(found, (name, part: unknown) => {
      if (ignoredFieldNames.has(name)) return undefined;
      if (name === 'link' && typeof part === 'string')
        return new URL(part).searchParams.get('token');
      if (method === 'organizations.audit' && isRecord(part) && 'events' in part) {
        const { at, action, subject } = part;
        return { at, action, subject };
      }
      // The model has no sentences.
      if (method === 'apps.readiness' && isRecord(part) && 'message' in part) return part['code'];
      return part;
    }),
  );
}

// The schemas of texts with a rule of the domain. A form with several faults then shows all of them at once.

import type { z } from 'zod';
import {
  maxProfileDescriptionLength,
  profileDescriptionIssues,
} from '../../domain/organization/organization-profile.js';
import { parseLanguageTag } from '../../domain/shared/language-tag.js';
import type { Issue } from '../../domain/shared/refusal.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { parseWebAddress } from '../../domain/shared/web-address.js';
import { type EmailKey, parseEmail } from '../../domain/user/email.js';
import { invalidInput, maxInputTextLength, textSchemaWithRule } from './input.js';

export const emailSchema: z.ZodString = textSchemaWithRule(maxInputTextLength, (text) =>
  parseEmail(text, []),
);

export const webAddressSchema: z.ZodString = textSchemaWithRule(maxInputTextLength, (text) =>
  parseWebAddress(text, []),
);

export const languageSchema: z.ZodString = textSchemaWithRule(maxInputTextLength, (text) =>
  parseLanguageTag(text, []),
);

/** The rule of the domain counts characters, and the schema UTF-16 units. */
export const profileDescriptionSchema: z.ZodString = textSchemaWithRule(
  2 * maxProfileDescriptionLength,
  (text) => {
    const issues = profileDescriptionIssues(text, []);
    return issues.length === 0 ? ok(null) : refuse(invalidInput(issues));
  },
);

/** An issue for each address that is in a list a second time. */
export function repeatedAddressIssues(
  entries: readonly { readonly email: string }[],
): readonly Issue[] {
  const seen = new Set<EmailKey>();
  return entries.flatMap(({ email: text }, index): readonly Issue[] => {
    const email = parseEmail(text, []);
    if (!email.ok) return [];
    const isRepeated = seen.has(email.value.key);
    seen.add(email.value.key);
    const message = 'this address is in the list twice';
    return isRepeated ? [{ code: 'duplicate', path: [index, 'email'], message }] : [];
  });
}

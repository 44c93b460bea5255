// The id that an organization has in the embedding service's own data, beside the id that Guildhall gave it.

import type { Brand } from '../shared/brand.js';

/** The id of an organization in the data of the embedding service, such as a customer number: 1 to 128 visible ASCII characters. Upper and lower case differ. */
export type ExternalId = Brand<string, 'ExternalId'>;

export const externalIdPattern: RegExp = /* ORG-70 */ /^[\x21-\x7e]{1,128}$/;

/** Null if the text is not 1 to 128 visible ASCII characters. */
export function parseExternalId(text: string): ExternalId | null {
  return externalIdPattern.test(text) ? (text as ExternalId) : null;
}

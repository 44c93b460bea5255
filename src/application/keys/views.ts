// The views of an API key.

import type { ApiKey } from '../../domain/app/api-key.js';
import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import { apiKeyFieldVisibility } from '../../domain/shared/field-visibility-tables.js';

/** A key as the admins of its organization see it: without the digest of its secret. The secret itself is not stored. */
export type ApiKeyView = AudienceView<ApiKey, typeof apiKeyFieldVisibility, 'admin'>;

export function apiKeyView(key: ApiKey): ApiKeyView {
  return /* KEY-7 */ pickVisibleFields('admin', apiKeyFieldVisibility, key);
}

/** A new key with its text. */
export interface NewKeyView {
  readonly key: ApiKeyView;
  /** The whole text of the key. It is shown only once: null when a command is repeated. */
  readonly secret: string | null;
}

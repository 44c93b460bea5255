// The views of an API key.

import { type ApiKey, permissionsOfKey } from '../../domain/app/api-key.js';
import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import { apiKeyFieldVisibility } from '../../domain/shared/field-visibility-tables.js';

/** A key as who has `keys:manage` sees it: without the digest of its secret. The secret itself is not stored. */
export interface ApiKeyView
  extends Omit<AudienceView<ApiKey, typeof apiKeyFieldVisibility, 'admin'>, 'permissions'> {
  /** What the key may do. */
  readonly permissions: readonly string[];
}

export function apiKeyView(key: ApiKey): ApiKeyView {
  const fields = /* KEY-7 */ pickVisibleFields('admin', apiKeyFieldVisibility, key);
  return { ...fields, permissions: permissionsOfKey(key) };
}

/** A new key with its text. */
export interface NewKeyView {
  readonly key: ApiKeyView;
  /** The whole text of the key. It is shown only once: null when a command is repeated. */
  readonly secret: string | null;
}

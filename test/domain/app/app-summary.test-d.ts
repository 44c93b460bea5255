// The type of a summary has only fields that members may see.
import { expectTypeOf, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import type { AppSummary } from '../../../src/domain/app/app-summary.js';
import type { AudienceView } from '../../../src/domain/shared/field-visibility.js';
import type { appFieldVisibility } from '../../../src/domain/shared/field-visibility-tables.js';

it('is what members see, without testers', () => {
  type MemberField = keyof AudienceView<App, typeof appFieldVisibility, 'member'>;
  expectTypeOf<keyof AppSummary>().toEqualTypeOf<Exclude<MemberField, 'testers'>>();
});

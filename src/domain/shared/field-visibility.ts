// Which audience may see which field. The tables of all models are in field-visibility-tables.ts.

export const audiences = ['public', 'member', 'admin', 'self', 'reviewer', 'system'] as const;
/** The viewer of a row. `self` is the user whose row it is, `system` the embedding service. */
export type Audience = (typeof audiences)[number];

/** The smallest audience that sees a field. `nobody`: it never leaves the core. `secret`: it must not reach a log either. */
export type FieldVisibility = Audience | 'nobody' | 'secret';

/** For each field of `T`, who may see it. */
export type FieldVisibilityTable<T> = { readonly [K in keyof T]-?: FieldVisibility };

interface VisibilitiesByAudience {
  public: 'public';
  member: 'public' | 'member';
  admin: 'public' | 'member' | 'admin';
  self: 'public' | 'member' | 'admin' | 'self';
  reviewer: 'public' | 'reviewer';
  system: 'public' | 'member' | 'admin' | 'system';
}

const visibilitiesByAudience: { readonly [A in Audience]: ReadonlySet<FieldVisibility> } = {
  public: new Set(['public']),
  member: new Set(['public', 'member']),
  admin: new Set(['public', 'member', 'admin']),
  self: new Set(['public', 'member', 'admin', 'self']),
  reviewer: new Set(['public', 'reviewer']),
  system: new Set(['public', 'member', 'admin', 'system']),
};

/** The fields of `T` that an audience sees. */
export type AudienceView<T, F extends FieldVisibilityTable<T>, A extends Audience> = {
  readonly [K in keyof T as F[K] extends VisibilitiesByAudience[A] ? K : never]: T[K];
};

/** Copies the fields of a row that the audience may see. A field that is not in the table is left out. */
export function pickVisibleFields<
  T extends object,
  F extends FieldVisibilityTable<T>,
  A extends Audience,
>(audience: A, fields: F, record: T): AudienceView<T, F, A>;
export function pickVisibleFields(
  audience: Audience,
  fields: UntypedTable,
  record: object,
): object {
  const picked: Record<string, unknown> = {};
  for (const name of visibleFieldNames(audience, fields)) {
    const value: unknown = Reflect.get(record, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

type UntypedTable = Readonly<Record<string, FieldVisibility>>;

const visibleFieldsByTable = new WeakMap<UntypedTable, Map<Audience, readonly string[]>>();

/** The tables never change, so the names are found once for each table and audience. */
function visibleFieldNames(audience: Audience, fields: UntypedTable): readonly string[] {
  const byAudience = visibleFieldsByTable.get(fields) ?? new Map<Audience, readonly string[]>();
  visibleFieldsByTable.set(fields, byAudience);
  const names =
    byAudience.get(audience) ??
    Object.keys(fields).filter((name) =>
      visibilitiesByAudience[audience].has(fields[name] ?? 'nobody'),
    );
  byAudience.set(audience, names);
  return names;
}

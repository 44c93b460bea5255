// Who may see a field. Each model's table stands beside the model; read models, schemas and redaction are made from it.

export const audiences = ['public', 'member', 'admin', 'self', 'reviewer'] as const;
/** Who looks at a record. */
export type Audience = (typeof audiences)[number];

/** The least audience that sees a field; `nobody` leaves the core never, and a `secret` must not reach a log either. */
export type Visibility = Audience | 'nobody' | 'secret';

/** For each field, who may see it. */
export type FieldTable<T> = { readonly [K in keyof T]-?: Visibility };

interface Sees {
  public: 'public';
  member: 'public' | 'member';
  admin: 'public' | 'member' | 'admin';
  self: 'public' | 'member' | 'admin' | 'self';
  reviewer: 'public' | 'reviewer';
}

const sees: { readonly [A in Audience]: ReadonlySet<Visibility> } = {
  public: new Set(['public']),
  member: new Set(['public', 'member']),
  admin: new Set(['public', 'member', 'admin']),
  self: new Set(['public', 'member', 'admin', 'self']),
  reviewer: new Set(['public', 'reviewer']),
};

/** What an audience sees of a `T`. */
export type View<T, F extends FieldTable<T>, A extends Audience> = {
  readonly [K in keyof T as F[K] extends Sees[A] ? K : never]: T[K];
};

/** The part of a record that an audience may see. */
export function visibleTo<T extends object, F extends FieldTable<T>, A extends Audience>(
  audience: A,
  fields: F,
  record: T,
): View<T, F, A>;
export function visibleTo(
  audience: Audience,
  fields: Readonly<Record<string, Visibility>>,
  record: object,
): object {
  const seen = Object.entries(record).filter(([name]) =>
    sees[audience].has(fields[name] ?? 'nobody'),
  );
  return Object.fromEntries(seen);
}

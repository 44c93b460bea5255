/** Changes everything in a value in place: what shares anything with it changes too. */
export function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Date) {
    value.setTime(0);
    return;
  }
  for (const name of Object.keys(value)) {
    spoil(Reflect.get(value, name));
    Reflect.set(value, name, `spoiled ${name}`);
  }
  if (Array.isArray(value)) Reflect.set(value, 'length', 0);
  else Reflect.set(value, 'spoiled', true);
}

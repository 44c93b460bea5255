/** Changes every part of a value in place, so that an object shared with it changes too. */
export function mutateDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Date) {
    value.setTime(0);
    return;
  }
  for (const name of Object.keys(value)) {
    mutateDeep(Reflect.get(value, name));
    Reflect.set(value, name, `changed ${name}`);
  }
  if (Array.isArray(value)) Reflect.set(value, 'length', 0);
  else Reflect.set(value, 'changed', true);
}

/** What a parse function of the domain made of generated text; throws where a generator has gone wrong. */
export function parsed<T>(text: string, value: T | null): T {
  if (value === null)
    throw new Error(`the generator made "${text}", which its parse function refuses`);
  return value;
}

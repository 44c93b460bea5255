// Scales: where a value is on an axis, and which values are marked on it.

export interface Scale {
  /** From 0 at the start of the axis to 1 at its end. */
  place(value: number): number;
  readonly ticks: readonly number[];
}

export type ScaleKind = 'linear' | 'log';

/** Holds all values. Those of a linear scale start at 0. */
export function createScale(kind: ScaleKind, values: readonly number[]): Scale {
  const usable = values.filter(
    (value) => Number.isFinite(value) && (kind === 'linear' || value > 0),
  );
  return kind === 'linear' ? linearScale(usable) : logScale(usable);
}

function linearScale(values: readonly number[]): Scale {
  const highest = Math.max(...values, 0) || 1;
  const step = niceStep(highest / 4);
  const end = Math.ceil(highest / step) * step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, at) => at * step);
  return { place: (value) => value / end, ticks };
}

/** 1, 2 or 5, times a power of ten. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factor = [1, 2, 5, 10].find((one) => one * power >= atLeast) ?? 10;
  return factor * power;
}

/** Begins and ends at 1, 2 or 5 times a power of ten. Within two powers of ten these are all marked, else the powers. */
function logScale(values: readonly number[]): Scale {
  const [lowest, highest] =
    values.length === 0 ? [1, 10] : [Math.min(...values), Math.max(...values)];
  const start = niceBelow(lowest);
  const end = Math.max(niceStep(highest), start * 2);
  const marks = powersBetween(start, end).flatMap((power) => [power, 2 * power, 5 * power]);
  const inside = marks.filter((mark) => mark >= start * 0.999 && mark <= end * 1.001);
  const powers = inside.filter((mark) => Math.abs(Math.log10(mark) % 1) < 1e-9);
  const span = Math.log10(end / start);
  return {
    place: (value) => Math.max(0, Math.log10(value / start) / span),
    ticks: span <= 2 ? inside : powers,
  };
}

function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((one) => one * power <= value) ?? 1) * power;
}

function powersBetween(start: number, end: number): readonly number[] {
  const [first, last] = [start, end].map((value) => Math.floor(Math.log10(value) + 1e-9));
  const count = (last ?? 0) - (first ?? 0) + 1;
  return Array.from({ length: count }, (_, at) => Number(`1e${(first ?? 0) + at}`));
}

/** Such as 0.25, 1.5, 200, 15k. */
export function tickText(value: number): string {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(3))}M`;
  if (value >= 10_000) return `${Number((value / 1_000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

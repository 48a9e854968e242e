import type { Quality } from '../../../../core/contract/validation.ts';

export interface QualityPart {
  readonly id: keyof Quality['dimensions'];
  readonly title: string;
  /** 0..100; null where it cannot be told. */
  readonly value: number | null;
}

const titles: Readonly<Record<QualityPart['id'], string>> = {
  completeness: 'Completeness',
  validity: 'Validity',
  uniqueness: 'Uniqueness',
  consistency: 'Consistency',
  timeliness: 'Timeliness',
};

/** The parts of a quality score on its own scale. */
export function qualityParts({ dimensions }: Quality): readonly QualityPart[] {
  return (Object.keys(titles) as QualityPart['id'][]).map((id) => {
    const value = dimensions[id];
    return { id, title: titles[id], value: value === null ? null : value * 100 };
  });
}

/** The part with the lowest value among those that count; null when all are perfect or unknown. */
export function weakestPart(quality: Quality): (QualityPart & { readonly value: number }) | null {
  let weakest: (QualityPart & { readonly value: number }) | null = null;
  for (const part of qualityParts(quality)) {
    const { value } = part;
    if (value === null || value >= 100 || quality.weights[part.id] === 0) continue;
    if (weakest === null || value < weakest.value) weakest = { ...part, value };
  }
  return weakest;
}

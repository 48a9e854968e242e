import { z } from 'zod';
import type { PointRows } from '../neighbours/point-rows.ts';
import { resolveGamma, svmKernels, type SvmKernel } from './svm-kernel.ts';

/** Parameters that say which kernel. */
export const kernelParams = {
  kernel: z.enum(svmKernels).default('rbf').meta({
    title: 'Kernel',
    description: 'How alike two rows are; rbf draws smooth curves of any shape',
  }),
  gamma: z
    .union([z.enum(['scale', 'auto']), z.number().gt(0).max(1e9)])
    .default('scale')
    .meta({
      title: 'Gamma',
      description:
        'Reach of one row: the larger the shorter. scale: 1 / (columns × variance), auto: 1 / columns',
    }),
  degree: z.int().min(1).max(20).default(3).meta({
    title: 'Degree',
    description: 'Of the polynomial kernel',
  }),
  coef0: z.number().min(-1e6).max(1e6).default(0).meta({
    title: 'Constant',
    description: 'Added inside the polynomial and the sigmoid kernel',
  }),
};

export type KernelParams = z.infer<z.ZodObject<typeof kernelParams>>;

export function resolveKernel(params: KernelParams, points: PointRows): SvmKernel {
  const { kernel, degree, coef0 } = params;
  return { kernel, degree, coef0, gamma: resolveGamma(params.gamma, points) };
}

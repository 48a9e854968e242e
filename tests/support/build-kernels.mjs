import { ensureKernels } from '../../scripts/lib/kernels.mjs';

/** Before the first test: the WebAssembly kernels, as `npm run build` makes them. */
export async function setup() {
  const code = await ensureKernels();
  if (code !== 0) throw new Error('The kernels do not compile; the messages above say where.');
}

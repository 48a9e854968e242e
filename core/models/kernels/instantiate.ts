import { existsSync, readFileSync } from 'node:fs';

/** What is used of WebAssembly, which the types of Node leave to those of browsers. */
export type WasmModule = object;
export type WasmMemory = { readonly buffer: SharedArrayBuffer };
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => WasmModule;
    Memory: new (options: { initial: number; maximum: number; shared: true }) => WasmMemory;
    Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
  };
};

const pageBytes = 65_536;
/** What a memory of 32-bit addresses can hold. */
export const mostBytes = 2 ** 32;
/** The kernels' own constants and blocks lie below. */
export const heapAt = pageBytes;

export interface KernelInstance {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly buffer: SharedArrayBuffer;
  readonly exports: unknown;
}

let compiled: WasmModule | null = null;

/** Beside this file, or beside the bundle that this file became part of; null where it was not built. */
function readModule(): WasmModule | null {
  const urls = ['./', '../'].map((folder) => new URL(`${folder}boosting.wasm`, import.meta.url));
  const found = urls.find((url) => existsSync(url));
  return found ? new WebAssembly.Module(readFileSync(found)) : null;
}

/** The kernels on a memory of their own of at least so many bytes; null where they were not built. */
export function openInstance(bytes: number): KernelInstance | null {
  compiled ??= readModule();
  if (!compiled || bytes > mostBytes) return null;
  const pages = Math.ceil(bytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { module: compiled, memory, buffer: memory.buffer, exports };
}

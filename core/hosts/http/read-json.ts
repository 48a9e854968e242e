import type { Readable } from 'node:stream';
import { AppError } from '../../base/app-error.ts';

export const bodyLimit = 16 * 1024 * 1024;
const deepest = 64;

/** How deep brackets nest, counted outside strings, without recursion. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 92) i++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) most = Math.max(most, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return most;
}

/** JSON text as a value; INVALID_INPUT when it is none or nests too deep. Empty text is `{}`. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  if (jsonDepth(text) > deepest) {
    throw new AppError('INVALID_INPUT', `The JSON nests deeper than ${deepest} levels`, {
      hint: 'Send a flatter input',
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `The body is no JSON: ${(error as Error).message}`, {
      hint: 'Send the input of the operation as one JSON object',
    });
  }
}

/** Reads a request body up to `limit` bytes. FILE_TOO_LARGE past it; the rest is not read. */
export async function readText(body: Readable, limit: number = bodyLimit): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Destroying the request would close the connection before the refusal is sent.
  for await (const chunk of body.iterator({
    destroyOnReturn: false,
  }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > limit) {
      throw new AppError('FILE_TOO_LARGE', `The body is larger than ${limit} bytes`, {
        hint: 'Send data as a file: POST /api/uploads, then import its path',
      });
    }
    chunks.push(chunk);
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(Buffer.concat(chunks));
  } catch {
    throw new AppError('INVALID_INPUT', 'The body is not UTF-8', { hint: 'Send UTF-8 JSON' });
  }
}

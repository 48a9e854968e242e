import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
};

export function contentType(path: string): string {
  return contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/** A file as a streamed response; null when it is no regular file or cannot be read. */
export async function fileResponse(
  path: string,
  options: { readonly method: string; readonly headers: Record<string, string> },
): Promise<Response | null> {
  let bytes: number;
  try {
    await using file = await open(path, 'r');
    const stat = await file.stat();
    if (!stat.isFile()) return null;
    bytes = stat.size;
  } catch {
    return null;
  }
  const headers = {
    'content-type': contentType(path),
    ...options.headers,
    'content-length': String(bytes),
  };
  if (options.method === 'HEAD' || bytes === 0) return new Response(null, { headers });
  // The end is fixed so that a file that still grows cannot overrun its content-length.
  const stream = createReadStream(path, { end: bytes - 1 });
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
}

import { TextDecoder } from 'node:util';
import { expandedBlocks } from './decompress.ts';

export interface TextBlock {
  readonly text: string;
  /** Bytes of the file read so far. */
  readonly read: number;
  /** Nothing follows. */
  readonly last: boolean;
}

/**
 * The text of a JSON file block by block: UTF-8, or UTF-16 by its byte order mark. Invalid bytes become
 * U+FFFD. Throws what expanding throws.
 */
export async function* textBlocks(path: string): AsyncGenerator<TextBlock, void, undefined> {
  let decoder: TextDecoder | null = null;
  let read = 0;
  for await (const block of expandedBlocks(path, { compression: 'none' })) {
    decoder ??= new TextDecoder(encodingOf(block));
    read += block.length;
    yield { text: decoder.decode(block, { stream: true }), read, last: false };
  }
  yield { text: decoder?.decode() ?? '', read, last: true };
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // a bracket or brace in two bytes, without a mark
  if (head[1] === 0 && head[0] !== 0) return 'utf-16le';
  if (head[0] === 0 && head[1] !== 0) return 'utf-16be';
  return 'utf-8';
}

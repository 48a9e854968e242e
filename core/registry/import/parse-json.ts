import { damaged } from './foreign-failure.ts';

/** No model file nests deeper; JSON.parse takes fifty times as many bytes as there are brackets. */
const mostDepth = 100;
const quote = 0x22;
const backslash = 0x5c;

function checkDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        for (at++; at < text.length && text.charCodeAt(at) !== quote; at++) {
          if (text.charCodeAt(at) === backslash) at++;
        }
        break;
      case 0x5b:
      case 0x7b:
        depth++;
        if (depth > mostDepth) throw damaged(`it nests deeper than ${mostDepth} levels`);
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
    }
  }
}

/** JSON of a model file; PARSE_FAILED says `problem` where it is none. */
export function parseJson(text: string, problem: string): unknown {
  checkDepth(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(problem);
    throw error;
  }
}

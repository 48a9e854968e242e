/** What the command line has of the outside, so that tests can give it another. */
export interface CliIo {
  readonly cwd: string;
  /** Resolves once the text was handed on; a closed pipe is no error. */
  out(text: string): Promise<void>;
  err(text: string): void;
  readonly stderrIsTerminal: boolean;
  /** Width of the terminal, in characters. */
  readonly width: number;
  now(): number;
  readStdin(): Promise<string>;
  /** Calls back on SIGINT and SIGTERM; returns a function that stops listening. */
  onInterrupt(listener: () => void): () => void;
  /** Opens an address in the person's browser. */
  openBrowser(url: string): void;
}

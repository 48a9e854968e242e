/** What the process says when it ends. 2 and 3 are for scripts that tell misuse from bad news. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  checkFailed: 3,
  interrupted: 130,
} as const;

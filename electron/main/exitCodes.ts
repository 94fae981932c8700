/** What the supervisor reads: 70 means "start me again", the others mean that starting again would end the same way (sysexits.h). */
export const exitCodes = { done: 0, broken: 70, alreadyRunning: 75, refusedArguments: 78 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

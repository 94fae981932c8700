import { z } from 'zod';
import { type HallSetup, hallSetupSchema } from './hallSetup.ts';

/** Closed list of what can be wrong with a set-up; each has a sentence in three languages that says what to do. */
export const setupProblemCodes = [
  'missing',
  'too_long',
  'too_many',
  'format',
  'range',
  'twice',
  'unknown',
  'ends_early',
  'overlap',
  'fixed',
  'queue_in_use',
  'queue_not_served',
  'counter_in_use',
  'other',
] as const;
export type SetupProblemCode = (typeof setupProblemCodes)[number];

export const setupProblemSchema = z.object({
  /** Where in the document, for example `['queues', 3, 'letter']`. */
  path: z.array(z.union([z.string(), z.number()])),
  code: z.enum(setupProblemCodes),
  /** Limits of `range`, `too_long` and `too_many`; how many tickets of `…_in_use`. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  count: z.number().nullable(),
  /** Letter of a queue or number of a counter that is no longer in the document. */
  subject: z.string().nullable(),
  /** English, for logs and developers. */
  message: z.string(),
});
export type SetupProblem = z.infer<typeof setupProblemSchema>;

export type SetupReading = { ok: true; setup: HallSetup } | { ok: false; problems: readonly SetupProblem[] };

/** Reads a document as a set-up, or says field by field what is wrong with it. Pure; never throws. */
export function readSetupDocument(document: unknown): SetupReading {
  const read = hallSetupSchema.safeParse(document);
  if (read.success) return { ok: true, setup: read.data };
  return { ok: false, problems: read.error.issues.map(problemOf) };
}

function problemOf(issue: z.core.$ZodIssue): SetupProblem {
  const path = issue.path.map(key => (typeof key === 'symbol' ? String(key) : key));
  const plain = { path, min: null, max: null, count: null, subject: null, message: issue.message.slice(0, 200) };
  switch (issue.code) {
    case 'invalid_type':
      return { ...plain, code: issue.input === undefined || issue.expected === 'string' ? 'missing' : 'format' };
    case 'too_small': {
      const min = Number(issue.minimum);
      return { ...plain, code: issue.origin === 'number' ? 'range' : 'missing', min };
    }
    case 'too_big': {
      const max = Number(issue.maximum);
      return {
        ...plain,
        code: issue.origin === 'number' ? 'range' : issue.origin === 'string' ? 'too_long' : 'too_many',
        max,
      };
    }
    case 'invalid_format':
    case 'invalid_value':
      return { ...plain, code: 'format' };
    case 'custom': {
      const named: unknown = issue.params?.['problem'];
      return { ...plain, code: setupProblemCodes.find(code => code === named) ?? 'other' };
    }
    default:
      return { ...plain, code: 'other' };
  }
}

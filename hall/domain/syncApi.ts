import { z } from 'zod';

/** Limits of one push; a receiver answers 413 above them. */
export const maxBatchEvents = 500;
export const maxBatchBytes = 256 * 1024;
/** An event body may not be larger than this, UTF-8 JSON. */
export const maxBodyBytes = 4 * 1024;

export const helloSchema = z.object({
  incarnation: z.number().int(),
  time: z.number().int(),
  protocol: z.array(z.number().int()),
});

/** `POST /v1/events`. The envelope is checked per event by the receiver, so one bad event cannot refuse its neighbours. */
export const pushSchema = z.object({ events: z.array(z.unknown()).max(maxBatchEvents) });

/** Highest contiguous durable `seq` per stream: the acknowledgement, and the truth within one incarnation. */
export const highWaterMarksSchema = z.record(z.uuid(), z.number().int().nonnegative());
export type HighWaterMarks = z.infer<typeof highWaterMarksSchema>;

export const acknowledgementSchema = z.object({
  /** Raised by every restore of the receiver; acknowledgements of an older one change nothing. */
  incarnation: z.number().int(),
  hwm: highWaterMarksSchema,
  missing: z.array(z.object({ stream: z.uuid(), from: z.number().int(), to: z.number().int() })),
  quarantined: z.array(z.object({ stream: z.uuid(), seq: z.number().int(), reason: z.string() })),
  /** Streams whose history differs from what is stored: reported, never merged. */
  forks: z.array(z.object({ stream: z.uuid(), seq: z.number().int() })),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** `POST /v1/hwm`: where the receiver stands, without sending anything. */
export const hwmRequestSchema = z.object({ streams: z.array(z.uuid()).max(1000) });

/** `POST /v1/enrol`: a one-time code for a lasting credential. */
export const enrolSchema = z.object({
  code: z.string().min(6).max(40),
  hall: z.number().int().min(1),
  name: z.string().max(200),
});
export const enrolledSchema = z.object({ token: z.string().min(32) });

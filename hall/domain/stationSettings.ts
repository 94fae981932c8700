import { z } from 'zod';
import { deviceIdSchema } from './ids.ts';
import { seriesMarks } from './label.ts';
import { languageSchema } from './text.ts';

const baudRate = z.union([z.literal(9600), z.literal(19200), z.literal(38400), z.literal(57600), z.literal(115200)]);

/** Settings of one kiosk, `kiosk.json` in its data folder. Everything has a default, so an empty file is a working kiosk. */
export const stationSettingsSchema = z.object({
  device: deviceIdSchema.default(deviceIdSchema.parse('kiosk-1')),
  /** Letter of this kiosk's own series; two kiosks of one hall never share it. */
  mark: z.enum(seriesMarks).default('K'),
  /** null: this PC runs the hub as its own child process. */
  hubUrl: z.url().nullable().default(null),
  devices: z
    .object({
      idReader: z
        .object({ path: z.string().min(1), baudRate: baudRate.default(115200) })
        .nullable()
        .default(null),
      printer: z
        .object({
          path: z.string().min(1),
          baudRate: baudRate.default(38400),
          paperMm: z.union([z.literal(58), z.literal(80)]).default(80),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  display: z
    .object({
      diagonalInch: z.number().min(10).max(90).default(27),
      /** Height of the lower screen edge above the floor; decides what a seated person can reach. */
      screenBottomMm: z.number().min(200).max(1300).default(700),
      orientation: z.enum(['portrait', 'landscape']).default('portrait'),
      hardwareAcceleration: z.boolean().default(false),
    })
    .prefault({}),
  /** A board of the hall on another screen of this PC; null = none. */
  boardDisplay: z
    .object({
      /** 1 is the screen of the kiosk itself; the others are counted from left to right. */
      screen: z.number().int().min(2).max(8).default(2),
      /** Only this area (its id), or the strip above this counter (its number); neither = the whole hall. */
      area: z.string().min(1).max(64).nullable().default(null),
      counter: z.number().int().min(1).max(999).nullable().default(null),
      languages: z.array(languageSchema).min(1).default(['zh', 'ug']),
      sound: z.boolean().default(true),
    })
    .nullable()
    .default(null),
  /** Shows the small mark: simulated devices, nothing here is official. */
  demonstration: z.boolean().default(false),
});
export type StationSettings = z.infer<typeof stationSettingsSchema>;

import { z } from 'zod';
import { deviceIdSchema } from './ids.ts';
import { seriesMarks } from './label.ts';

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
  /** Shows the small mark: simulated devices, nothing here is official. */
  demonstration: z.boolean().default(false),
});
export type StationSettings = z.infer<typeof stationSettingsSchema>;

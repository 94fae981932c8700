import { z } from 'zod';
import { ratingLevels } from './ratingLevel.ts';

/* The plain words live in ratingLevel.ts, which pages import without taking the schema library along. */

export const ratingLevelSchema = z.enum(ratingLevels);

/** Where the citizen rated; 自助终端 and 评价器 are told apart in every report. */
export const ratingChannelSchema = z.enum(['kiosk', 'counter', 'phone']);

import { addTexts } from './i18n.ts';
import en from './staffText/en.json';
import ug from './staffText/ug.json';
import zh from './staffText/zh.json';

/*
 * Imported by the entries of counter, board, floor and set-up: words that a kiosk never shows. Kept out of the kiosk's page, they cost
 * its start neither a script nor the glyphs of its first fonts.
 */
addTexts({ zh, ug, en });

// `npm run check`: everything that can be verified without a person, quick things first.
import {
  artifacts,
  bundles,
  endToEndTests,
  format,
  lint,
  styles,
  types,
  unitTests,
  unused,
  verify,
} from './verification.ts';

process.exitCode = await verify([
  format,
  lint,
  styles,
  types,
  unused,
  bundles,
  artifacts,
  unitTests([]),
  endToEndTests([]),
]);

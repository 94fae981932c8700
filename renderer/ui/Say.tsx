import { createElement, Fragment, type ReactNode } from 'react';
import { type TextKey, useText } from './i18n.ts';

const open = '\uE000';
const close = '\uE001';
const noValues: Readonly<Record<string, ReactNode>> = {};
const placeholder = /\uE000(\w+)\uE001/;

/**
 * A sentence of the catalogue with components in its placeholders, so that numbers stay isolated inside it. `count`
 * chooses the plural form and is not drawn by itself.
 */
export function Say({
  k,
  values = noValues,
  count = null,
}: {
  k: TextKey;
  values?: Readonly<Record<string, ReactNode>>;
  count?: number | null;
}) {
  const { t } = useText();
  const marks = Object.fromEntries(Object.keys(values).map(name => [name, `${open}${name}${close}`]));
  const pieces = t(k, count === null ? marks : { ...marks, count }).split(placeholder);
  // Odd pieces are the names of placeholders.
  return createElement(Fragment, null, ...pieces.map((piece, i) => (i % 2 === 1 ? values[piece] : piece)));
}

import { directionOf, languageShown, type Text, textIn } from '../../hall/domain/language.ts';
import { useText } from './i18n.ts';

/** A text of the hall in the language of the page; a text that is still missing appears in Chinese and says so to the browser. */
export function TextOf({ text }: { text: Text }) {
  const { language } = useText();
  const shown = languageShown(text, language);
  if (shown === language) return textIn(text, language);
  return (
    <bdi lang={shown} dir={directionOf(shown)}>
      {textIn(text, language)}
    </bdi>
  );
}

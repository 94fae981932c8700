import { useText } from '../../ui/i18n.ts';
import { QrCode } from '../../ui/QrCode.tsx';
import { useEditor } from '../editor.ts';
import { TextField } from '../fields/TextField.tsx';
import css from './sections.module.css';

/** Opens the page with a number nobody has: it says so, and that proves the address. */
const sampleToken = 'A'.repeat(22);
const longestAddress = 80;

/** Where citizens' phones reach the hub: makes the QR code of slips open a page that follows the number. */
export function FollowPage() {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { address } = setup.follow;
  return (
    <>
      <h2 className={css.title}>{t('admin.section.follow')}</h2>
      <section className={css.panel}>
        <TextField
          label={t('admin.field.address')}
          hint={t('admin.follow.hint')}
          value={address ?? ''}
          path={['follow', 'address']}
          maxLength={longestAddress}
          onChange={typed =>
            change('follow.address', before => ({ ...before, follow: { address: typed.trim() === '' ? null : typed } }))
          }
        />
        {address !== null && /^https?:\/\/./.test(address) && (
          <>
            <p className={css.hint}>{t('admin.follow.try')}</p>
            <QrCode
              className={css.sample}
              content={`${address.replace(/\/+$/, '')}/f/${sampleToken}`}
              label={t('admin.follow.try')}
            />
          </>
        )}
      </section>
    </>
  );
}

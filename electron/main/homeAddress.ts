/** The kiosk's own scheme: a secure origin of its own, so that no `file:` and no open port is needed. */
export const HALL_SCHEME = 'hall';
export const HALL_HOST = 'kiosk';

/** The one address that may ever be shown. Compared as a whole: a page that pushed another path is not at home. */
export const HOME_URL = `${HALL_SCHEME}://${HALL_HOST}/`;

export function isHome(url: string): boolean {
  return url === HOME_URL;
}

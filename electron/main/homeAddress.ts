/** The kiosk's own scheme: a secure origin of its own, so that no `file:` and no open port is needed. */
export const HALL_SCHEME = 'hall';
export const HALL_HOST = 'kiosk';

/** The board on the second screen is an origin of its own: it shares no storage and no door with the citizen's page. */
export const BOARD_HOST = 'board';

/** The one address that the citizen's window may ever show. Compared as a whole: a page that pushed another path is not at home. */
export const HOME_URL = `${HALL_SCHEME}://${HALL_HOST}/`;

export function isHome(url: string): boolean {
  return url === HOME_URL;
}

/** Address of a board on the second screen. `query` without `?`. */
export function boardHome(query: string): string {
  return `${HALL_SCHEME}://${BOARD_HOST}/${query === '' ? '' : `?${query}`}`;
}

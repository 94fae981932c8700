/**
 * Sent with everything the door answers. `sandbox` without `allow-modals` is the only thing that stops `window.print()` and `alert()` from
 * opening a window of the operating system (electron#32925), and without `allow-downloads`, `allow-popups` or `allow-top-navigation` it closes those too.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  'sandbox allow-scripts allow-same-origin',
].join('; ');

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The board plays sounds out of memory, so that a slow line cannot cut a word in two. */
export const boardHeaders: Readonly<Record<string, string>> = {
  ...pageHeaders,
  'content-security-policy': contentSecurityPolicy.replace("media-src 'self'", "media-src 'self' blob:"),
};

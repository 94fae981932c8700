import { followFingers } from '../ui/TouchButton.tsx';

/** Wide enough for the buttons with their keys, high enough for the number and the next five who wait. */
const size = { width: 380, height: 680 };

type PictureWindows = { requestWindow: (size: { width: number; height: number }) => Promise<Window> };

/** Chromium has it, and only over HTTPS or on this PC itself. */
function pictureWindows(): PictureWindows | null {
  const found: unknown = 'documentPictureInPicture' in window ? window.documentPictureInPicture : null;
  return found === null ? null : (found as PictureWindows);
}

/**
 * Moves the console into a small window that stays above all others, and back when that is closed. Where the browser has no
 * such window, an ordinary small one is opened with the same sign-in. Answers whether the console itself has moved.
 */
export async function openCompactWindow(parts: {
  listen: (target: Window) => () => void;
  back: () => void;
  /** Stands in the large window meanwhile. */
  note: string;
}): Promise<boolean> {
  const pictures = pictureWindows();
  const root = document.getElementById('root');
  if (pictures === null || root === null) {
    window.open(location.href, 'counter-compact', `popup=yes,width=${size.width},height=${size.height}`);
    return false;
  }
  const small = await pictures.requestWindow(size);
  const { documentElement, head, body } = small.document;
  for (const name of ['lang', 'dir'])
    documentElement.setAttribute(name, document.documentElement.getAttribute(name) ?? '');
  for (const style of document.querySelectorAll('link[rel="stylesheet"], style')) head.append(style.cloneNode(true));
  // The page changes its language after the window was opened, too.
  const follow = new MutationObserver(() => {
    for (const name of ['lang', 'dir'])
      documentElement.setAttribute(name, document.documentElement.getAttribute(name) ?? '');
  });
  follow.observe(document.documentElement, { attributes: true, attributeFilter: ['lang', 'dir'] });
  /** A dialog is modal in the window it was opened in only. */
  const endDialogs = () => {
    for (const dialog of root.querySelectorAll('dialog')) dialog.close();
  };
  const stop = parts.listen(small);
  endDialogs();
  followFingers(small.document);
  body.append(root);
  const note = document.createElement('p');
  note.textContent = parts.note;
  note.style.padding = '32px';
  document.body.append(note);
  small.addEventListener('pagehide', () => {
    stop();
    endDialogs();
    follow.disconnect();
    note.remove();
    document.body.append(root);
    parts.back();
  });
  return true;
}

import { expect } from '@playwright/test';
import { type KioskApp, test } from './kioskApp.ts';

const HOME = 'hall://kiosk/';
const BACK_WITHIN_MS = 5_000;

/** What a citizen must never change: the windows of the screen, the programs behind it, its size. */
type Ground = { windows: readonly string[]; station: number; hub: number };

async function groundOf(kiosk: KioskApp): Promise<Ground> {
  await kiosk.waitFor(report => report.is === 'child.ready' && report.name === 'hub', { from: 0, limitMs: 10_000 });
  return {
    windows: kiosk.screen.windows(),
    station: kiosk.childPid('station'),
    hub: kiosk.childPid('hub'),
  };
}

const drawn =
  "location.href + ' ' + (document.getElementById('root')?.firstElementChild?.getBoundingClientRect().height > 0)";

function isDrawnSinceLoad(kiosk: KioskApp): boolean {
  return (
    kiosk.reports.findLast(report => report.is === 'page.loading' || report.is === 'page.drawn')?.is === 'page.drawn'
  );
}

/** Still (or again) the drawn home page in one window of full size, and nothing else on the screen. */
async function expectHome(kiosk: KioskApp, ground: Ground, windows: 'same window' | 'any window'): Promise<void> {
  await expect
    .poll(() => kiosk.inPage<string>(drawn, 300).catch(String), { timeout: BACK_WITHIN_MS, intervals: [50] })
    .toBe(`${HOME} true`);
  // Drawn for main as well: the next attempt shall meet a watchdog that has heard from the page.
  await expect.poll(() => isDrawnSinceLoad(kiosk), { timeout: BACK_WITHIN_MS, intervals: [50] }).toBe(true);
  await expect
    .poll(() => kiosk.look(), { timeout: 2_000 })
    .toEqual({ urls: [HOME], bounds: { width: 1080, height: 1920 } });
  await expect.poll(() => kiosk.screen.windows().length, { timeout: 2_000 }).toBe(ground.windows.length);
  if (windows === 'same window') expect(kiosk.screen.windows()).toEqual(ground.windows);
  expect([kiosk.childPid('station'), kiosk.childPid('hub')]).toEqual([ground.station, ground.hub]);
  expect(kiosk.main.exitCode).toBeNull();
}

/** A mark that only the same, never reloaded document has. */
const markDocument = 'window.markOfTest = 7';
const hasMark = 'window.markOfTest === 7';

test.describe('keys and gestures', () => {
  const combinations = `
    ctrl+shift+i ctrl+shift+j F12 ctrl+p ctrl+shift+p ctrl+r ctrl+shift+r F5 ctrl+F5 F11 F1 F3
    F7 F10 alt alt+f ctrl+w ctrl+q ctrl+shift+w alt+F4 ctrl+n ctrl+t ctrl+shift+n ctrl+o
    ctrl+s ctrl+u ctrl+f ctrl+g ctrl+h ctrl+j ctrl+l ctrl+m ctrl+plus ctrl+minus ctrl+0 alt+Left
    alt+Right alt+Home BackSpace ctrl+Tab ctrl+Escape shift+Escape Menu shift+F10 Print XF86Back XF86Refresh XF86HomePage
    Super_L ctrl+alt+Delete ctrl+alt+BackSpace`
    .trim()
    .split(/\s+/);

  test('no combination does anything, and plain typing arrives', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    await kiosk.inPage(
      `${markDocument}; window.keysSeen = []; addEventListener('keydown', e => keysSeen.push(e.key), true)`,
    );
    kiosk.screen.click({ x: 3, y: 3, button: 1 });
    kiosk.screen.pressKeys('x');
    await expect.poll(() => kiosk.inPage('keysSeen')).toEqual(['x']);
    for (const combination of combinations) kiosk.screen.pressKeys(combination);
    await expectHome(kiosk, ground, 'same window');
    expect(await kiosk.inPage(hasMark)).toBe(true);
    const seen = await kiosk.inPage<string[]>('keysSeen');
    expect(seen.filter(key => /^F\d|Alt|Control|Meta|ContextMenu|Print|Browser/.test(key))).toEqual([]);
  });

  test('right click, middle click and the wheel with Ctrl open and zoom nothing', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    const zoom = 'devicePixelRatio + " " + visualViewport.scale';
    const before = await kiosk.inPage(zoom);
    for (const button of [2, 3]) kiosk.screen.click({ x: 540, y: 900, button });
    const page = await kiosk.page();
    await page.keyboard.down('Control');
    for (let turn = 0; turn < 5; turn += 1) await page.mouse.wheel(0, -240);
    await page.keyboard.up('Control');
    await pinch(kiosk);
    await expectHome(kiosk, ground, 'same window');
    expect(await kiosk.inPage(zoom)).toBe(before);
  });

  test('a dropped file or address leads nowhere', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    await kiosk.app.evaluate(async ({ BrowserWindow }) => {
      const { debugger: devtools } = BrowserWindow.getAllWindows()[0]!.webContents;
      const data = {
        items: [{ mimeType: 'text/uri-list', data: 'file:///etc/passwd' }],
        files: ['/etc/passwd'],
        dragOperationsMask: 1,
      };
      for (const type of ['dragEnter', 'dragOver', 'drop']) {
        await devtools.sendCommand('Input.dispatchDragEvent', { type, x: 500, y: 500, data });
      }
    });
    await expectHome(kiosk, ground, 'same window');
  });
});

/** Two fingers moving apart, as a touchscreen reports them. */
async function pinch(kiosk: KioskApp): Promise<void> {
  await kiosk.app.evaluate(async ({ BrowserWindow }) => {
    const { debugger: devtools } = BrowserWindow.getAllWindows()[0]!.webContents;
    const fingers = (apart: number): object[] => [
      { x: 500 - apart, y: 900, id: 1 },
      { x: 500 + apart, y: 900, id: 2 },
    ];
    await devtools.sendCommand('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
    for (let apart = 40; apart <= 400; apart += 40) {
      await devtools.sendCommand('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    }
    await devtools.sendCommand('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  });
}

test.describe('navigations from inside the page', () => {
  const click = (html: string): string => `
    document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(html)});
    document.body.lastElementChild.click();
    document.body.lastElementChild?.submit?.()`;
  const go = (url: string): string => `location.href = ${JSON.stringify(url)}`;

  const addresses: Record<string, string> = {
    'about:blank': go('about:blank'),
    'about:x': go('about:x'),
    'about:srcdoc': go('about:srcdoc'),
    'file:': go('file:///etc/passwd'),
    'http:': go('http://127.0.0.1:9450/'),
    'https:': go('https://example.com/'),
    'data:': go('data:text/html,<h1>x</h1>'),
    'blob:': "location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))",
    'javascript:': go('javascript:document.write(1)'),
    'mailto:': go('mailto:a@example.com'),
    'tel:': go('tel:12345'),
    'intent of another program': go('xdg-open://x'),
    'chrome:': go('chrome://gpu'),
    'devtools:': go('devtools://devtools/bundled/inspector.html'),
    'view-source:': go('view-source:hall://kiosk/'),
    'another host': go('hall://other/'),
    'a file of the page': go('hall://kiosk/assets/x.js'),
    'the data of the station': go('/api/live'),
    'location.replace': "location.replace('about:blank')",
  };

  const elements: Record<string, string> = {
    'a link': click('<a href="file:///etc/passwd">x</a>'),
    'a link to a new window': click('<a href="https://example.com" target="_blank">x</a>'),
    'a download link': click('<a href="hall://kiosk/index.html" download="x.html">x</a>'),
    'a form': click('<form action="https://example.com" method="post"></form>'),
    'an own frame': click('<iframe src="https://example.com"></iframe>'),
    'a srcdoc frame': click('<iframe srcdoc="<script>top.location=\'about:blank\'</script>"></iframe>'),
    webview: click('<webview src="https://example.com"></webview>'),
    object: click('<object data="file:///etc/passwd" type="application/pdf"></object>'),
    'meta refresh': `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=about:blank">')`,
  };

  const ways: Record<string, string> = {
    'history.go': 'history.go(-1); history.go(1); history.back()',
    'pushState to nowhere': "history.pushState(null, '', '/nope')",
    'document.write': "document.open(); document.write('<input type=file>'); document.close()",
    'an empty page': "document.body.textContent = ''",
    'a hidden page': "document.body.style.display = 'none'",
    'window.close': 'window.close()',
    'window.open': "window.open('https://example.com')",
    'window.open of nothing': "window.open('')",
  };

  // A fresh kiosk for each list: the tenth failure within a minute would, rightly, start the whole program again.
  for (const [list, attempts] of Object.entries({ addresses, elements, ways })) {
    test(`${list}: each ends at home within five seconds`, async ({ kiosk }) => {
      const ground = await groundOf(kiosk);
      for (const [name, script] of Object.entries(attempts)) {
        await test.step(name, async () => {
          await kiosk.inPage(`setTimeout(() => { ${script} }, 0); 0`);
          // The page is still there for a moment after some attempts: look when it has had time to go.
          await new Promise(resolve => setTimeout(resolve, 300));
          await expectHome(kiosk, ground, 'any window');
        });
      }
    });
  }

  test('pushState, then a crash: home, not the pushed address', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    await kiosk.inPage("history.pushState(null, '', '/nope'); 0");
    process.kill(await kiosk.rendererPid(), 'SIGKILL');
    await expectHome(kiosk, ground, 'any window');
  });
});

test.describe('dialogs of the operating system', () => {
  test('none opens', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    await kiosk.inPage(markDocument);
    const attempts = [
      'window.print()',
      "alert('x')",
      "confirm('x')",
      "prompt('x')",
      "const input = document.createElement('input'); input.type = 'file'; document.body.append(input); input.click()",
      "const many = document.createElement('input'); many.type = 'file'; many.webkitdirectory = true; many.click()",
      "const inputs = document.createElement('input'); inputs.type = 'file'; document.body.append(inputs); inputs.showPicker()",
      'window.showOpenFilePicker?.()',
      'window.showSaveFilePicker?.()',
      'window.showDirectoryPicker?.()',
      "addEventListener('beforeunload', event => event.preventDefault())",
      "navigator.share?.({ text: 'x' })",
      'new EyeDropper().open()',
    ];
    for (const attempt of attempts) {
      await kiosk.inPage(`void (async () => { ${attempt} })().catch(() => undefined); 0`);
      await new Promise(resolve => setTimeout(resolve, 400));
      expect(kiosk.screen.windows(), attempt).toEqual(ground.windows);
    }
    await expectHome(kiosk, ground, 'same window');
    expect(await kiosk.inPage(hasMark)).toBe(true);
  });

  test('the file dialog stays shut after the page has crashed', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    process.kill(await kiosk.rendererPid(), 'SIGKILL');
    await expectHome(kiosk, ground, 'any window');
    await kiosk.inPage(
      "const input = document.createElement('input'); input.type = 'file'; document.body.append(input); input.click()",
    );
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(kiosk.screen.windows()).toEqual(ground.windows);
  });
});

test.describe('what the page may ask of the machine', () => {
  const asked: Record<string, string> = {
    geolocation: 'new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))',
    camera: 'navigator.mediaDevices.getUserMedia({ video: true })',
    microphone: 'navigator.mediaDevices.getUserMedia({ audio: true })',
    screen: 'navigator.mediaDevices.getDisplayMedia({ video: true })',
    notification:
      "Notification.requestPermission().then(answer => { if (answer !== 'granted') throw new Error(answer) })",
    midi: 'navigator.requestMIDIAccess({ sysex: true })',
    clipboard: 'navigator.clipboard.readText()',
    serial: 'navigator.serial.requestPort()',
    usb: 'navigator.usb.requestDevice({ filters: [] })',
    hid: 'navigator.hid.requestDevice({ filters: [] }).then(found => { if (found.length === 0) throw new Error("none") })',
    bluetooth: 'navigator.bluetooth.requestDevice({ acceptAllDevices: true })',
    pointerLock:
      "document.body.requestPointerLock().then(() => { if (!document.pointerLockElement) throw new Error('none') })",
    keyboardLock: 'navigator.keyboard.lock()',
    fonts: "queryLocalFonts().then(found => { if (found.length === 0) throw new Error('none') })",
    idle: "IdleDetector.requestPermission().then(answer => { if (answer !== 'granted') throw new Error(answer) })",
    wakeLock: "navigator.wakeLock.request('screen')",
    fullScreen: 'document.documentElement.requestFullscreen()',
    persistence: "navigator.storage.persist().then(granted => { if (!granted) throw new Error('none') })",
  };

  test('none is granted', async ({ kiosk }) => {
    const ground = await groundOf(kiosk);
    const granted: string[] = [];
    for (const [name, script] of Object.entries(asked)) {
      const answer = await kiosk.inPage<string>(
        `Promise.race([(async () => ${script})().then(() => 'granted', () => 'refused'), new Promise(r => setTimeout(() => r('open'), 1500))])`,
      );
      if (answer === 'granted') granted.push(name);
    }
    expect(granted).toEqual([]);
    await expectHome(kiosk, ground, 'any window');
  });

  test('no node, no foreign code, no request that leaves the machine', async ({ kiosk }) => {
    const facts = await kiosk.inPage<Record<string, unknown>>(`(async () => {
      const failed = url => fetch(url, { mode: 'no-cors' }).then(() => 'reached', () => 'refused');
      let evaluated = 'refused';
      try { new Function('return 1')(); evaluated = 'ran'; } catch {}
      window.ranInline = false;
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.head.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ranInline = true">');
      await new Promise(r => setTimeout(r, 300));
      return {
        node: [typeof require, typeof process, typeof module, typeof Buffer].join(),
        bridge: Object.keys(window.hallKiosk ?? {}).join(),
        evaluated,
        inline: window.ranInline,
        http: await failed('http://127.0.0.1:9450/'),
        file: await failed('file:///etc/passwd'),
        otherHost: await failed('hall://other/'),
        socket: await new Promise(r => { try { const s = new WebSocket('ws://127.0.0.1:9450'); s.onerror = () => r('refused'); s.onopen = () => r('reached'); } catch { r('refused'); } }),
      };
    })()`);
    expect(facts).toEqual({
      node: 'undefined,undefined,undefined,undefined',
      bridge: 'heartbeat',
      evaluated: 'refused',
      inline: false,
      http: 'refused',
      file: 'refused',
      otherHost: 'refused',
      socket: 'refused',
    });
  });

  test('the door serves its own folder only, with the strict header', async ({ kiosk }) => {
    const status = (path: string): Promise<number> =>
      kiosk.inPage(`fetch(${JSON.stringify(path)}).then(a => a.status)`);
    expect(await status('/kiosk/index.html')).toBe(200);
    expect(await status('/..%2f..%2f..%2fetc%2fpasswd')).toBe(403);
    expect(await status('/a%00b')).toBe(403);
    expect(await status('/%2e%2e/%2e%2e/main/main.js')).toBe(404);
    expect(await status('/..%2fmain%2fmain.js')).toBe(403);
    expect(await status('/nothing.js')).toBe(404);
    const policy = await kiosk.inPage<string>("fetch('/').then(a => a.headers.get('content-security-policy'))");
    expect(policy).toContain('sandbox allow-scripts allow-same-origin');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|allow-modals|https?:/);
  });
});

test('a body too large for the door is refused, and the door goes on', async ({ kiosk }) => {
  const post = (bytes: number): Promise<string> =>
    kiosk.inPage(
      `fetch('/api/nothing', { method: 'POST', body: new Uint8Array(${bytes}) }).then(async a => a.status === 413 ? (await a.json()).code : 'passed')`,
    );
  expect(await post(300_000)).toBe('too_large');
  expect(await post(10)).toBe('passed');
});

import { describe, expect, it } from 'vitest';
import { refusedArguments } from './startArguments.ts';

const dangerous = [
  '--remote-debugging-port=9222',
  '-remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect=0',
  '--inspect-brk',
  '--inspect-wait',
  '--no-sandbox',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--js-flags=--expose-gc',
  '--renderer-cmd-prefix=/bin/sh',
  '--gpu-launcher=/bin/sh',
  '--utility-cmd-prefix=/bin/sh',
  '--user-data-dir=/tmp/x',
  '--load-extension=/tmp/x',
  '--app=/tmp/x',
  '-r',
  '--require=/tmp/x.js',
  '--',
  '-',
  '--LANG=x',
];

describe('arguments of the kiosk', () => {
  it.each(dangerous)('refuses %s', argument => {
    expect(refusedArguments({ given: [argument], allowTestSwitches: false })).toEqual([argument]);
  });

  it('lets the display be chosen, and the app folder be named', () => {
    const given = ['/srv/hall-kiosk', '--ozone-platform=wayland', '--touch-devices=12', '--lang=zh-CN'];
    expect(refusedArguments({ given, allowTestSwitches: false })).toEqual([]);
  });

  it('lets Playwright in only where tests are meant', () => {
    const given = ['--inspect=0', '--remote-debugging-port=0'];
    expect(refusedArguments({ given, allowTestSwitches: true })).toEqual([]);
    expect(refusedArguments({ given: ['--no-sandbox'], allowTestSwitches: true })).toEqual(['--no-sandbox']);
  });
});

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ordinaryLatencies } from '../idReader/simulator.ts';
import { startIdReader } from './startIdReader.ts';
import { startPrinter } from './startPrinter.ts';

const usage = `npm run simulator -- id-reader|printer [options]

  --link PATH     where the serial port appears (out/simulator/<device>)
  --baud N        speed of the line (115200)
  --control PORT  port of the control address on 127.0.0.1 (any free one)
  --with-parent   end when the program that started this one ends

id-reader: --find-ms N --select-ms N --read-ms N, --lift-to-refind (a resting card is found once only)
           POST /card {"name","number","validUntil"} · DELETE /card · POST /fault {"name","on","times"} · GET /state
printer:   --width 58|80, --speed MM_PER_S
           GET /papers · GET /papers/1.png · POST /fault {"name","on"} · POST /refill · POST /power-cycle · GET /state
both:      POST /fault {"name":"vanish","forMs":3000} pulls the plug, {"name":"return"} puts it back
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    link: { type: 'string' },
    baud: { type: 'string', default: '115200' },
    control: { type: 'string', default: '0' },
    'with-parent': { type: 'boolean', default: false },
    'find-ms': { type: 'string', default: String(ordinaryLatencies.findMs) },
    'select-ms': { type: 'string', default: String(ordinaryLatencies.selectMs) },
    'read-ms': { type: 'string', default: String(ordinaryLatencies.readMs) },
    'lift-to-refind': { type: 'boolean', default: false },
    width: { type: 'string', default: '80' },
    speed: { type: 'string', default: '150' },
  },
});

const [device] = positionals;
const common = {
  link: resolve(values.link ?? `out/simulator/${device}`),
  baudRate: Number(values.baud),
  controlPort: Number(values.control),
};

const started =
  device === 'id-reader'
    ? await startIdReader({
        ...common,
        latencies: {
          findMs: Number(values['find-ms']),
          selectMs: Number(values['select-ms']),
          readMs: Number(values['read-ms']),
        },
        refindWhilePresent: !values['lift-to-refind'],
      })
    : device === 'printer'
      ? await startPrinter({ ...common, widthMm: values.width === '58' ? 58 : 80, speedMmPerS: Number(values.speed) })
      : null;

if (started === null) {
  process.stderr.write(usage);
  process.exit(2);
}
if (!started.ok) {
  process.stderr.write(
    started.failure === 'socat-missing'
      ? 'The simulator needs socat: apt-get install socat\n'
      : `No serial port at ${common.link}: ${started.failure}\n`,
  );
  process.exit(1);
}

const simulator = started.value;
let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await simulator.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());
if (values['with-parent']) {
  // A parent that was killed says nothing; its child is handed to another process.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(), 500);
}

process.stdout.write(
  `${JSON.stringify({ ready: true, device, path: simulator.path, control: simulator.controlUrl })}\n`,
);

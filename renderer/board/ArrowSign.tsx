import type { Arrow } from './boardAddress.ts';

const turns: Record<Arrow, number> = { right: 0, down: 90, left: 180, up: 270 };

/** An arrow as wide as it is high, so that it may point anywhere. */
export function ArrowSign({ to, className = '' }: { to: Arrow; className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 48 48" aria-hidden="true">
      <path
        d="M3 24h40M31 11l13 13-13 13"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        transform={`rotate(${turns[to]} 24 24)`}
      />
    </svg>
  );
}

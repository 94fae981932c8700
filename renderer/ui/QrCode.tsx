import { useEffect, useState } from 'react';
import { encode } from 'uqr';

/** Light margin the standard asks for (ISO/IEC 18004: 4 modules). */
const quietModules = 4;

/** A QR code as one SVG path, level M. */
export function QrCode({
  content,
  label,
  className = '',
}: {
  content: string;
  label: string;
  className?: string | undefined;
}) {
  const { path, size } = useDrawnLater(content);
  return (
    <svg
      className={className}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      direction="ltr"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

type Drawing = { path: string; size: number };
const nothingYet: Drawing = { path: '', size: 1 };

/** The code comes one frame after the words beside it: nobody scans within 20 ms, and the number is what was waited for. */
function useDrawnLater(content: string): Drawing {
  const [drawing, setDrawing] = useState(nothingYet);
  useEffect(() => {
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setDrawing(drawQr(content)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [content]);
  return drawing;
}

function drawQr(content: string): Drawing {
  const code = encode(content, { ecc: 'M', border: quietModules });
  let path = '';
  for (const [y, row] of code.data.entries())
    for (const [x, dark] of row.entries()) if (dark) path += `M${x} ${y}h1v1h-1z`;
  return { path, size: code.size };
}

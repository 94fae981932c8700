import { useEffect, useState } from 'react';

const minuteMs = 60_000;

/** The time, drawn again once a minute: a page that nobody uses costs nearly nothing. */
export function useMinute(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          setNow(Date.now());
          wait();
        },
        minuteMs - (Date.now() % minuteMs) + 20,
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return nowMs;
}

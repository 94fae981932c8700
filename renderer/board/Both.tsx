/** The same words in both languages of the hall, side by side: taking turns would double the time to read them. */
export function Both({ zh, ug }: { zh: string; ug: string | null }) {
  return (
    <>
      <span lang="zh">{zh}</span>
      {ug !== null && (
        <>
          {' '}
          <span lang="ug" dir="rtl">
            {ug}
          </span>
        </>
      )}
    </>
  );
}

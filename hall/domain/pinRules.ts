/** Lines and shapes on a telephone's keys, and what people say with digits. */
const favourites = ['147258', '258369', '159753', '147369', '741852', '520131', '131452', '789456', '456123', '321654'];

/**
 * Refuses what a colleague would try first: runs and repetitions (123456, 987654, 123123, 112233), years of birth and
 * other dates, shapes on the keys, and the account's own name.
 */
export function isWeakPin(pin: string, account: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, i) => digit - (digits[i] ?? 0)));
  const [step] = steps;
  const isRun = steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
  const isPeriodic = [2, 3, 4].some(length => pin === pin.slice(0, length).repeat(20).slice(0, pin.length));
  const pairs = pin.match(/(\d)\1/g)?.length ?? 0;
  const isName = account.length >= 4 && pin.includes(account);
  return (
    isRun ||
    (isPeriodic && pin.length < 9) ||
    new Set(pin).size < 3 ||
    pairs * 2 >= pin.length ||
    favourites.some(one => pin.includes(one)) ||
    isDate(pin) ||
    isName
  );
}

/** A day written as YYYYMMDD or YYMMDD between 1940 and 2039: a birthday, most likely. */
function isDate(pin: string): boolean {
  const found = /^(?:(?:19[4-9]|20[0-3])\d|[4-9]\d|[0-3]\d)(\d\d)(\d\d)$/.exec(pin);
  if (found === null) return false;
  const [month, day] = [Number(found[1]), Number(found[2])];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

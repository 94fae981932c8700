/** One measured number. `floor` is what the same machine did in the same run without us, `ratio` is value ÷ floor. */
export type BenchRow = {
  name: string;
  value: number;
  unit: string;
  floor: number | null;
  ratio: number | null;
};

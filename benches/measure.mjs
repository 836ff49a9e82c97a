// Rates and times: repeated until a repetition lasts long enough; the median of the repetitions counts.

const minimum = Number(process.env.BENCH_MIN_S ?? 0.4) * 1000;
const repetitions = Number(process.env.BENCH_REPS ?? 5);

/** How often per second `work` can be done. It may return a promise. */
export async function rate(work) {
  await work();
  const rates = [];
  for (let index = 0; index < repetitions; index += 1) rates.push(await once(work));
  return median(rates);
}

async function once(work) {
  const since = performance.now();
  let count = 0;
  let elapsed = 0;
  while (elapsed < minimum) {
    await work();
    count += 1;
    elapsed = performance.now() - since;
  }
  return (count / elapsed) * 1000;
}

/** Milliseconds that `work` takes. */
export async function time(work) {
  return 1000 / (await rate(work));
}

function median(values) {
  return values.sort((left, right) => left - right)[Math.floor(values.length / 2)];
}

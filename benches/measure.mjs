// Rates and times: repeated until a repetition lasts long enough; the median of the repetitions counts. What is counted is
// the processor's time, so that other work on the machine does not change the figures.

const minimum = Number(process.env.BENCH_MIN_S ?? 0.4) * 1000;
const repetitions = Number(process.env.BENCH_REPS ?? 5);

/** How often per second `work` can be done. It may return a promise. */
export async function rate(work) {
  await once(work); // The compilers of JavaScript and wasm work beside the first repetition.
  const rates = [];
  for (let index = 0; index < repetitions; index += 1) rates.push(await once(work));
  return median(rates);
}

async function once(work) {
  const until = performance.now() + minimum;
  const before = process.cpuUsage();
  let count = 0;
  do {
    await work();
    count += 1;
  } while (performance.now() < until);
  const { user, system } = process.cpuUsage(before);
  return (count / (user + system)) * 1e6;
}

/** Milliseconds that `work` takes. */
export async function time(work) {
  return 1000 / (await rate(work));
}

function median(values) {
  return values.sort((left, right) => left - right)[Math.floor(values.length / 2)];
}

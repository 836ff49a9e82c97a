/** Colours, on terminals only. */
const colourful = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

const paint = (code: string) => (text: string) => (colourful ? `\x1b[${code}m${text}\x1b[0m` : text);

export const style = {
  error: paint('1;31'),
  warning: paint('1;33'),
  information: paint('1;34'),
  hint: paint('1;36'),
  good: paint('32'),
  strong: paint('1'),
  dim: paint('2'),
};

/** Numbers as people read them. */

/** 1.5 GB */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let amount = bytes;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${Number(amount.toPrecision(3))} ${units[unit]}`;
}

/** 1,234,567. Node loads a twentieth of a second of tables for `toLocaleString`. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

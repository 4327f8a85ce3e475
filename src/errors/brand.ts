/** Whether a value carries a brand; unlike `instanceof` it holds across installed copies. */
export function hasBrand(value: unknown, brand: symbol): boolean {
  try {
    return typeof value === 'object' && value !== null && brand in value
  } catch {
    // A revoked proxy: whatever it was, it is none of ours.
    return false
  }
}

/** Whether a value carries a brand; unlike `instanceof` it holds across installed copies. */
export function hasBrand(value: unknown, brand: symbol): boolean {
  try {
    // Any value but null and undefined may be asked for any property.
    return (value as { [brand]?: unknown } | null | undefined)?.[brand] === true
  } catch {
    // A revoked proxy: whatever it was, it is none of ours.
    return false
  }
}

/** Values that throw when they are looked at: whatever is thrown may be one. */
export function hostileValues(): readonly object[] {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const throws = () => {
    throw new Error('do not look')
  }
  const secretive = new Proxy({}, { get: throws, has: throws, getPrototypeOf: throws, ownKeys: throws })
  return [
    proxy,
    secretive,
    {
      toString: throws,
      get name() {
        return throws()
      },
    },
    Object.create(null) as object,
  ]
}

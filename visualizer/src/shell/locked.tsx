/** The page's user is not known to the server. */
export function Locked({ reason }: { reason: 'no token' | 'refused' }) {
  return (
    <main class="locked">
      <h1>{reason === 'refused' ? 'That token is not valid' : 'This page needs its token'}</h1>
      <p>
        Open the address that <code>holdfast inspect</code> printed when it started. It ends in{' '}
        <code>#token=…</code>, and lets this browser in.
      </p>
      <pre>
        <code>{`${location.origin}${location.pathname}#token=…`}</code>
      </pre>
      <p>A server that was started again has another token.</p>
    </main>
  )
}

/** A browser without pages: it keeps cookies of each host and follows redirects. */
export class Visitor {
  readonly #cookies = new Map<string, { host: string; path: string; pair: string }>()

  /** Where it ends up; it does not go to an address that begins with `stopAt`. */
  async open(address: string, { stopAt, form }: { stopAt?: string; form?: Record<string, string> } = {}): Promise<Visit> {
    const body = form && new URLSearchParams(form)
    const url = new URL(address)
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: this.cookiesFor(url) },
      redirect: 'manual',
      ...(body && { body }),
    })
    for (const line of answer.headers.getSetCookie()) this.#keep(url, line)
    const location = answer.headers.get('location')
    if (location === null) return { url, status: answer.status, text: await answer.text() }
    const next = new URL(location, url)
    if (stopAt !== undefined && next.href.startsWith(stopAt)) return { url: next, status: answer.status, text: '' }
    return this.open(next.href, stopAt === undefined ? {} : { stopAt })
  }

  cookiesFor({ hostname, pathname }: URL): string {
    const kept = [...this.#cookies.values()].filter(({ host, path }) => host === hostname && pathname.startsWith(path))
    return kept.map(({ pair }) => pair).join('; ')
  }

  #keep({ hostname }: URL, line: string): void {
    const [pair = ''] = line.split(';')
    const path = /; *path=([^;]*)/i.exec(line)?.[1] ?? '/'
    const key = `${hostname} ${path} ${pair.split('=')[0]}`
    const expires = /; *expires=([^;]*)/i.exec(line)?.[1]
    const isOver = /; *max-age=0/i.test(line) || (expires !== undefined && Date.parse(expires) <= Date.now())
    if (isOver) this.#cookies.delete(key)
    else this.#cookies.set(key, { host: hostname, path, pair })
  }
}

interface Visit {
  readonly url: URL
  readonly status: number
  readonly text: string
}

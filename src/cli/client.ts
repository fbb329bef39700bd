import { readClientSettings } from '../settings/client-settings.ts'
import { CommandFailed } from './exit.ts'
import { notedUrl } from './running-note.ts'

/**
 * Asks the running Landbridge, and gives its JSON answer. It is found by LANDBRIDGE_URL, else by what it left in the data
 * folder, else at LANDBRIDGE_PORT. @throws {CommandFailed} it does not run, or says no
 */
export async function ask<T>(path: string, request: { method?: 'POST'; body?: unknown } = {}): Promise<T> {
  const { user, password } = readClientSettings()
  const url = runningUrl()
  const answer = await fetch(`${url}/api/${path}`, {
    method: request.method ?? 'GET',
    headers: {
      authorization: basic(user, password),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(answerMilliseconds),
  }).catch((error: Error) => {
    throw notRunning(url, error)
  })
  if (answer.ok) return (await answer.json()) as T
  throw new CommandFailed(await refusal(answer))
}

/** Something else may listen there that takes everything and says nothing. */
const answerMilliseconds = 30_000

/** Where the running Landbridge listens, as far as anybody knows. */
export function runningUrl(): string {
  const { url, dataFolder, port } = readClientSettings()
  if (url !== undefined) return url.replace(/\/+$/, '')
  try {
    return notedUrl(dataFolder)
  } catch {
    return `http://127.0.0.1:${port}`
  }
}

/** @throws {CommandFailed} nobody answers there */
export async function assertRunning(url: string): Promise<void> {
  const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(answerMilliseconds) }).catch((error: Error) => {
    throw notRunning(url, error)
  })
  await answer.body?.cancel()
}

export function notRunning(url: string, error: Error): CommandFailed {
  const { cause } = error
  if (error.name === 'TimeoutError')
    return new CommandFailed(
      `${url} gave no answer within 30 seconds; its log may say why, or set LANDBRIDGE_URL if that is no Landbridge`,
    )
  const why = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : error.message
  return new CommandFailed(
    `No Landbridge answers at ${url} (${why}); start it with npm start or npx landbridge start, or set LANDBRIDGE_URL`,
  )
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

async function refusal(answer: Response): Promise<string> {
  const text = await answer.text()
  try {
    const { title, detail } = JSON.parse(text) as { title: string; detail: string }
    // How a page or a program signs in is no help here.
    return answer.status === 401 ? `${title}; set LANDBRIDGE_USER and LANDBRIDGE_PASSWORD` : `${title}. ${detail}`
  } catch {
    return `${answer.url} answered ${answer.status}: ${text.slice(0, 200)}`
  }
}

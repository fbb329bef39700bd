import { STATUS_CODES } from 'node:http'

interface Media {
  readonly schema?: unknown
}

interface Answer {
  readonly description: string
  readonly content?: Readonly<Record<string, Media>>
}

interface Parameter {
  readonly name: string
  readonly schema?: { readonly title?: string }
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: object }
  readonly responses?: Readonly<Record<string, Answer>>
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/**
 * The description of the API as it is served, where the schemas of the endpoints cannot say so: errors are problem details, what may be
 * refused before an endpoint is asked, and the end of a path by the title it has.
 */
export function asServed(paths: Paths): Paths {
  const described = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, operation]) => [method, served(operation)] as const)
    const end = endOf(Object.values(methods))
    return [end === undefined ? path : path.replace('{*}', `{${end}}`), Object.fromEntries(operations)] as const
  })
  return Object.fromEntries(described)
}

function served(operation: Operation): Operation {
  const { parameters, requestBody, responses = {} } = operation
  const mayRefuse = requestBody === undefined ? [] : 'application/json' in (requestBody.content ?? {}) ? ['413', '415'] : ['413']
  const unsaid = mayRefuse.filter((status) => responses[status] === undefined)
  const all = { ...responses, ...Object.fromEntries(unsaid.map((status) => [status, problemOf(responses)] as const)) }
  const answers = Object.entries(all).map(([status, answer]) => [status, answerOf(status, answer)] as const)
  const named = parameters?.map((parameter) => (parameter.name === '*' ? { ...parameter, name: endName(parameter) } : parameter))
  return { ...operation, ...(named && { parameters: named }), responses: Object.fromEntries(answers) }
}

function answerOf(status: string, { description, content }: Answer): Answer {
  const said = description === 'Default Response' ? undefined : description
  if (Number(status) < 400) return { description: said ?? STATUS_CODES[status] ?? status, ...(content && { content }) }
  return {
    description: meanings[status] ?? STATUS_CODES[status] ?? status,
    content: { 'application/problem+json': content?.['application/json'] ?? {} },
  }
}

const meanings: Readonly<Record<string, string>> = {
  400: 'The request is not as it should be; the detail says which part',
  401: 'Nobody is signed in, or not so',
  403: 'Who is signed in may not do this',
  404: 'There is no such thing',
  409: 'It does not fit to what there is',
  413: 'What was sent is too large',
  415: 'The body has a content type that is not taken here',
  422: 'It can be read, and cannot be done; the detail says why',
  429: 'Too many tries; Retry-After says when to go on',
  503: 'Not now; Retry-After says when to ask again',
}

/** All error answers look alike. */
function problemOf(responses: Readonly<Record<string, Answer>>): Answer {
  return responses['400'] ?? { description: '' }
}

function endOf(operations: readonly Operation[]): string | undefined {
  const end = operations.flatMap(({ parameters = [] }) => parameters).find(({ name }) => name === '*')
  return end && endName(end)
}

function endName({ schema }: Parameter): string {
  return schema?.title ?? 'rest'
}

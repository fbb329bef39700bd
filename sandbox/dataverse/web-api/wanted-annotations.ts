import { prefers, type WebApiRequest } from './request.ts'

/** Whether the client wants the annotation of this name. */
export type Wants = (annotation: string) => boolean

/**
 * Which annotations `Prefer: odata.include-annotations` asks for: names and patterns (`*`, `Microsoft.Dynamics.CRM.*`) with commas
 * between, `-` before what is not wanted (OData 4.0, part 1, 8.2.8.4). Nothing when it asks for none.
 */
export function wantedAnnotations(request: WebApiRequest): Wants | undefined {
  const text = prefers(request, 'odata.include-annotations')
  if (text === undefined) return undefined
  const patterns = text.split(',').map((pattern) => pattern.trim().replace(/#.*/, ''))
  const taken = patterns.filter((pattern) => !pattern.startsWith('-'))
  const refused = patterns.filter((pattern) => pattern.startsWith('-')).map((pattern) => pattern.slice(1))
  return (name) => taken.some((pattern) => fits(pattern, name)) && !refused.some((pattern) => fits(pattern, name))
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

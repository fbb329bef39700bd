import { join } from 'node:path'
import { checkInterface } from '../mapping/check-interface.ts'
import { formsOf } from '../mapping/define-interface.ts'
import { readSegments, type Segments } from '../mapping/segments.ts'
import type { LoadedInterface } from './load.ts'

/** What cannot be right about an interface and the files of its folder, a sentence each; none when all is well. */
export async function problemsOf(loaded: LoadedInterface): Promise<string[]> {
  const segments = await segmentsOf(loaded)
  if (segments instanceof Error) return [segments.message]
  const against = { segments, valueMappings: loaded.valueMappings }
  return [...new Set(formsOf(loaded).flatMap((form) => checkInterface(form, against)))]
}

async function segmentsOf({ segments }: LoadedInterface): Promise<Segments | Error> {
  try {
    return await readSegments(segments.map((folder) => join(folder, 'segments.csv')))
  } catch (error) {
    return error as Error
  }
}

import { useQuery } from '@tanstack/react-query'
import { get, queryOf } from '../api.ts'
import type { Segment } from '../model.ts'
import { chosenLanguage, t } from '../words.ts'
import { Loading } from './loading.tsx'
import { Problem } from './problem.tsx'
import { SegmentList } from './segment-list.tsx'
import { SegmentNode } from './segment-node.tsx'

interface Document {
  header: Record<string, string>
  segments: Segment[]
  texts: Record<string, string>
}

/** A document as SAP shows it: segments within segments, with the texts of their fields. */
export function DocumentTree({ id }: { id: string }) {
  const language = chosenLanguage()
  const { data, error } = useQuery({
    queryKey: ['document', id, language],
    queryFn: () => get<Document>(`/messages/${id}/document${queryOf({ language })}`),
    refetchInterval: false,
  })
  if (error !== null) return <Problem error={error} />
  if (data === undefined) return <Loading text={t('The document is being loaded')} />
  const { header, segments, texts } = data
  return (
    <div className="tree">
      <SegmentNode
        segment={{ name: 'MessageId' in header ? 'XI' : 'EDI_DC40', line: 0, fields: header, segments: [] }}
        way="header"
        texts={texts}
        isOpen={false}
      />
      <SegmentList segments={segments} below="" texts={texts} />
    </div>
  )
}

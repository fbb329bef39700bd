import { useQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { get, text } from '../api.ts'
import type { Segment } from '../model.ts'
import { t } from '../words.ts'
import { Problem } from './problem.tsx'

interface Document {
  header: Record<string, string>
  segments: Segment[]
  texts: Record<string, string>
}

/** A document as SAP shows it: segments within segments, with the texts of their fields; or as it came. */
export function DocumentTree({ id }: { id: string }) {
  const [isRaw, setIsRaw] = useState(false)
  const document = useQuery({
    queryKey: ['document', id],
    queryFn: () => get<Document>(`/messages/${id}/document`),
    refetchInterval: false,
  })
  const raw = useQuery({
    queryKey: ['payload', id],
    queryFn: () => text(`/messages/${id}/payload`),
    enabled: isRaw,
    refetchInterval: false,
  })
  const error = isRaw ? raw.error : document.error
  return (
    <>
      <Button design="Transparent" onClick={() => setIsRaw(!isRaw)}>
        {isRaw ? t('As segments') : t('As it came')}
      </Button>
      {error !== null && <Problem error={error} />}
      {isRaw ? (
        <pre className="raw">{raw.data}</pre>
      ) : (
        <div className="tree">
          {document.data !== undefined && (
            <Node
              segment={{ name: t('Header'), line: 0, fields: document.data.header, segments: [] }}
              texts={document.data.texts}
              isOpen={false}
            />
          )}
          {document.data?.segments.map((segment, index) => (
            <Node
              key={`${segment.name} ${index}`}
              segment={segment}
              texts={document.data.texts}
              isOpen={(document.data?.segments.length ?? 0) < 20}
            />
          ))}
        </div>
      )}
    </>
  )
}

function Node({ segment, texts, isOpen }: { segment: Segment; texts: Record<string, string>; isOpen: boolean }) {
  const { name, line, fields, segments } = segment
  return (
    <details open={isOpen}>
      <summary>
        <b>{name}</b>
        {line > 0 && <span className="quiet"> {t('line {line}', { line: String(line) })}</span>}
      </summary>
      <dl>
        {Object.entries(fields).map(([field, value]) => (
          <div key={field}>
            <dt title={texts[`${name}/${field}`]}>
              {field} <small className="quiet">{texts[`${name}/${field}`]}</small>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {segments.map((below, index) => (
        <Node key={`${below.name} ${index}`} segment={below} texts={texts} isOpen={segments.length < 20} />
      ))}
    </details>
  )
}

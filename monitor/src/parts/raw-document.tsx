import { useQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { lazy, Suspense, useState } from 'react'
import { payload } from '../payload.ts'
import { t } from '../words.ts'
import { Loading } from './loading.tsx'
import { Problem } from './problem.tsx'

const XmlEditor = lazy(async () => ({ default: (await import('./xml-editor.tsx')).XmlEditor }))

/** The payload as it came: to read and search, to copy, to download. */
export function RawDocument({ id, contentType }: { id: string; contentType: string }) {
  const { data, error } = useQuery({ queryKey: ['payload', id], queryFn: () => payload(id), refetchInterval: false })
  const [isCopied, setIsCopied] = useState(false)
  if (error !== null) return <Problem error={error} />
  if (data === undefined) return <Loading text={t('The document is being loaded')} />
  const copy = async () => {
    await navigator.clipboard.writeText(data.text)
    setIsCopied(true)
  }
  return (
    <Suspense fallback={<Loading text={t('The document is being loaded')} />}>
      <XmlEditor name={t('As it came')} text={data.text}>
        <span className="quiet grow">
          {contentType.split(';')[0]} · {data.encoding}
        </span>
        {/* Browsers let pages copy over https and from this machine only. */}
        <Button
          design="Transparent"
          disabled={navigator.clipboard === undefined}
          tooltip={navigator.clipboard === undefined ? t('Browsers let a page copy only over https; download it') : undefined}
          onClick={copy}
        >
          {isCopied ? t('Copied') : t('Copy')}
        </Button>
        <UiLink href={`/api/messages/${id}/payload`} target="_self">
          {t('Download')}
        </UiLink>
      </XmlEditor>
    </Suspense>
  )
}

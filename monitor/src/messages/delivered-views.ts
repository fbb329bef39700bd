import { t } from '../words.ts'

export interface View {
  readonly name: string
  readonly query: string
}

/** Ways to look at messages that come with the product; the first is what one sees without choosing. */
export const deliveredViews: readonly View[] = [
  { name: t('All messages'), query: '' },
  { name: t('Held'), query: 'status=held' },
  { name: t('Parked for more than an hour'), query: 'status=parked&to=-1h&order=oldest' },
  { name: t("Today's failures"), query: 'status=held&from=today' },
  { name: t("Yesterday's failures"), query: 'status=held&from=yesterday&to=today' },
  {
    name: t('Waiting for more than an hour'),
    query: 'status=waiting&to=-1h&order=oldest&columns=number,type,object,status,attempts,next,reason,received',
  },
  { name: t('Cancelled in the last 7 days'), query: 'status=cancelled&from=-7d' },
]

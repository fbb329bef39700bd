import type { FastifyInstance } from 'fastify'
import type { LoadedInterface } from '../../interfaces/load.ts'
import type { CrmDataset } from '../../mapping/crm.ts'
import type { CrmDescription } from '../../mapping/crm-description.ts'
import type { ApiNeeds } from '../needs.ts'

/** One data set of the CRM API. */
export interface Dataset extends CrmDataset {
  readonly crm: CrmDescription
  readonly interface: LoadedInterface
}

export type CrmRoute = (server: FastifyInstance, needs: ApiNeeds, dataset: Dataset) => void

import { defineInterface } from '../../mapping/define-interface.ts'
import { idoc } from '../../mapping/receives.ts'
import { row, rows } from '../../mapping/row.ts'
import { byValueMapping } from '../../mapping/rules/by-value-mapping.ts'
import { constant, firstOf, join, lookup } from '../../mapping/rules/combine.ts'
import { any, isOneOf, isSentWhole, isSet, when } from '../../mapping/rules/condition.ts'
import { customerNumber } from '../../mapping/rules/customer-number.ts'
import { date, decimal, field, flag, whole, withoutLeadingZeros } from '../../mapping/rules/field.ts'
import { creditAccount } from '../credit-limit/tables.ts'
import { contactNumber } from './contact-number.ts'
import { parentAccount } from './parent-account.ts'
import { revenue } from './revenue.ts'
import { account, contact, systemuser, transactioncurrency } from './tables.ts'

const isBlocked = any(
  isSet('AUFSD'),
  isSet('LIFSD'),
  isSet('FAKSD'),
  isSet('CASSD'),
  isOneOf('SPERR', 'X'),
  isOneOf('E1KNKKM/CRBLB', 'X'),
)

/** One E1KNA1M becomes one row of `account`, each E1KNVKM below it one row of `contact`, each E1KNKKM one of `lb_creditaccount`. */
export default defineInterface({
  name: 'business-partner',
  title: 'Business partner → Account',
  receives: idoc('DEBMAS'),
  objects: 'E1KNA1M',
  objectKey: withoutLeadingZeros('KUNNR'),
  crm: {
    path: 'business-partners',
    name: 'BusinessPartner',
    hasStatus: true,
    key: { businessPartner: 'KUNNR' },
    fields: {
      name: 'name',
      telephone: 'telephone1',
      telephone2: 'telephone2',
      fax: 'fax',
      website: 'websiteurl',
      industry: 'industrycode',
      numberOfEmployees: 'numberofemployees',
      annualRevenue: 'revenue',
      street: 'address1_line1',
      district: 'address1_line2',
      city: 'address1_city',
      region: 'address1_stateorprovince',
      postalCode: 'address1_postalcode',
      country: 'address1_country',
      paymentTerms: 'paymenttermscode',
      blocked: 'creditonhold',
      language: 'lb_language',
      vatRegistrationNumber: 'lb_vatregistrationnumber',
      currency: { column: 'transactioncurrencyid', by: 'isocurrencycode' },
      parent: { column: 'parentaccountid', by: 'accountnumber', length: 10 },
      owner: { column: 'ownerid', by: 'employeeid' },
    },
    example: {
      businessPartner: '4711',
      name: 'Musterbau GmbH',
      street: 'Hafenstr. 12',
      postalCode: '20457',
      city: 'Hamburg',
      paymentTerms: 'Net 45',
      annualRevenue: '1250000.50',
      currency: 'EUR',
    },
  },
  rows: [
    row(account, {
      key: { accountnumber: customerNumber('KUNNR') },
      deletedWhen: isOneOf('LOEVM', 'X'),
      columns: {
        name: when(isSet('NAME1'), join(' ', 'NAME1', 'NAME2')),
        customertypecode: constant('Customer'),
        telephone1: field('TELF1'),
        telephone2: field('TELF2'),
        fax: field('TELFX'),
        websiteurl: field('E1KNA11/KNURL'),
        industrycode: byValueMapping('industry', 'BRSCH', { otherwise: 'leave out' }),
        numberofemployees: whole('JMZAH', 'nothing'),
        revenue: revenue(),
        address1_addresstypecode: constant('Primary'),
        address1_line1: field('STRAS'),
        address1_line2: field('ORT02'),
        address1_line3: join(' ', 'NAME3', 'NAME4'),
        address1_city: field('ORT01'),
        address1_county: field('COUNC'),
        address1_stateorprovince: field('REGIO'),
        address1_postalcode: field('PSTLZ'),
        address1_country: byValueMapping('country', 'LAND1', { otherwise: 'as it is' }),
        address1_postofficebox: field('PFACH'),
        address2_postofficebox: field('PFACH'),
        address2_postalcode: field('PSTL2'),
        address2_city: field('PFORT'),
        lb_language: byValueMapping('language', firstOf('SPRAS_ISO', 'SPRAS'), { otherwise: 'leave out' }),
        lb_searchterm: field('SORTL'),
        lb_accountgroup: field('KTOKD'),
        lb_vatregistrationnumber: field('STCEG'),
        lb_taxnumber1: field('STCD1'),
        lb_taxnumber2: field('STCD2'),
        lb_taxjurisdiction: field('TXJCD'),
        creditonhold: when(isBlocked, constant(true)),
        // Classic credit management only: the first credit control area, else the central limit.
        creditlimit: firstOf(decimal('E1KNKKM/KLIMK'), decimal('E1KNKAM/KLIMG')),
        lb_orderblock: firstOf('AUFSD', 'E1KNVVM/AUFSD'),
        lb_deliveryblock: firstOf('LIFSD', 'E1KNVVM/LIFSD'),
        lb_billingblock: firstOf('FAKSD', 'E1KNVVM/FAKSD'),
        // Of several sales areas the first one in the document is taken; E1KNVVM[VKORG=1000] would pin one.
        lb_salesorganization: field('E1KNVVM/VKORG'),
        lb_distributionchannel: field('E1KNVVM/VTWEG'),
        lb_division: field('E1KNVVM/SPART'),
        lb_customergroup: field('E1KNVVM/KDGRP'),
        lb_salesdistrict: field('E1KNVVM/BZIRK'),
        lb_salesoffice: field('E1KNVVM/VKBUR'),
        lb_incoterms: join(' ', field('E1KNVVM/INCO1'), firstOf('E1KNVVM/INCO2_L', 'E1KNVVM/INCO2')),
        address1_freighttermscode: byValueMapping('freight-terms', 'E1KNVVM/INCO1', { otherwise: 'leave out' }),
        paymenttermscode: byValueMapping(
          'payment-terms',
          firstOf(field('E1KNVVM/ZTERM'), when(isSentWhole(), field('E1KNB1M/ZTERM'))),
          { otherwise: 'leave out' },
        ),
        transactioncurrencyid: lookup(
          transactioncurrency,
          {
            isocurrencycode: byValueMapping('currency', firstOf(field('E1KNVVM/WAERS'), when(isSentWhole(), field('UWAER'))), {
              otherwise: 'as it is',
            }),
          },
          { optional: true },
        ),
        parentaccountid: parentAccount(),
        ownerid: lookup(systemuser, { employeeid: withoutLeadingZeros('E1KNVPM[PARVW=VE]/KUNN2') }, { optional: true }),
      },
    }),
    rows('E1KNVKM', contact, {
      key: { externaluseridentifier: contactNumber() },
      columns: {
        firstname: when(isSet('NAME1'), field('NAMEV')),
        lastname: firstOf('NAME1', 'NAMEV'),
        salutation: join(' ', 'ANRED', 'TITEL_AP'),
        gendercode: byValueMapping('gender', 'PARGE', { otherwise: 'leave out' }),
        familystatuscode: byValueMapping('marital-status', 'FAMST', { otherwise: 'leave out' }),
        birthdate: date('GBDAT'),
        jobtitle: byValueMapping('contact-function', 'PAFKT', { otherwise: 'leave out' }),
        department: firstOf(byValueMapping('contact-department', 'ABTNR', { otherwise: 'leave out' }), field('ABTPA')),
        telephone1: field('TELF1'),
        nickname: field('SPNAM'),
        description: field('PARAU'),
        isbackofficecustomer: constant(true),
        lb_language: byValueMapping('language', firstOf('PARLA_ISO', 'PARLA'), { otherwise: 'leave out' }),
        parentcustomerid_account: lookup(account, { accountnumber: customerNumber('/E1KNA1M/KUNNR') }),
      },
    }),
    rows('E1KNKKM', creditAccount, {
      key: { lb_creditkey: join('|', customerNumber('/E1KNA1M/KUNNR'), field('KKBER')) },
      columns: {
        lb_name: join(' in ', withoutLeadingZeros('/E1KNA1M/KUNNR'), field('KKBER')),
        lb_accountid: lookup(account, { accountnumber: customerNumber('/E1KNA1M/KUNNR') }),
        lb_customernumber: customerNumber('/E1KNA1M/KUNNR'),
        lb_creditsegment: field('KKBER'),
        lb_creditlimit: decimal('KLIMK'),
        lb_blocked: flag('CRBLB'),
        lb_riskclass: field('CTLPC'),
      },
    }),
  ],
})

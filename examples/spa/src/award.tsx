import { asDay } from './dates.ts';
import { graphql, read, type FragmentType } from './gql/index.ts';

const lineFragment = graphql(`
  fragment AwardLine on Award {
    statusLabel
    isGranted
    recipientName
    year
    issuerName
    decidedOn
    decision {
      id
      number
    }
  }
`);

/** An award or a nomination in the server's own words: who is proposed for an award has not received it. */
export function AwardLine({ of }: { of: FragmentType<typeof lineFragment> }) {
  const { statusLabel, isGranted, recipientName, year, issuerName, decidedOn, decision } = read(lineFragment, of);
  return (
    <li>
      <strong>{recipientName}</strong>
      {': '}
      {statusLabel}
      <span class="meta">
        {` · thành tích năm ${year}`}
        {isGranted && decision && ` · Quyết định ${[decision.number, issuerName, decidedOn && asDay(decidedOn)].filter(Boolean).join(', ')}`}
      </span>
    </li>
  );
}

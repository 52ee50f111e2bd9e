import { useQuery } from '@urql/preact';

import { AwardLine } from '../award.tsx';
import { asDay } from '../dates.ts';
import { graphql } from '../gql/index.ts';
import { Page, Waiting } from '../page.tsx';
import { to } from '../router.ts';

const blocQuery = graphql(`
  query Bloc($slug: String!) {
    bloc(slug: $slug) {
      id
      name
      shortName
      validFrom
      validTo
      supervisor {
        id
        officialName
      }
      members(first: 100) {
        nodes {
          id
          from
          unit {
            id
            officialName
          }
        }
      }
      awards(first: 100) {
        nodes {
          id
          ...AwardLine
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`);

/** A bloc: who belongs to it, and who was proposed for what and received what. */
export function BlocPage({ slug }: { slug: string }) {
  const [{ data, error, fetching }] = useQuery({ query: blocQuery, variables: { slug } });
  const bloc = data?.bloc;
  if (!bloc) {
    if (!data || fetching) return <Waiting error={error} />;
    return (
      <Page title="Không có khối thi đua này">
        <p>
          Mời bạn <a href={to.search('')}>tìm theo tên</a>.
        </p>
      </Page>
    );
  }
  const awards = bloc.awards?.nodes ?? [];
  return (
    <Page title={bloc.name}>
      <p class="meta">
        {`Hoạt động từ ${asDay(bloc.validFrom)}`}
        {bloc.validTo && ` đến ${asDay(bloc.validTo)}`}
        {bloc.supervisor && ` · Cơ quan theo dõi: ${bloc.supervisor.officialName}`}
      </p>
      <h2>Đơn vị thành viên</h2>
      <ol>
        {bloc.members?.nodes.map(({ id, from, unit }) => (
          <li key={id}>
            {unit?.officialName} <span class="meta">từ {asDay(from)}</span>
          </li>
        ))}
      </ol>
      <h2>Khen thưởng và đề nghị</h2>
      {awards.length > 0 ? (
        <ul>
          {awards.map((award) => (
            <AwardLine key={award.id} of={award} />
          ))}
        </ul>
      ) : (
        <p>Chưa có.</p>
      )}
      {bloc.awards?.pageInfo.hasNextPage && <p class="meta">Còn nữa; đây là 100 hồ sơ mới nhất.</p>}
    </Page>
  );
}

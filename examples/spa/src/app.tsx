import { ArticlePage, ReferencePage } from './pages/article.tsx';
import { BlocPage } from './pages/bloc.tsx';
import { NewsPage } from './pages/news.tsx';
import { Page } from './page.tsx';
import { SearchPage } from './pages/search.tsx';
import { placeOf, to, useAddress, type Place } from './router.ts';
import { Standing } from './standing.tsx';

export function App() {
  const address = useAddress();
  const place = placeOf(new URL(address));
  return (
    <>
      <a class="skip" href="#main">
        Đến nội dung chính
      </a>
      <header class="site">
        <a class="name" href={to.news()}>
          Thi đua – Khen thưởng
        </a>
        <nav aria-label="Chính">
          <a href={to.news()} aria-current={place.page === 'news' ? 'page' : undefined}>
            Tin tức
          </a>
          <a href={to.search('')} aria-current={place.page === 'search' ? 'page' : undefined}>
            Tìm kiếm
          </a>
        </nav>
      </header>
      <Standing />
      <main id="main" tabIndex={-1}>
        <Shown key={place.page === 'search' ? 'search' : address} place={place} />
      </main>
    </>
  );
}

function Shown({ place }: { place: Place }) {
  switch (place.page) {
    case 'news':
      return <NewsPage />;
    case 'article':
      return <ArticlePage slug={place.slug} />;
    case 'reference':
      return <ReferencePage id={place.id} />;
    case 'bloc':
      return <BlocPage slug={place.slug} />;
    case 'search':
      return <SearchPage text={place.text} />;
    case 'missing':
      return (
        <Page title="Không có trang này">
          <p>
            Địa chỉ có thể đã đổi. Mời bạn xem <a href={to.news()}>tin mới nhất</a>.
          </p>
        </Page>
      );
  }
}

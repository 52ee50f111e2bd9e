/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What became of a document (loại thay đổi). */
export type ChangeKind =
  /** It is public, and was not at the cursor (mới). */
  | 'CREATED'
  /** It is public no more: taken off the site, hidden or removed. Take your copy down (đã gỡ). */
  | 'REMOVED'
  /** It is public and was changed (đã sửa). */
  | 'UPDATED';

/** The kinds of documents that partners may copy (loại đối tượng). */
export type ChangeNoun =
  /** Articles (bài viết). */
  | 'ARTICLE'
  /** Public awards and nominations (hồ sơ khen thưởng). */
  | 'AWARD'
  /** The catalogue of titles and forms (danh mục khen thưởng). */
  | 'AWARD_TYPE'
  /** Blocs (khối, cụm thi đua). */
  | 'BLOC'
  /** Memberships of units in blocs (tư cách thành viên). */
  | 'BLOC_MEMBERSHIP'
  /** Years of blocs (năm công tác). */
  | 'BLOC_YEAR'
  /** Categories of articles (chuyên mục). */
  | 'CATEGORY'
  /** Public decisions (quyết định). */
  | 'DECISION'
  /** Meetings and ceremonies (sự kiện). */
  | 'EVENT'
  /** Documents that are cited (văn bản). */
  | 'LEGAL_REFERENCE'
  /** Emulation movements (phong trào). */
  | 'MOVEMENT'
  /** Heads and deputies of blocs (nhiệm kỳ). */
  | 'OFFICE_TERM'
  /** People whose names are public (cá nhân). */
  | 'PERSON'
  /** Tags of articles (thẻ). */
  | 'TAG'
  /** Tasks of blocs (nhiệm vụ). */
  | 'TASK'
  /** Units, with their names of all times (đơn vị). */
  | 'UNIT';

/** The sites whose content a body may embed (nơi cung cấp nội dung nhúng). The administrator lists those that are allowed. */
export type EmbedProvider =
  /** Dailymotion: videos. */
  | 'DAILYMOTION'
  /** Google Maps: places, by latitude and longitude. */
  | 'GOOGLE_MAPS'
  /** OpenStreetMap: places, by zoom, latitude and longitude. */
  | 'OPENSTREETMAP'
  /** Vimeo: videos. */
  | 'VIMEO'
  /** YouTube: videos. */
  | 'YOUTUBE';

/** How a run of text is set. */
export type Mark =
  /** Đậm: bold. */
  | 'BOLD'
  /** Mã: code. */
  | 'CODE'
  /** Nghiêng: italic. */
  | 'ITALIC'
  /** Gạch ngang: struck through. */
  | 'STRIKE'
  /** Gạch chân: underlined. */
  | 'UNDERLINE';

/** The kinds of documents that are searched (loại đối tượng). */
export type SearchNoun =
  /** News (bài viết). */
  | 'ARTICLE'
  /** Public awards and nominations; mind their `state` (hồ sơ khen thưởng). */
  | 'AWARD'
  /** The catalogue of titles and forms (danh hiệu, hình thức). */
  | 'AWARD_TYPE'
  /** Emulation blocs (khối thi đua). */
  | 'BLOC'
  /** Public decisions (quyết định). */
  | 'DECISION'
  /** Meetings and ceremonies (sự kiện). */
  | 'EVENT'
  /** Documents of Party and State that are cited (văn bản). */
  | 'LEGAL_REFERENCE'
  /** Emulation movements (phong trào thi đua). */
  | 'MOVEMENT'
  /** People who are named in public (cá nhân). */
  | 'PERSON'
  /** Tasks of bloc-years (nhiệm vụ). */
  | 'TASK'
  /** Units (đơn vị). */
  | 'UNIT';

/** What of a document a highlight is from (phần của đối tượng). */
export type SearchPart =
  /** The body (nội dung). */
  | 'BODY'
  /** Another name, the number or the code (tên khác, số hiệu). */
  | 'NAME'
  /** The summary (tóm tắt). */
  | 'SUMMARY'
  /** The title or the official name (tiêu đề). */
  | 'TITLE';

export type AwardLineFragment = { statusLabel: string, isGranted: boolean, recipientName: string, year: number, issuerName: string | null, decidedOn: string | null, decision: { id: string, number: string } | null } & { ' $fragmentName'?: 'AwardLineFragment' };

type Blocks_AwardListBlock_Fragment = { __typename: 'AwardListBlock', awards: Array<(
    { id: string }
    & { ' $fragmentRefs'?: { 'AwardLineFragment': AwardLineFragment } }
  )> | null } & { ' $fragmentName'?: 'Blocks_AwardListBlock_Fragment' };

type Blocks_DividerBlock_Fragment = { __typename: 'DividerBlock', isDivider: boolean } & { ' $fragmentName'?: 'Blocks_DividerBlock_Fragment' };

type Blocks_EmbedBlock_Fragment = { __typename: 'EmbedBlock', provider: EmbedProvider, title: string | null, url: string | null } & { ' $fragmentName'?: 'Blocks_EmbedBlock_Fragment' };

type Blocks_FileBlock_Fragment = { __typename: 'FileBlock', label: string | null, media: { id: string, url: string, alt: string | null, fileName: string } | null } & { ' $fragmentName'?: 'Blocks_FileBlock_Fragment' };

type Blocks_GalleryBlock_Fragment = { __typename: 'GalleryBlock', items: Array<{ caption: string | null, media: { ' $fragmentRefs'?: { 'PictureFragment': PictureFragment } } | null }> } & { ' $fragmentName'?: 'Blocks_GalleryBlock_Fragment' };

type Blocks_HeadingBlock_Fragment = { __typename: 'HeadingBlock', level: number, content: Array<{ ' $fragmentRefs'?: { 'InlinesFragment': InlinesFragment } }> } & { ' $fragmentName'?: 'Blocks_HeadingBlock_Fragment' };

type Blocks_ImageBlock_Fragment = { __typename: 'ImageBlock', caption: string | null, media: { ' $fragmentRefs'?: { 'PictureFragment': PictureFragment } } | null } & { ' $fragmentName'?: 'Blocks_ImageBlock_Fragment' };

type Blocks_LegalCitationBlock_Fragment = { __typename: 'LegalCitationBlock', passage: string | null, legalReference: { id: string, rawText: string, subject: string | null, url: string | null } | null } & { ' $fragmentName'?: 'Blocks_LegalCitationBlock_Fragment' };

type Blocks_ListBlock_Fragment = (
  { __typename: 'ListBlock' }
  & { ' $fragmentRefs'?: { 'ListFragment': ListFragment } }
) & { ' $fragmentName'?: 'Blocks_ListBlock_Fragment' };

type Blocks_ParagraphBlock_Fragment = { __typename: 'ParagraphBlock', content: Array<{ ' $fragmentRefs'?: { 'InlinesFragment': InlinesFragment } }> } & { ' $fragmentName'?: 'Blocks_ParagraphBlock_Fragment' };

type Blocks_QuoteBlock_Fragment = { __typename: 'QuoteBlock', source: string | null, content: Array<{ ' $fragmentRefs'?: { 'InlinesFragment': InlinesFragment } }> } & { ' $fragmentName'?: 'Blocks_QuoteBlock_Fragment' };

type Blocks_TableBlock_Fragment = { __typename: 'TableBlock', hasHeader: boolean, rows: Array<{ cells: Array<{ content: Array<{ ' $fragmentRefs'?: { 'InlinesFragment': InlinesFragment } }> }> }> } & { ' $fragmentName'?: 'Blocks_TableBlock_Fragment' };

type Blocks_TaskListBlock_Fragment = { __typename: 'TaskListBlock', tasks: Array<{ id: string, title: string, progress: number }> | null } & { ' $fragmentName'?: 'Blocks_TaskListBlock_Fragment' };

export type BlocksFragment =
  | Blocks_AwardListBlock_Fragment
  | Blocks_DividerBlock_Fragment
  | Blocks_EmbedBlock_Fragment
  | Blocks_FileBlock_Fragment
  | Blocks_GalleryBlock_Fragment
  | Blocks_HeadingBlock_Fragment
  | Blocks_ImageBlock_Fragment
  | Blocks_LegalCitationBlock_Fragment
  | Blocks_ListBlock_Fragment
  | Blocks_ParagraphBlock_Fragment
  | Blocks_QuoteBlock_Fragment
  | Blocks_TableBlock_Fragment
  | Blocks_TaskListBlock_Fragment
;

export type InlinesFragment = { text: string, marks: Array<Mark>, href: string | null } & { ' $fragmentName'?: 'InlinesFragment' };

export type ListFragment = (
  { items: Array<{ nested: (
      { items: Array<{ nested: (
          { items: Array<{ nested: { ' $fragmentRefs'?: { 'LevelFragment': LevelFragment } } | null }> }
          & { ' $fragmentRefs'?: { 'LevelFragment': LevelFragment } }
        ) | null }> }
      & { ' $fragmentRefs'?: { 'LevelFragment': LevelFragment } }
    ) | null }> }
  & { ' $fragmentRefs'?: { 'LevelFragment': LevelFragment } }
) & { ' $fragmentName'?: 'ListFragment' };

export type LevelFragment = { isOrdered: boolean, start: number, items: Array<{ content: Array<{ ' $fragmentRefs'?: { 'InlinesFragment': InlinesFragment } }> }> } & { ' $fragmentName'?: 'LevelFragment' };

export type PictureFragment = { id: string, alt: string | null, credit: string | null, small: { url: string, width: number } | null, large: { url: string, width: number, height: number } | null } & { ' $fragmentName'?: 'PictureFragment' };

export type ArticleCardFragment = { slug: string, title: string, summary: string | null, publishedAt: string, corrections: Array<{ at: string }>, cover: { id: string, alt: string | null, variant: { url: string, width: number, height: number } | null } | null } & { ' $fragmentName'?: 'ArticleCardFragment' };

export type PublicationQueryVariables = Exact<{
  slug: string;
}>;


export type PublicationQuery = { publication: { __typename: 'Publication', article: (
      { id: string, slug: string }
      & { ' $fragmentRefs'?: { 'ArticleTextFragment': ArticleTextFragment } }
    ) | null, tombstone: (
      { id: string }
      & { ' $fragmentRefs'?: { 'WithdrawnFragment': WithdrawnFragment } }
    ) | null } | null };

export type ArticleTextFragment = { slug: string, title: string, summary: string | null, byline: string | null, language: string, publishedAt: string, updatedAt: string, readingMinutes: number, attribution: string, corrections: Array<{ at: string, notice: string }>, cover: { ' $fragmentRefs'?: { 'PictureFragment': PictureFragment } } | null, body: Array<
    | { ' $fragmentRefs'?: { 'Blocks_AwardListBlock_Fragment': Blocks_AwardListBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_DividerBlock_Fragment': Blocks_DividerBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_EmbedBlock_Fragment': Blocks_EmbedBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_FileBlock_Fragment': Blocks_FileBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_GalleryBlock_Fragment': Blocks_GalleryBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_HeadingBlock_Fragment': Blocks_HeadingBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_ImageBlock_Fragment': Blocks_ImageBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_LegalCitationBlock_Fragment': Blocks_LegalCitationBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_ListBlock_Fragment': Blocks_ListBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_ParagraphBlock_Fragment': Blocks_ParagraphBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_QuoteBlock_Fragment': Blocks_QuoteBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_TableBlock_Fragment': Blocks_TableBlock_Fragment } }
    | { ' $fragmentRefs'?: { 'Blocks_TaskListBlock_Fragment': Blocks_TaskListBlock_Fragment } }
  >, blocs: Array<{ id: string, slug: string, name: string }> | null, awards: Array<(
    { id: string }
    & { ' $fragmentRefs'?: { 'AwardLineFragment': AwardLineFragment } }
  )> | null } & { ' $fragmentName'?: 'ArticleTextFragment' };

export type WithdrawnFragment = { withdrawnAt: string, notice: string | null, heading: string | null } & { ' $fragmentName'?: 'WithdrawnFragment' };

export type ReferenceQueryVariables = Exact<{
  id: string | number;
}>;


export type ReferenceQuery = { node:
    | { __typename: 'Article', slug: string, id: string }
    | { __typename: 'ArticlePreviewLink', id: string }
    | { __typename: 'Award', id: string }
    | { __typename: 'AwardType', id: string }
    | { __typename: 'Bloc', id: string }
    | { __typename: 'BlocMembership', id: string }
    | { __typename: 'BlocYear', id: string }
    | { __typename: 'Category', id: string }
    | { __typename: 'Compact', id: string }
    | { __typename: 'CustomField', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'DossierRule', id: string }
    | { __typename: 'Draft', id: string }
    | { __typename: 'EligibilityRule', id: string }
    | { __typename: 'Event', id: string }
    | { __typename: 'Import', id: string }
    | { __typename: 'LegalReference', id: string }
    | { __typename: 'Media', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'OfficeTerm', id: string }
    | { __typename: 'Partner', id: string }
    | { __typename: 'PersistedDocument', id: string }
    | { __typename: 'Person', id: string }
    | { __typename: 'ReviewSession', id: string }
    | { __typename: 'ScoreSheet', id: string }
    | { __typename: 'ScoringTemplate', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Tag', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'TitleRegistration', id: string }
    | { __typename: 'Token', id: string }
    | { __typename: 'Tombstone', id: string }
    | { __typename: 'Unit', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Webhook', id: string }
    | { __typename: 'WebhookDelivery', id: string }
   | null };

export type BlocQueryVariables = Exact<{
  slug: string;
}>;


export type BlocQuery = { bloc: { id: string, name: string, shortName: string | null, validFrom: string, validTo: string | null, supervisor: { id: string, officialName: string } | null, members: { nodes: Array<{ id: string, from: string, unit: { id: string, officialName: string } | null }> } | null, awards: { nodes: Array<(
        { id: string }
        & { ' $fragmentRefs'?: { 'AwardLineFragment': AwardLineFragment } }
      )>, pageInfo: { hasNextPage: boolean } } | null } | null };

export type SegmentFragment = { text: string, isMatch: boolean } & { ' $fragmentName'?: 'SegmentFragment' };

type Found_Article_Fragment = { __typename: 'Article', slug: string, title: string } & { ' $fragmentName'?: 'Found_Article_Fragment' };

type Found_ArticlePreviewLink_Fragment = { __typename: 'ArticlePreviewLink' } & { ' $fragmentName'?: 'Found_ArticlePreviewLink_Fragment' };

type Found_Award_Fragment = { __typename: 'Award', statusLabel: string, recipientName: string } & { ' $fragmentName'?: 'Found_Award_Fragment' };

type Found_AwardType_Fragment = { __typename: 'AwardType', label: string } & { ' $fragmentName'?: 'Found_AwardType_Fragment' };

type Found_Bloc_Fragment = { __typename: 'Bloc', slug: string, name: string } & { ' $fragmentName'?: 'Found_Bloc_Fragment' };

type Found_BlocMembership_Fragment = { __typename: 'BlocMembership' } & { ' $fragmentName'?: 'Found_BlocMembership_Fragment' };

type Found_BlocYear_Fragment = { __typename: 'BlocYear' } & { ' $fragmentName'?: 'Found_BlocYear_Fragment' };

type Found_Category_Fragment = { __typename: 'Category' } & { ' $fragmentName'?: 'Found_Category_Fragment' };

type Found_Compact_Fragment = { __typename: 'Compact' } & { ' $fragmentName'?: 'Found_Compact_Fragment' };

type Found_CustomField_Fragment = { __typename: 'CustomField' } & { ' $fragmentName'?: 'Found_CustomField_Fragment' };

type Found_Decision_Fragment = { __typename: 'Decision', number: string } & { ' $fragmentName'?: 'Found_Decision_Fragment' };

type Found_DossierRule_Fragment = { __typename: 'DossierRule' } & { ' $fragmentName'?: 'Found_DossierRule_Fragment' };

type Found_Draft_Fragment = { __typename: 'Draft' } & { ' $fragmentName'?: 'Found_Draft_Fragment' };

type Found_EligibilityRule_Fragment = { __typename: 'EligibilityRule' } & { ' $fragmentName'?: 'Found_EligibilityRule_Fragment' };

type Found_Event_Fragment = { __typename: 'Event', title: string } & { ' $fragmentName'?: 'Found_Event_Fragment' };

type Found_Import_Fragment = { __typename: 'Import' } & { ' $fragmentName'?: 'Found_Import_Fragment' };

type Found_LegalReference_Fragment = { __typename: 'LegalReference', rawText: string } & { ' $fragmentName'?: 'Found_LegalReference_Fragment' };

type Found_Media_Fragment = { __typename: 'Media' } & { ' $fragmentName'?: 'Found_Media_Fragment' };

type Found_Movement_Fragment = { __typename: 'Movement', name: string } & { ' $fragmentName'?: 'Found_Movement_Fragment' };

type Found_OfficeTerm_Fragment = { __typename: 'OfficeTerm' } & { ' $fragmentName'?: 'Found_OfficeTerm_Fragment' };

type Found_Partner_Fragment = { __typename: 'Partner' } & { ' $fragmentName'?: 'Found_Partner_Fragment' };

type Found_PersistedDocument_Fragment = { __typename: 'PersistedDocument' } & { ' $fragmentName'?: 'Found_PersistedDocument_Fragment' };

type Found_Person_Fragment = { __typename: 'Person', fullName: string } & { ' $fragmentName'?: 'Found_Person_Fragment' };

type Found_ReviewSession_Fragment = { __typename: 'ReviewSession' } & { ' $fragmentName'?: 'Found_ReviewSession_Fragment' };

type Found_ScoreSheet_Fragment = { __typename: 'ScoreSheet' } & { ' $fragmentName'?: 'Found_ScoreSheet_Fragment' };

type Found_ScoringTemplate_Fragment = { __typename: 'ScoringTemplate' } & { ' $fragmentName'?: 'Found_ScoringTemplate_Fragment' };

type Found_Session_Fragment = { __typename: 'Session' } & { ' $fragmentName'?: 'Found_Session_Fragment' };

type Found_Tag_Fragment = { __typename: 'Tag' } & { ' $fragmentName'?: 'Found_Tag_Fragment' };

type Found_Task_Fragment = { __typename: 'Task', title: string } & { ' $fragmentName'?: 'Found_Task_Fragment' };

type Found_TitleRegistration_Fragment = { __typename: 'TitleRegistration' } & { ' $fragmentName'?: 'Found_TitleRegistration_Fragment' };

type Found_Token_Fragment = { __typename: 'Token' } & { ' $fragmentName'?: 'Found_Token_Fragment' };

type Found_Tombstone_Fragment = { __typename: 'Tombstone' } & { ' $fragmentName'?: 'Found_Tombstone_Fragment' };

type Found_Unit_Fragment = { __typename: 'Unit', officialName: string } & { ' $fragmentName'?: 'Found_Unit_Fragment' };

type Found_User_Fragment = { __typename: 'User' } & { ' $fragmentName'?: 'Found_User_Fragment' };

type Found_Webhook_Fragment = { __typename: 'Webhook' } & { ' $fragmentName'?: 'Found_Webhook_Fragment' };

type Found_WebhookDelivery_Fragment = { __typename: 'WebhookDelivery' } & { ' $fragmentName'?: 'Found_WebhookDelivery_Fragment' };

export type FoundFragment =
  | Found_Article_Fragment
  | Found_ArticlePreviewLink_Fragment
  | Found_Award_Fragment
  | Found_AwardType_Fragment
  | Found_Bloc_Fragment
  | Found_BlocMembership_Fragment
  | Found_BlocYear_Fragment
  | Found_Category_Fragment
  | Found_Compact_Fragment
  | Found_CustomField_Fragment
  | Found_Decision_Fragment
  | Found_DossierRule_Fragment
  | Found_Draft_Fragment
  | Found_EligibilityRule_Fragment
  | Found_Event_Fragment
  | Found_Import_Fragment
  | Found_LegalReference_Fragment
  | Found_Media_Fragment
  | Found_Movement_Fragment
  | Found_OfficeTerm_Fragment
  | Found_Partner_Fragment
  | Found_PersistedDocument_Fragment
  | Found_Person_Fragment
  | Found_ReviewSession_Fragment
  | Found_ScoreSheet_Fragment
  | Found_ScoringTemplate_Fragment
  | Found_Session_Fragment
  | Found_Tag_Fragment
  | Found_Task_Fragment
  | Found_TitleRegistration_Fragment
  | Found_Token_Fragment
  | Found_Tombstone_Fragment
  | Found_Unit_Fragment
  | Found_User_Fragment
  | Found_Webhook_Fragment
  | Found_WebhookDelivery_Fragment
;

export type NewsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type NewsQuery = { articles: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'ArticleCardFragment': ArticleCardFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type SearchQueryVariables = Exact<{
  text: string;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { totalCount: number | null, isTotalEstimated: boolean | null, isLoosened: boolean, didYouMean: string | null, nodes: Array<{ noun: SearchNoun, node:
        | (
          { __typename: 'Article', id: string }
          & { ' $fragmentRefs'?: { 'Found_Article_Fragment': Found_Article_Fragment } }
        )
        | (
          { __typename: 'ArticlePreviewLink', id: string }
          & { ' $fragmentRefs'?: { 'Found_ArticlePreviewLink_Fragment': Found_ArticlePreviewLink_Fragment } }
        )
        | (
          { __typename: 'Award', id: string }
          & { ' $fragmentRefs'?: { 'Found_Award_Fragment': Found_Award_Fragment } }
        )
        | (
          { __typename: 'AwardType', id: string }
          & { ' $fragmentRefs'?: { 'Found_AwardType_Fragment': Found_AwardType_Fragment } }
        )
        | (
          { __typename: 'Bloc', id: string }
          & { ' $fragmentRefs'?: { 'Found_Bloc_Fragment': Found_Bloc_Fragment } }
        )
        | (
          { __typename: 'BlocMembership', id: string }
          & { ' $fragmentRefs'?: { 'Found_BlocMembership_Fragment': Found_BlocMembership_Fragment } }
        )
        | (
          { __typename: 'BlocYear', id: string }
          & { ' $fragmentRefs'?: { 'Found_BlocYear_Fragment': Found_BlocYear_Fragment } }
        )
        | (
          { __typename: 'Category', id: string }
          & { ' $fragmentRefs'?: { 'Found_Category_Fragment': Found_Category_Fragment } }
        )
        | (
          { __typename: 'Compact', id: string }
          & { ' $fragmentRefs'?: { 'Found_Compact_Fragment': Found_Compact_Fragment } }
        )
        | (
          { __typename: 'CustomField', id: string }
          & { ' $fragmentRefs'?: { 'Found_CustomField_Fragment': Found_CustomField_Fragment } }
        )
        | (
          { __typename: 'Decision', id: string }
          & { ' $fragmentRefs'?: { 'Found_Decision_Fragment': Found_Decision_Fragment } }
        )
        | (
          { __typename: 'DossierRule', id: string }
          & { ' $fragmentRefs'?: { 'Found_DossierRule_Fragment': Found_DossierRule_Fragment } }
        )
        | (
          { __typename: 'Draft', id: string }
          & { ' $fragmentRefs'?: { 'Found_Draft_Fragment': Found_Draft_Fragment } }
        )
        | (
          { __typename: 'EligibilityRule', id: string }
          & { ' $fragmentRefs'?: { 'Found_EligibilityRule_Fragment': Found_EligibilityRule_Fragment } }
        )
        | (
          { __typename: 'Event', id: string }
          & { ' $fragmentRefs'?: { 'Found_Event_Fragment': Found_Event_Fragment } }
        )
        | (
          { __typename: 'Import', id: string }
          & { ' $fragmentRefs'?: { 'Found_Import_Fragment': Found_Import_Fragment } }
        )
        | (
          { __typename: 'LegalReference', id: string }
          & { ' $fragmentRefs'?: { 'Found_LegalReference_Fragment': Found_LegalReference_Fragment } }
        )
        | (
          { __typename: 'Media', id: string }
          & { ' $fragmentRefs'?: { 'Found_Media_Fragment': Found_Media_Fragment } }
        )
        | (
          { __typename: 'Movement', id: string }
          & { ' $fragmentRefs'?: { 'Found_Movement_Fragment': Found_Movement_Fragment } }
        )
        | (
          { __typename: 'OfficeTerm', id: string }
          & { ' $fragmentRefs'?: { 'Found_OfficeTerm_Fragment': Found_OfficeTerm_Fragment } }
        )
        | (
          { __typename: 'Partner', id: string }
          & { ' $fragmentRefs'?: { 'Found_Partner_Fragment': Found_Partner_Fragment } }
        )
        | (
          { __typename: 'PersistedDocument', id: string }
          & { ' $fragmentRefs'?: { 'Found_PersistedDocument_Fragment': Found_PersistedDocument_Fragment } }
        )
        | (
          { __typename: 'Person', id: string }
          & { ' $fragmentRefs'?: { 'Found_Person_Fragment': Found_Person_Fragment } }
        )
        | (
          { __typename: 'ReviewSession', id: string }
          & { ' $fragmentRefs'?: { 'Found_ReviewSession_Fragment': Found_ReviewSession_Fragment } }
        )
        | (
          { __typename: 'ScoreSheet', id: string }
          & { ' $fragmentRefs'?: { 'Found_ScoreSheet_Fragment': Found_ScoreSheet_Fragment } }
        )
        | (
          { __typename: 'ScoringTemplate', id: string }
          & { ' $fragmentRefs'?: { 'Found_ScoringTemplate_Fragment': Found_ScoringTemplate_Fragment } }
        )
        | (
          { __typename: 'Session', id: string }
          & { ' $fragmentRefs'?: { 'Found_Session_Fragment': Found_Session_Fragment } }
        )
        | (
          { __typename: 'Tag', id: string }
          & { ' $fragmentRefs'?: { 'Found_Tag_Fragment': Found_Tag_Fragment } }
        )
        | (
          { __typename: 'Task', id: string }
          & { ' $fragmentRefs'?: { 'Found_Task_Fragment': Found_Task_Fragment } }
        )
        | (
          { __typename: 'TitleRegistration', id: string }
          & { ' $fragmentRefs'?: { 'Found_TitleRegistration_Fragment': Found_TitleRegistration_Fragment } }
        )
        | (
          { __typename: 'Token', id: string }
          & { ' $fragmentRefs'?: { 'Found_Token_Fragment': Found_Token_Fragment } }
        )
        | (
          { __typename: 'Tombstone', id: string }
          & { ' $fragmentRefs'?: { 'Found_Tombstone_Fragment': Found_Tombstone_Fragment } }
        )
        | (
          { __typename: 'Unit', id: string }
          & { ' $fragmentRefs'?: { 'Found_Unit_Fragment': Found_Unit_Fragment } }
        )
        | (
          { __typename: 'User', id: string }
          & { ' $fragmentRefs'?: { 'Found_User_Fragment': Found_User_Fragment } }
        )
        | (
          { __typename: 'Webhook', id: string }
          & { ' $fragmentRefs'?: { 'Found_Webhook_Fragment': Found_Webhook_Fragment } }
        )
        | (
          { __typename: 'WebhookDelivery', id: string }
          & { ' $fragmentRefs'?: { 'Found_WebhookDelivery_Fragment': Found_WebhookDelivery_Fragment } }
        )
      , highlights: Array<{ part: SearchPart, segments: Array<{ ' $fragmentRefs'?: { 'SegmentFragment': SegmentFragment } }> }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type SuggestQueryVariables = Exact<{
  text: string;
}>;


export type SuggestQuery = { suggest: Array<{ noun: SearchNoun, title: Array<{ ' $fragmentRefs'?: { 'SegmentFragment': SegmentFragment } }>, node:
      | (
        { __typename: 'Article', id: string }
        & { ' $fragmentRefs'?: { 'Found_Article_Fragment': Found_Article_Fragment } }
      )
      | (
        { __typename: 'ArticlePreviewLink', id: string }
        & { ' $fragmentRefs'?: { 'Found_ArticlePreviewLink_Fragment': Found_ArticlePreviewLink_Fragment } }
      )
      | (
        { __typename: 'Award', id: string }
        & { ' $fragmentRefs'?: { 'Found_Award_Fragment': Found_Award_Fragment } }
      )
      | (
        { __typename: 'AwardType', id: string }
        & { ' $fragmentRefs'?: { 'Found_AwardType_Fragment': Found_AwardType_Fragment } }
      )
      | (
        { __typename: 'Bloc', id: string }
        & { ' $fragmentRefs'?: { 'Found_Bloc_Fragment': Found_Bloc_Fragment } }
      )
      | (
        { __typename: 'BlocMembership', id: string }
        & { ' $fragmentRefs'?: { 'Found_BlocMembership_Fragment': Found_BlocMembership_Fragment } }
      )
      | (
        { __typename: 'BlocYear', id: string }
        & { ' $fragmentRefs'?: { 'Found_BlocYear_Fragment': Found_BlocYear_Fragment } }
      )
      | (
        { __typename: 'Category', id: string }
        & { ' $fragmentRefs'?: { 'Found_Category_Fragment': Found_Category_Fragment } }
      )
      | (
        { __typename: 'Compact', id: string }
        & { ' $fragmentRefs'?: { 'Found_Compact_Fragment': Found_Compact_Fragment } }
      )
      | (
        { __typename: 'CustomField', id: string }
        & { ' $fragmentRefs'?: { 'Found_CustomField_Fragment': Found_CustomField_Fragment } }
      )
      | (
        { __typename: 'Decision', id: string }
        & { ' $fragmentRefs'?: { 'Found_Decision_Fragment': Found_Decision_Fragment } }
      )
      | (
        { __typename: 'DossierRule', id: string }
        & { ' $fragmentRefs'?: { 'Found_DossierRule_Fragment': Found_DossierRule_Fragment } }
      )
      | (
        { __typename: 'Draft', id: string }
        & { ' $fragmentRefs'?: { 'Found_Draft_Fragment': Found_Draft_Fragment } }
      )
      | (
        { __typename: 'EligibilityRule', id: string }
        & { ' $fragmentRefs'?: { 'Found_EligibilityRule_Fragment': Found_EligibilityRule_Fragment } }
      )
      | (
        { __typename: 'Event', id: string }
        & { ' $fragmentRefs'?: { 'Found_Event_Fragment': Found_Event_Fragment } }
      )
      | (
        { __typename: 'Import', id: string }
        & { ' $fragmentRefs'?: { 'Found_Import_Fragment': Found_Import_Fragment } }
      )
      | (
        { __typename: 'LegalReference', id: string }
        & { ' $fragmentRefs'?: { 'Found_LegalReference_Fragment': Found_LegalReference_Fragment } }
      )
      | (
        { __typename: 'Media', id: string }
        & { ' $fragmentRefs'?: { 'Found_Media_Fragment': Found_Media_Fragment } }
      )
      | (
        { __typename: 'Movement', id: string }
        & { ' $fragmentRefs'?: { 'Found_Movement_Fragment': Found_Movement_Fragment } }
      )
      | (
        { __typename: 'OfficeTerm', id: string }
        & { ' $fragmentRefs'?: { 'Found_OfficeTerm_Fragment': Found_OfficeTerm_Fragment } }
      )
      | (
        { __typename: 'Partner', id: string }
        & { ' $fragmentRefs'?: { 'Found_Partner_Fragment': Found_Partner_Fragment } }
      )
      | (
        { __typename: 'PersistedDocument', id: string }
        & { ' $fragmentRefs'?: { 'Found_PersistedDocument_Fragment': Found_PersistedDocument_Fragment } }
      )
      | (
        { __typename: 'Person', id: string }
        & { ' $fragmentRefs'?: { 'Found_Person_Fragment': Found_Person_Fragment } }
      )
      | (
        { __typename: 'ReviewSession', id: string }
        & { ' $fragmentRefs'?: { 'Found_ReviewSession_Fragment': Found_ReviewSession_Fragment } }
      )
      | (
        { __typename: 'ScoreSheet', id: string }
        & { ' $fragmentRefs'?: { 'Found_ScoreSheet_Fragment': Found_ScoreSheet_Fragment } }
      )
      | (
        { __typename: 'ScoringTemplate', id: string }
        & { ' $fragmentRefs'?: { 'Found_ScoringTemplate_Fragment': Found_ScoringTemplate_Fragment } }
      )
      | (
        { __typename: 'Session', id: string }
        & { ' $fragmentRefs'?: { 'Found_Session_Fragment': Found_Session_Fragment } }
      )
      | (
        { __typename: 'Tag', id: string }
        & { ' $fragmentRefs'?: { 'Found_Tag_Fragment': Found_Tag_Fragment } }
      )
      | (
        { __typename: 'Task', id: string }
        & { ' $fragmentRefs'?: { 'Found_Task_Fragment': Found_Task_Fragment } }
      )
      | (
        { __typename: 'TitleRegistration', id: string }
        & { ' $fragmentRefs'?: { 'Found_TitleRegistration_Fragment': Found_TitleRegistration_Fragment } }
      )
      | (
        { __typename: 'Token', id: string }
        & { ' $fragmentRefs'?: { 'Found_Token_Fragment': Found_Token_Fragment } }
      )
      | (
        { __typename: 'Tombstone', id: string }
        & { ' $fragmentRefs'?: { 'Found_Tombstone_Fragment': Found_Tombstone_Fragment } }
      )
      | (
        { __typename: 'Unit', id: string }
        & { ' $fragmentRefs'?: { 'Found_Unit_Fragment': Found_Unit_Fragment } }
      )
      | (
        { __typename: 'User', id: string }
        & { ' $fragmentRefs'?: { 'Found_User_Fragment': Found_User_Fragment } }
      )
      | (
        { __typename: 'Webhook', id: string }
        & { ' $fragmentRefs'?: { 'Found_Webhook_Fragment': Found_Webhook_Fragment } }
      )
      | (
        { __typename: 'WebhookDelivery', id: string }
        & { ' $fragmentRefs'?: { 'Found_WebhookDelivery_Fragment': Found_WebhookDelivery_Fragment } }
      )
     }> | null };

export type ChangesFragment = { cursor: string, hasMore: boolean, isReset: boolean, nodes: Array<{ documentId: string, noun: ChangeNoun, kind: ChangeKind, node:
      | (
        { __typename: 'Article', slug: string, id: string }
        & { ' $fragmentRefs'?: { 'ArticleCardFragment': ArticleCardFragment } }
      )
      | { __typename: 'ArticlePreviewLink', id: string }
      | (
        { __typename: 'Award', id: string }
        & { ' $fragmentRefs'?: { 'AwardLineFragment': AwardLineFragment } }
      )
      | { __typename: 'AwardType', id: string }
      | { __typename: 'Bloc', name: string, id: string }
      | { __typename: 'BlocMembership', id: string }
      | { __typename: 'BlocYear', id: string }
      | { __typename: 'Category', id: string }
      | { __typename: 'Compact', id: string }
      | { __typename: 'CustomField', id: string }
      | { __typename: 'Decision', id: string }
      | { __typename: 'DossierRule', id: string }
      | { __typename: 'Draft', id: string }
      | { __typename: 'EligibilityRule', id: string }
      | { __typename: 'Event', id: string }
      | { __typename: 'Import', id: string }
      | { __typename: 'LegalReference', id: string }
      | { __typename: 'Media', id: string }
      | { __typename: 'Movement', id: string }
      | { __typename: 'OfficeTerm', id: string }
      | { __typename: 'Partner', id: string }
      | { __typename: 'PersistedDocument', id: string }
      | { __typename: 'Person', id: string }
      | { __typename: 'ReviewSession', id: string }
      | { __typename: 'ScoreSheet', id: string }
      | { __typename: 'ScoringTemplate', id: string }
      | { __typename: 'Session', id: string }
      | { __typename: 'Tag', id: string }
      | { __typename: 'Task', id: string }
      | { __typename: 'TitleRegistration', id: string }
      | { __typename: 'Token', id: string }
      | (
        { __typename: 'Tombstone', slugs: Array<string>, id: string }
        & { ' $fragmentRefs'?: { 'WithdrawnFragment': WithdrawnFragment } }
      )
      | { __typename: 'Unit', officialName: string, id: string }
      | { __typename: 'User', id: string }
      | { __typename: 'Webhook', id: string }
      | { __typename: 'WebhookDelivery', id: string }
     | null }> } & { ' $fragmentName'?: 'ChangesFragment' };

export type ChangesSinceQueryVariables = Exact<{
  after?: string | null | undefined;
  since?: string | null | undefined;
  nouns?: Array<ChangeNoun> | ChangeNoun | null | undefined;
}>;


export type ChangesSinceQuery = { changes: { ' $fragmentRefs'?: { 'ChangesFragment': ChangesFragment } } | null };

export type ChangesAsTheyHappenSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  nouns?: Array<ChangeNoun> | ChangeNoun | null | undefined;
}>;


export type ChangesAsTheyHappenSubscription = { changes: { ' $fragmentRefs'?: { 'ChangesFragment': ChangesFragment } } | null };

export const PictureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Picture"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Media"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","alias":{"kind":"Name","value":"small"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"640"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"large"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"1280"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]} as unknown as DocumentNode<PictureFragment, unknown>;
export const InlinesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Inlines"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Inline"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}},{"kind":"Field","name":{"kind":"Name","value":"href"}}]}}]} as unknown as DocumentNode<InlinesFragment, unknown>;
export const LevelFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOrdered"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Inlines"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Inline"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}},{"kind":"Field","name":{"kind":"Name","value":"href"}}]}}]} as unknown as DocumentNode<LevelFragment, unknown>;
export const ListFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"List"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Inlines"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Inline"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}},{"kind":"Field","name":{"kind":"Name","value":"href"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOrdered"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}}]} as unknown as DocumentNode<ListFragment, unknown>;
export const AwardLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<AwardLineFragment, unknown>;
export const BlocksFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Blocks"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Block"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ParagraphBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HeadingBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"List"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QuoteBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caption"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GalleryBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caption"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FileBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmbedBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TableBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasHeader"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cells"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DividerBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isDivider"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AwardListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"awards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LegalCitationBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passage"}},{"kind":"Field","name":{"kind":"Name","value":"legalReference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rawText"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Inlines"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Inline"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}},{"kind":"Field","name":{"kind":"Name","value":"href"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOrdered"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"List"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Picture"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Media"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","alias":{"kind":"Name","value":"small"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"640"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"large"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"1280"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<BlocksFragment, unknown>;
export const ArticleTextFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleText"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"byline"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"readingMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"attribution"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}},{"kind":"Field","name":{"kind":"Name","value":"body"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Blocks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"blocs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"awards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Inlines"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Inline"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}},{"kind":"Field","name":{"kind":"Name","value":"href"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOrdered"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"List"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Picture"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Media"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","alias":{"kind":"Name","value":"small"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"640"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"large"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"1280"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Blocks"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Block"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ParagraphBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HeadingBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"List"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QuoteBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caption"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GalleryBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caption"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FileBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmbedBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TableBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasHeader"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cells"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DividerBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isDivider"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AwardListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"awards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LegalCitationBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passage"}},{"kind":"Field","name":{"kind":"Name","value":"legalReference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rawText"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]} as unknown as DocumentNode<ArticleTextFragment, unknown>;
export const SegmentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Segment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextSegment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isMatch"}}]}}]} as unknown as DocumentNode<SegmentFragment, unknown>;
export const FoundFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Found"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bloc"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Person"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AwardType"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Movement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LegalReference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rawText"}}]}}]}}]} as unknown as DocumentNode<FoundFragment, unknown>;
export const ArticleCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"320"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}}]} as unknown as DocumentNode<ArticleCardFragment, unknown>;
export const WithdrawnFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Withdrawn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","alias":{"kind":"Name","value":"heading"},"name":{"kind":"Name","value":"title"}}]}}]} as unknown as DocumentNode<WithdrawnFragment, unknown>;
export const ChangesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Changes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasMore"}},{"kind":"Field","name":{"kind":"Name","value":"isReset"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentId"}},{"kind":"Field","name":{"kind":"Name","value":"noun"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ArticleCard"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slugs"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Withdrawn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bloc"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"320"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Withdrawn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","alias":{"kind":"Name","value":"heading"},"name":{"kind":"Name","value":"title"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<ChangesFragment, unknown>;
export const PublicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Publication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publication"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"article"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ArticleText"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tombstone"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Withdrawn"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Picture"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Media"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"credit"}},{"kind":"Field","alias":{"kind":"Name","value":"small"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"640"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"large"},"name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"1280"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Inlines"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Inline"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}},{"kind":"Field","name":{"kind":"Name","value":"href"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOrdered"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"List"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Blocks"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Block"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ParagraphBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HeadingBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"List"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QuoteBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caption"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GalleryBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caption"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FileBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"media"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmbedBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TableBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasHeader"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cells"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Inlines"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DividerBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isDivider"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AwardListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"awards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskListBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LegalCitationBlock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passage"}},{"kind":"Field","name":{"kind":"Name","value":"legalReference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rawText"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleText"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"byline"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"readingMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"attribution"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Picture"}}]}},{"kind":"Field","name":{"kind":"Name","value":"body"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Blocks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"blocs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"awards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Withdrawn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","alias":{"kind":"Name","value":"heading"},"name":{"kind":"Name","value":"title"}}]}}]} as unknown as DocumentNode<PublicationQuery, PublicationQueryVariables>;
export const ReferenceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Reference"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceQuery, ReferenceQueryVariables>;
export const BlocDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Bloc"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bloc"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"shortName"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"supervisor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"unit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"awards"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<BlocQuery, BlocQueryVariables>;
export const NewsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"News"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"articles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ArticleCard"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"320"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}}]} as unknown as DocumentNode<NewsQuery, NewsQueryVariables>;
export const SearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Search"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isTotalEstimated"}},{"kind":"Field","name":{"kind":"Name","value":"isLoosened"}},{"kind":"Field","name":{"kind":"Name","value":"didYouMean"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"noun"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Found"}}]}},{"kind":"Field","name":{"kind":"Name","value":"highlights"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"part"}},{"kind":"Field","name":{"kind":"Name","value":"segments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Segment"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Found"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bloc"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Person"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AwardType"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Movement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LegalReference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rawText"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Segment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextSegment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isMatch"}}]}}]} as unknown as DocumentNode<SearchQuery, SearchQueryVariables>;
export const SuggestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Suggest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suggest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"6"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"noun"}},{"kind":"Field","name":{"kind":"Name","value":"title"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Segment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Found"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Segment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextSegment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isMatch"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Found"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bloc"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Person"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AwardType"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Movement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LegalReference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rawText"}}]}}]}}]} as unknown as DocumentNode<SuggestQuery, SuggestQueryVariables>;
export const ChangesSinceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangesSince"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nouns"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeNoun"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"nouns"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nouns"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Changes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"320"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Withdrawn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","alias":{"kind":"Name","value":"heading"},"name":{"kind":"Name","value":"title"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Changes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasMore"}},{"kind":"Field","name":{"kind":"Name","value":"isReset"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentId"}},{"kind":"Field","name":{"kind":"Name","value":"noun"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ArticleCard"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slugs"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Withdrawn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bloc"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ChangesSinceQuery, ChangesSinceQueryVariables>;
export const ChangesAsTheyHappenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ChangesAsTheyHappen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nouns"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeNoun"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"nouns"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nouns"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Changes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ArticleCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"width"},"value":{"kind":"IntValue","value":"320"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Withdrawn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","alias":{"kind":"Name","value":"heading"},"name":{"kind":"Name","value":"title"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AwardLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusLabel"}},{"kind":"Field","name":{"kind":"Name","value":"isGranted"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"issuerName"}},{"kind":"Field","name":{"kind":"Name","value":"decidedOn"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Changes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasMore"}},{"kind":"Field","name":{"kind":"Name","value":"isReset"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentId"}},{"kind":"Field","name":{"kind":"Name","value":"noun"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Article"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ArticleCard"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tombstone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slugs"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Withdrawn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Award"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AwardLine"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bloc"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ChangesAsTheyHappenSubscription, ChangesAsTheyHappenSubscriptionVariables>;
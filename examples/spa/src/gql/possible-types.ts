
      export type PossibleTypesResultData = {
  "possibleTypes": {
    "ArticleContent": [
      "Article",
      "Draft",
      "VersionContent"
    ],
    "AwardRecipient": [
      "Person",
      "Unit"
    ],
    "Block": [
      "AwardListBlock",
      "DividerBlock",
      "EmbedBlock",
      "FileBlock",
      "GalleryBlock",
      "HeadingBlock",
      "ImageBlock",
      "LegalCitationBlock",
      "ListBlock",
      "ParagraphBlock",
      "QuoteBlock",
      "TableBlock",
      "TaskListBlock"
    ],
    "CustomValue": [
      "ChoiceValue",
      "DateValue",
      "ListValue",
      "NumberValue",
      "ReferenceValue",
      "TextValue"
    ],
    "FieldChange": [
      "CustomValueChange",
      "DeclaredAwardsChange",
      "LinkChange",
      "SourceChange",
      "TextChange",
      "TimeChange",
      "ValueChange"
    ],
    "Node": [
      "Article",
      "ArticlePreviewLink",
      "Award",
      "AwardType",
      "Bloc",
      "BlocMembership",
      "BlocYear",
      "Category",
      "Compact",
      "CustomField",
      "Decision",
      "DossierRule",
      "Draft",
      "EligibilityRule",
      "Event",
      "Import",
      "LegalReference",
      "Media",
      "Movement",
      "OfficeTerm",
      "Partner",
      "PersistedDocument",
      "Person",
      "ReviewSession",
      "ScoreSheet",
      "ScoringTemplate",
      "Session",
      "Tag",
      "Task",
      "TitleRegistration",
      "Token",
      "Tombstone",
      "Unit",
      "User",
      "Webhook",
      "WebhookDelivery"
    ]
  }
};
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "ArticleContent": [
      "Article",
      "Draft",
      "VersionContent"
    ],
    "AwardRecipient": [
      "Person",
      "Unit"
    ],
    "Block": [
      "AwardListBlock",
      "DividerBlock",
      "EmbedBlock",
      "FileBlock",
      "GalleryBlock",
      "HeadingBlock",
      "ImageBlock",
      "LegalCitationBlock",
      "ListBlock",
      "ParagraphBlock",
      "QuoteBlock",
      "TableBlock",
      "TaskListBlock"
    ],
    "CustomValue": [
      "ChoiceValue",
      "DateValue",
      "ListValue",
      "NumberValue",
      "ReferenceValue",
      "TextValue"
    ],
    "FieldChange": [
      "CustomValueChange",
      "DeclaredAwardsChange",
      "LinkChange",
      "SourceChange",
      "TextChange",
      "TimeChange",
      "ValueChange"
    ],
    "Node": [
      "Article",
      "ArticlePreviewLink",
      "Award",
      "AwardType",
      "Bloc",
      "BlocMembership",
      "BlocYear",
      "Category",
      "Compact",
      "CustomField",
      "Decision",
      "DossierRule",
      "Draft",
      "EligibilityRule",
      "Event",
      "Import",
      "LegalReference",
      "Media",
      "Movement",
      "OfficeTerm",
      "Partner",
      "PersistedDocument",
      "Person",
      "ReviewSession",
      "ScoreSheet",
      "ScoringTemplate",
      "Session",
      "Tag",
      "Task",
      "TitleRegistration",
      "Token",
      "Tombstone",
      "Unit",
      "User",
      "Webhook",
      "WebhookDelivery"
    ]
  }
};
      export default result;
    
package richtext

import (
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// kind is how a block is told apart in a document.
type kind string

const (
	kindParagraph     kind = "paragraph"
	kindHeading       kind = "heading"
	kindList          kind = "list"
	kindQuote         kind = "quote"
	kindImage         kind = "image"
	kindTable         kind = "table"
	kindDivider       kind = "divider"
	kindGallery       kind = "gallery"
	kindFile          kind = "file"
	kindEmbed         kind = "embed"
	kindAwardList     kind = "awardList"
	kindTaskList      kind = "taskList"
	kindLegalCitation kind = "legalCitation"
)

// MarshalBSONValue writes the body as an array of documents, each the block's own fields and its kind.
func (b Body) MarshalBSONValue() (byte, []byte, error) {
	blocks := make(bson.A, len(b))
	for i, block := range b {
		k, err := kindOf(block)
		if err != nil {
			return 0, nil, err
		}
		blocks[i] = struct {
			Kind  kind  `bson:"kind"`
			Block Block `bson:"block"`
		}{k, block}
	}
	t, data, err := bson.MarshalValue(blocks)
	return byte(t), data, err
}

// UnmarshalBSONValue reads what MarshalBSONValue has written.
func (b *Body) UnmarshalBSONValue(t byte, data []byte) error {
	*b = nil
	if bson.Type(t) == bson.TypeNull {
		return nil
	}
	var stored []struct {
		Kind  kind     `bson:"kind"`
		Block bson.Raw `bson:"block"`
	}
	if err := bson.UnmarshalValue(bson.Type(t), data, &stored); err != nil {
		return fmt.Errorf("read body: %w", err)
	}
	blocks := make(Body, len(stored))
	for i, s := range stored {
		block, err := newBlock(s.Kind)
		if err != nil {
			return err
		}
		if err := bson.Unmarshal(s.Block, block); err != nil {
			return fmt.Errorf("read %s: %w", s.Kind, err)
		}
		blocks[i] = block
	}
	*b = blocks
	return nil
}

func kindOf(b Block) (kind, error) {
	switch b.(type) {
	case *Paragraph:
		return kindParagraph, nil
	case *Heading:
		return kindHeading, nil
	case *List:
		return kindList, nil
	case *Quote:
		return kindQuote, nil
	case *Image:
		return kindImage, nil
	case *Table:
		return kindTable, nil
	case *Divider:
		return kindDivider, nil
	case *Gallery:
		return kindGallery, nil
	case *File:
		return kindFile, nil
	case *Embed:
		return kindEmbed, nil
	case *AwardList:
		return kindAwardList, nil
	case *TaskList:
		return kindTaskList, nil
	case *LegalCitation:
		return kindLegalCitation, nil
	default:
		return "", fmt.Errorf("a body holds a %T, which is no block", b)
	}
}

func newBlock(k kind) (Block, error) {
	switch k {
	case kindParagraph:
		return &Paragraph{}, nil
	case kindHeading:
		return &Heading{}, nil
	case kindList:
		return &List{}, nil
	case kindQuote:
		return &Quote{}, nil
	case kindImage:
		return &Image{}, nil
	case kindTable:
		return &Table{}, nil
	case kindDivider:
		return &Divider{}, nil
	case kindGallery:
		return &Gallery{}, nil
	case kindFile:
		return &File{}, nil
	case kindEmbed:
		return &Embed{}, nil
	case kindAwardList:
		return &AwardList{}, nil
	case kindTaskList:
		return &TaskList{}, nil
	case kindLegalCitation:
		return &LegalCitation{}, nil
	default:
		return nil, fmt.Errorf("a stored body holds a block of the unknown kind %q", k)
	}
}

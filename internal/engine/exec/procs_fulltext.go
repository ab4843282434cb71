package exec

import (
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

func fullTextProcedures() []procedureRow {
	return []procedureRow{
		{signature: "db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", mode: "READ", doc: "Waits until full-text indexes hold all changes, which they always do here.", system: true, call: done},
		{signature: "db.index.fulltext.listAvailableAnalyzers() :: (analyzer :: STRING, description :: STRING, stopwords :: LIST<STRING>)", mode: "READ", doc: "How full-text indexes cut texts into words.", system: true, call: listAnalyzers},
		{signature: "db.index.fulltext.queryNodes(indexName :: STRING, queryString :: STRING, options = {} :: MAP) :: (node :: NODE, score :: FLOAT)", mode: "READ", doc: "The nodes that match a query of a full-text index, the best first; options are skip and limit.", system: true, call: queryFullText(false)},
		{signature: "db.index.fulltext.queryRelationships(indexName :: STRING, queryString :: STRING, options = {} :: MAP) :: (relationship :: RELATIONSHIP, score :: FLOAT)", mode: "READ", doc: "The relationships that match a query of a full-text index, the best first; options are skip and limit.", system: true, call: queryFullText(true)},
	}
}

func listAnalyzers(_ *State, _ []value.Value, yield yielding) error {
	names, docs := storage.Analyzers()
	for i, name := range names {
		if err := yield([]value.Value{value.OfString(name), value.OfString(docs[i]), value.OfList(nil)}); err != nil {
			return err
		}
	}
	return nil
}

// queryFullText makes the procedure that searches nodes, or relationships.
func queryFullText(relationship bool) func(*State, []value.Value, yielding) error {
	return func(st *State, args []value.Value, yield yielding) error {
		ix, err := st.fullTextIndex(args[0].Text(), relationship)
		if err != nil {
			return err
		}
		skip, limit := 0, 0
		if len(args) > 2 {
			if skip, err = countOption(args[2], "skip"); err != nil {
				return err
			}
			if limit, err = countOption(args[2], "limit"); err != nil {
				return err
			}
		}
		if limit > 0 {
			limit += skip
		}
		hits, err := st.View.SearchText(ix, args[1].Text(), limit, st.tick)
		if err != nil {
			return err
		}
		for _, hit := range hits[min(skip, len(hits)):] {
			found := value.NodeReference(int64(hit.ID))
			if relationship {
				found = value.RelationshipReference(int64(hit.ID))
			}
			if err := yield([]value.Value{found, value.OfFloat(hit.Score)}); err != nil {
				return err
			}
		}
		return nil
	}
}

func (st *State) fullTextIndex(name string, relationship bool) (*storage.Index, error) {
	for _, ix := range st.View.Indexes() {
		if ix.Name != name {
			continue
		}
		if ix.Kind != storage.FullText || ix.Relationship != relationship {
			return nil, fail(value.ProcedureFailed, "The index '%s' is not a full-text index of %sS", name, entityType(relationship))
		}
		return ix, nil
	}
	return nil, fail(value.ProcedureFailed, "There is no such fulltext schema index: %s", name)
}

// countOption is a number among the options; 0 where it is not there.
func countOption(options value.Value, name string) (int, error) {
	if options.IsNull() {
		return 0, nil
	}
	v, _ := options.Mapping().Get(name)
	switch {
	case v.IsNull():
		return 0, nil
	case v.Kind() != value.Integer || v.Int() < 0:
		return 0, fail(value.ArgumentError, "The option %s must be a non-negative Integer, got: %s", name, describe(v))
	}
	return int(v.Int()), nil
}

package exec

import (
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// deletes compiles DELETE: all expressions of a row are evaluated before the
// first entity goes, so that the order in which they are written does not matter.
func (c *compiler) deletes(p *plan.Delete) ([]change, error) {
	exprs, err := c.exprs(p.Exprs)
	return []change{func(st *State, b *Batch, row int) error {
		doomed := make([]value.Value, len(exprs))
		for i, e := range exprs {
			var err error
			if doomed[i], err = e(st, b, row); err != nil {
				return err
			}
		}
		for _, v := range doomed {
			if err := st.remove(v, p.Detach); err != nil {
				return err
			}
		}
		return nil
	}}, err
}

// remove deletes a node, a relationship, or all of a path. A node's own
// relationships are left to be found at the end of the statement, unless they go too.
func (st *State) remove(v value.Value, detach bool) error {
	switch v.Kind() {
	case value.Null:
	case value.Node:
		st.removeNode(storage.ID(v.ID()), detach)
	case value.Relationship:
		st.removeRelationship(storage.ID(v.ID()))
	case value.Path:
		for _, r := range v.PathData().Relationships {
			st.removeRelationship(storage.ID(r.ID()))
		}
		for _, n := range v.PathData().Nodes {
			st.removeNode(storage.ID(n.ID()), detach)
		}
	default:
		return typeError("Expected a Node, a Relationship or a Path to delete but got: %s", describe(v))
	}
	return nil
}

func (st *State) removeNode(id storage.ID, detach bool) {
	if !st.View.NodeExists(id) {
		return
	}
	if detach {
		for _, relationship := range st.relationshipsOf(id) {
			st.removeRelationship(relationship)
		}
	}
	st.Tx.DeleteNode(id)
	st.Counters.NodesDeleted++
}

// relationshipsOf are all relationships of a node, loops twice.
func (st *State) relationshipsOf(node storage.ID) []storage.ID {
	var all []storage.ID
	for _, d := range []storage.Direction{storage.Outgoing, storage.Incoming} {
		for _, t := range st.View.TypesOf(node, d, nil) {
			for _, step := range st.View.Neighbours(node, d, t) {
				all = append(all, step.Relationship)
			}
		}
	}
	return all
}

func (st *State) removeRelationship(id storage.ID) {
	if !st.View.RelationshipExists(id) {
		return
	}
	st.Tx.DeleteRelationship(id)
	st.Counters.RelationshipsDeleted++
}

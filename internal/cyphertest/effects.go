package cyphertest

import (
	"context"
	"fmt"
	"maps"
	"strconv"
)

// state is what the TCK counts side effects by: the nodes, relationships,
// labels and properties (with their values) that are there.
type state map[string]map[string]bool

// stateOf reads the state of a target.
func stateOf(ctx context.Context, target Target) (state, error) {
	s := state{"nodes": {}, "relationships": {}, "labels": {}, "properties": {}}
	for _, query := range []string{"MATCH (n) RETURN n", "MATCH ()-[r]->() RETURN r"} {
		result, err := target.Run(ctx, query, nil)
		if err != nil {
			return nil, fmt.Errorf("reading the graph: %w", err)
		}
		for _, row := range result.Rows {
			s.add(row[0])
		}
	}
	return s, nil
}

func (s state) add(entity Cell) {
	switch e := entity.(type) {
	case Node:
		s["nodes"][e.ID] = true
		for _, label := range e.Labels {
			s["labels"][label] = true
		}
		s.addProperties("node "+e.ID, e.Properties)
	case Relationship:
		s["relationships"][e.ID] = true
		s.addProperties("relationship "+e.ID, e.Properties)
	}
}

func (s state) addProperties(of string, properties map[string]Cell) {
	for key, value := range properties {
		s["properties"][of+"."+key+" = "+Text(value, false)] = true
	}
}

// effects counts what is in one state and not in the other, by the TCK's names.
func effects(before, after state) map[string]int {
	counts := map[string]int{}
	for kind := range before {
		for name := range after[kind] {
			if !before[kind][name] {
				counts["+"+kind]++
			}
		}
		for name := range before[kind] {
			if !after[kind][name] {
				counts["-"+kind]++
			}
		}
	}
	return counts
}

func (r *run) checkEffects(ctx context.Context, step Step, _ []string) error {
	if err := r.answered(); err != nil {
		return err
	}
	want := map[string]int{}
	for _, row := range step.Table {
		count, err := strconv.Atoi(row[1])
		if err != nil {
			return err
		}
		if count != 0 {
			want[row[0]] = count
		}
	}
	return r.checkEffectsAre(ctx, want)
}

func (r *run) checkEffectsAre(ctx context.Context, want map[string]int) error {
	after, err := stateOf(ctx, r.target)
	if err != nil {
		return err
	}
	if got := effects(r.before, after); !maps.Equal(got, want) {
		return fmt.Errorf("side effects %v, wanted %v", got, want)
	}
	return nil
}

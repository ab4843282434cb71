// Package storage holds the graph: nodes, relationships, their properties,
// indexes and constraints. Every committed state is a View that never changes,
// so readers neither wait nor hold anybody up; one writer at a time works on
// the successor. DESIGN.md has the picture.
package storage

import (
	"math"

	"corridor/internal/engine/value"
)

// ID is the dense number of a node or of a relationship; none is given twice.
type ID = uint32

// None is the id of nothing.
const None ID = math.MaxUint32

// Numbers of names, given in the order in which names first turn up.
type (
	Label uint32
	Type  uint32
	Key   uint32
)

// Direction is the side on which a relationship lies at a node.
type Direction uint8

// The directions. Both is asked as two.
const (
	Outgoing Direction = iota
	Incoming
)

// Adjacent is a relationship as it is seen from one end, with the other end.
type Adjacent struct{ Relationship, Node ID }

// Options are the limits of a graph. A zero stands for the default.
type Options struct {
	MemoryLimit int64 // estimated bytes that a state may take; no limit by default
	LogLimit    int64 // bytes of log after which a snapshot is taken; 64 MiB by default
}

func failure(code value.Code, message string) error {
	return &value.Error{Code: code, Message: message}
}

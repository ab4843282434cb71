package exec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"corridor/internal/engine/value"
)

// Limits bound one statement. Zero fields stand for the defaults.
type Limits struct {
	// Memory is how many bytes a statement may hold at once: what it sorts,
	// groups, collects and has yet to give.
	Memory int64
	// Depth is how deep subqueries of expressions may nest.
	Depth int
	// List is how many items a list may have that range and the like make.
	List int64
}

// WithDefaults are l with the defaults where l says nothing.
func (l Limits) WithDefaults() *Limits {
	return &Limits{
		Memory: cmp.Or(l.Memory, 1<<30),
		Depth:  cmp.Or(l.Depth, 128),
		List:   cmp.Or(l.List, 1<<26),
	}
}

// hold accounts for n bytes that the statement keeps.
func (st *State) hold(n int) error {
	st.held += int64(n)
	if st.held > st.Limits.Memory {
		return st.outOfMemory()
	}
	return nil
}

func (st *State) outOfMemory() error {
	return &value.Error{Code: value.OutOfMemory, Message: fmt.Sprintf(
		"The statement needs more memory than the limit of %d bytes for one statement (statement_memory).", st.Limits.Memory)}
}

// release gives back what hold accounted for.
func (st *State) release(n int) { st.held -= int64(n) }

// tick is called in every loop whose length the graph decides; once in a
// while it looks whether the statement is to end.
func (st *State) tick() error { return st.worked(1) }

// worked is tick for n steps that were done at once.
func (st *State) worked(n int) error {
	const often = 1024
	if st.ticks += n; st.ticks < often {
		return nil
	}
	st.ticks = 0
	return st.alive()
}

// alive is an error where the statement was terminated or is out of time.
func (st *State) alive() error {
	if st.Context.Err() == nil {
		return nil
	}
	return Ended(st.Context)
}

// Ended says why a context ended, in the words of a client.
func Ended(ctx context.Context) error {
	cause := context.Cause(ctx)
	var told *value.Error
	switch {
	case errors.As(cause, &told):
		return told
	case errors.Is(cause, context.DeadlineExceeded):
		return &value.Error{Code: value.TimedOut, Message: "The transaction has been terminated: it took longer than its time limit."}
	}
	return Terminated()
}

// Terminated is the error of what somebody ended.
func Terminated() error {
	return &value.Error{Code: value.Terminated, Message: "The transaction has been terminated."}
}

// enter is called where evaluation goes one level deeper, leave on the way back.
func (st *State) enter() error {
	st.depth++
	if st.depth > st.Limits.Depth {
		return &value.Error{Code: value.ArgumentError, Message: fmt.Sprintf(
			"The statement nests subqueries deeper than the limit of %d (statement_depth).", st.Limits.Depth)}
	}
	return nil
}

func (st *State) leave() { st.depth-- }

// Clock holds the times that do not move while a statement runs.
type Clock struct {
	Statement, Transaction time.Time
}

// Hold accounts for values that are kept outside of the execution.
func (st *State) Hold(values []value.Value) error { return st.hold(sizeOfAll(values)) }

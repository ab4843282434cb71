package exec

import (
	"sync"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/value"
)

// producer is what differs between the operators that give any number of rows
// for each row of their input.
type producer interface {
	// begin starts on a row of the input.
	begin(st *State, in *Batch, row int) error
	// more gives rows by out.add until the row of the input has no more (done)
	// or there is no room for the next.
	more(st *State, out *expander) (done bool, err error)
}

// surveyor is a producer that looks at a whole batch before its rows.
type surveyor interface {
	// survey appends to rows those of in that are worth a begin, in their order.
	survey(st *State, in *Batch, rows []int32) ([]int32, error)
}

// expander runs a producer: it goes through its input row by row, and copies
// what is live of a row beside the rows produced for it.
//
//	in:  | a  b |        out: | a  b | c |
//	     | 1  x | --more-->   | 1  x | 7 |   sel 0
//	     | 2  y |             | 1  x | 8 |   sel 0
//	                          | 2  y | 9 |   sel 1
type expander struct {
	in       operator
	producer producer
	surveyor surveyor    // the producer, where it is one
	carried  []plan.Slot // copied from the input
	batch    *Batch      // of the input
	rows     []int32     // of batch, to be worked on
	turn     int         // in rows
	open     bool        // begin was called for the row whose turn it is
	out      *Batch
	sel      []int32 // which row of batch each row of out came from
	// most is how many rows the next batch may have. The first are short: who
	// wants a few rows should not wait for a thousand.
	most int
	idle *sync.Pool // where it goes at the end of an execution
}

const firstBatch = 32

func (e *expander) reset() {
	e.in.reset()
	e.batch, e.open, e.most = nil, false, firstBatch
}

func (e *expander) next(st *State) (*Batch, error) {
	e.out.Len, e.sel = 0, e.sel[:0]
	for {
		if e.batch == nil || e.turn >= len(e.rows) {
			if len(e.sel) > 0 {
				return e.flush(), nil
			}
			if more, err := e.pull(st); err != nil || !more {
				return nil, err
			}
			continue
		}
		full, err := e.work(st)
		if err != nil {
			return nil, err
		}
		if full {
			return e.flush(), nil
		}
	}
}

// pull takes the next batch of the input.
func (e *expander) pull(st *State) (bool, error) {
	if err := st.alive(); err != nil {
		return false, err
	}
	var err error
	e.turn, e.rows, e.open = 0, e.rows[:0], false
	if e.batch, err = e.in.next(st); err != nil || e.batch == nil {
		return false, err
	}
	if e.surveyor != nil {
		e.rows, err = e.surveyor.survey(st, e.batch, e.rows)
		return true, err
	}
	e.rows = e.batch.allRows(e.rows)
	return true, nil
}

// work produces rows for the row at hand, and goes to the next where it is done.
func (e *expander) work(st *State) (full bool, err error) {
	row := int(e.rows[e.turn])
	if !e.open {
		if e.batch.done(row) {
			e.turn++
			return false, nil
		}
		if err := e.producer.begin(st, e.batch, row); err != nil {
			return false, err
		}
		e.open = true
	}
	done, err := e.producer.more(st, e)
	if err != nil {
		return false, err
	}
	if !done && !e.batch.done(row) {
		return true, nil
	}
	e.turn, e.open = e.turn+1, false
	return e.room() == 0, nil
}

// flush completes the rows produced with what is copied.
func (e *expander) flush() *Batch {
	e.out.Len = len(e.sel)
	e.most = min(4*e.most, batchSize)
	e.out.gather(e.batch, e.sel, e.carried, 0)
	e.out.settled = e.batch.settled
	if e.batch.origin == nil {
		e.out.origin = nil
		return e.out
	}
	e.out.origin = reach(e.out.origin, len(e.sel))[:len(e.sel)]
	gatherColumn(e.out.origin, e.batch.origin, e.sel)
	return e.out
}

// room is how many rows may still be added.
func (e *expander) room() int { return e.most - len(e.sel) }

// add adds a row, and gives its number for the producer to write its slots.
func (e *expander) add() int {
	e.sel = append(e.sel, e.rows[e.turn])
	return len(e.sel) - 1
}

// addRows adds n rows, and gives the number of the first.
func (e *expander) addRows(n int) (at int) {
	at = len(e.sel)
	e.sel = reach(e.sel, at+n)
	row, added := e.rows[e.turn], e.sel[at:]
	for i := range added {
		added[i] = row
	}
	return at
}

// takeBack takes the last n rows back.
func (e *expander) takeBack(n int) { e.sel = e.sel[:len(e.sel)-n] }

// addIDs adds a row for each id, which is written into s.
func (e *expander) addIDs(s plan.Slot, ids []storage.ID) {
	at := e.addRows(len(ids))
	if s.Kind != plan.ValueSlot {
		copy(e.out.ids(s, at+len(ids))[at:], ids)
		return
	}
	for i := range ids {
		e.out.SetID(s, at+i, ids[i])
	}
}

// addValue adds a row with v in s.
func (e *expander) addValue(s plan.Slot, v value.Value) { e.out.SetValue(s, e.add(), v) }

// expander compiles an operator that has a producer.
func (c *compiler) expander(p plan.Operator) (maker, error) {
	in, err := c.input(p)
	if err != nil {
		return nil, err
	}
	make, fresh, err := c.producer(p)
	if err != nil {
		return nil, err
	}
	carried, slots, idle := without(p.Base().Live, fresh...), len(c.plan.Slots), &sync.Pool{}
	return func(st *State, arg *argument) operator {
		e, ok := idle.Get().(*expander)
		if !ok {
			e = &expander{producer: make(st), carried: carried, out: newBatch(slots), most: firstBatch, idle: idle}
			e.surveyor, _ = e.producer.(surveyor)
		}
		e.in = in(st, arg)
		if _, ok := e.producer.(reusable); ok {
			st.resting = append(st.resting, e)
		}
		return e
	}, nil
}

// rest implements reusable.
func (e *expander) rest() {
	e.producer.(reusable).rest()
	e.out.rest()
	e.in, e.batch, e.rows, e.sel, e.turn, e.open, e.most = nil, nil, e.rows[:0], e.sel[:0], 0, false, firstBatch
	e.idle.Put(e)
}

// producer compiles what an operator produces, and tells the slots that it writes.
func (c *compiler) producer(p plan.Operator) (make func(*State) producer, fresh []plan.Slot, err error) {
	switch p := p.(type) {
	case *plan.AllNodesScan:
		conditions, err := c.sieve(p.Where)
		return func(*State) producer { return &nodeScan{node: p.Node, sieve: sieve{conditions: conditions}} }, []plan.Slot{p.Node}, err
	case *plan.NodeByLabelScan:
		conditions, err := c.sieve(p.Where)
		return func(*State) producer {
			return &labelScan{nodeScan: nodeScan{node: p.Node, sieve: sieve{conditions: conditions}}, name: p.Label}
		}, []plan.Slot{p.Node}, err
	case *plan.NodeByIDSeek:
		make, err = c.idSeek(p)
		return make, []plan.Slot{p.Node}, err
	case *plan.NodeIndexSeek:
		make, err = c.indexSeek(p)
		return make, []plan.Slot{p.Node}, err
	case *plan.RelationshipScan:
		make, err = c.relationshipScan(p)
		return make, []plan.Slot{p.Relationship, p.From, p.To}, err
	case *plan.Expand:
		return c.expand(p)
	case *plan.VarExpand:
		return c.varExpand(p)
	case *plan.ShortestPaths:
		return c.shortestPaths(p)
	case *plan.Unwind:
		make, err = c.unwind(p)
		return make, []plan.Slot{p.Variable}, err
	case *plan.ProcedureCall:
		make, err = c.procedureCall(p)
		return make, p.Yield, err
	case *plan.LoadCSV:
		make, err = c.loadCSV(p)
		return make, []plan.Slot{p.Variable}, err
	}
	show := p.(*plan.Show)
	return func(*State) producer { return &showTable{plan: show} }, show.Yield, nil
}

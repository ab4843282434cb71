// Package plan turns the tree of a query into a plan: operators over slots,
// in an order chosen by what the graph's statistics say it costs.
package plan

import "corridor/internal/engine/syntax"

// Slot is a place in the frame of a query: one column of every batch of rows.
type Slot struct {
	Index int
	Kind  SlotKind
	Name  string // of the variable, or of what is kept; for EXPLAIN
}

// SlotKind says how a slot's column is held.
type SlotKind uint8

// A node's or a relationship's column holds ids, with a mark for null; any
// other column holds values. A variable that may be anything (a column of a
// WITH over an expression, a property, an item of a list) has ValueSlot, also
// where its values happen to be nodes.
const (
	ValueSlot SlotKind = iota
	NodeSlot
	RelationshipSlot
)

// Scope says which names an expression sees at one place of the plan, and
// which expressions stand computed in a slot already (aggregates, grouping
// keys, projections that an ORDER BY repeats): Computed is by syntax.PrintExpr.
type Scope struct {
	Variables map[string]Slot
	Computed  map[string]Slot
}

// Plan is what is executed.
type Plan struct {
	Root    Operator
	Columns []string // names of the result's columns; Root is then a *ProduceResults
	Slots   []Slot   // the frame: Slots[i].Index == i
	// Locals are the slots of variables that live inside an expression: of
	// ListComprehension, Quantifier (one each) and Reduce (accumulator,
	// variable), CaseSubject's under its *syntax.Case. Expressions write them
	// in the row that they are evaluated for.
	Locals map[syntax.Expr][]Slot
	// Subplans are the plans of expressions that match patterns:
	// PatternPredicate, PatternComprehension, Subquery, ShortestPathExpr.
	// Their leaf is an *Argument; they share the frame.
	Subplans map[syntax.Expr]*Subplan
	Writes   bool
	Reads    bool
	Schema   bool // a schema command: type "s"
	Periodic bool // CALL { } IN TRANSACTIONS somewhere: only as an auto-commit query
}

// Subplan is the plan of an expression. The expression's value is: EXISTS and
// pattern predicates, whether Root gives a row; COUNT, how many; COLLECT and
// pattern comprehensions, the list of Result's values; shortestPath, Result
// of the first row or null; allShortestPaths, the list.
type Subplan struct {
	Root   Operator
	Result Slot
}

// Operator is a step of a plan. Every operator but Argument takes rows from
// In, and gives rows whose Live slots are filled.
type Operator interface {
	Input() Operator // nil for Argument
	Base() *Common
}

// Common is embedded in every operator.
type Common struct {
	In   Operator
	Live []Slot  // what later operators may read; nothing else need be copied
	Rows float64 // estimated
}

// Input is the operator before.
func (c *Common) Input() Operator { return c.In }

// Base is what all operators have.
func (c *Common) Base() *Common { return c }

// Scalar is an expression with the scope in which it is evaluated.
type Scalar struct {
	Expr  syntax.Expr
	Scope *Scope
}

// Assignment computes a scalar into a slot.
type Assignment struct {
	To Slot
	Scalar
}

// SortKey is a slot to sort by.
type SortKey struct {
	Slot       Slot
	Descending bool
}

// Aggregation computes one aggregating call per group into To. Expr is a
// *syntax.Call of an aggregating function or *syntax.CountStar; its arguments
// are evaluated in Scope.
type Aggregation struct {
	To    Slot
	Expr  syntax.Expr
	Scope *Scope
}

// EndLabel is a label that the node at one end of a relationship must have.
type EndLabel struct {
	Node  Slot
	Label string
}

// Types says which relationship types an expand follows: all where Names is
// nil and Expr is nil; Expr for label expressions other than a|b.
type Types struct {
	Names []string
	Expr  syntax.LabelExpr
	Scope *Scope // for dynamic types in Expr
}

type (
	// Argument gives the rows of what the plan is run for: one empty row for a whole query, the outer row or rows in Apply and in a Subplan.
	Argument struct{ Common }
	// AllNodesScan gives each input row with each node that meets Where.
	AllNodesScan struct {
		Common
		Node  Slot
		Where []SiftCondition
	}
	// NodeByLabelScan gives each input row with each node that has Label and meets Where.
	NodeByLabelScan struct {
		Common
		Node  Slot
		Label string
		Where []SiftCondition
	}
	// NodeByIDSeek gives each input row with the node or nodes whose id (or elementId, with Element) is in IDs, a scalar
	// or, with Many, a list; each node once.
	NodeByIDSeek struct {
		Common
		Node    Slot
		IDs     Scalar
		Many    bool
		Element bool
	}
	// NodeIndexSeek gives each input row with each node that the index on Label and Properties holds for what is sought,
	// in the order of the first property where a bound or a prefix is; all that the index holds where nothing is sought.
	NodeIndexSeek struct {
		Common
		Node       Slot
		Label      string
		Or         []string // other labels, whose indexes on the same properties are asked for what is equal as well; each node is given once
		Properties []string
		Kind       string // of the index, as in IndexInfo
		Unique     bool
		// Equal are the values sought, one for each property; In says that the first is a list of values (each node is given once).
		Equal []Scalar
		In    bool
		// From and To bound the first property; Prefix is a STARTS WITH. Each may be nil.
		From, To                   *Scalar
		FromExclusive, ToExclusive bool
		Prefix                     *Scalar
		// Text is what the first property contains, or ends with: TextOp says which.
		Text   *Scalar
		TextOp syntax.Op
		// Near, of a POINT index, is where the points lie; more may be given.
		Near *Nearness
		// Backwards says that the order is to be descending.
		Backwards bool
	}
	// RelationshipScan gives each input row with each relationship of Types, in Direction, its ends in From and To (Both: each twice, but loops once).
	RelationshipScan struct {
		Common
		Relationship, From, To Slot
		Types                  Types
		Direction              syntax.Direction
		// Labels are those that the ends must have.
		Labels []EndLabel
		// Bound says that Relationship is bound before: only that one is given, with its ends.
		Bound bool
		// Sought, where not nil, are the ids that are given, as in a NodeByIDSeek.
		Sought        *Scalar
		Many, Element bool
	}
	// Expand follows relationships from From. With Into, To is bound already and must be the other end.
	Expand struct {
		Common
		From, Relationship, To Slot
		Types                  Types
		Direction              syntax.Direction
		Into                   bool
		// Distinct are relationship slots (single or lists) of the same MATCH that the new one must differ from.
		Distinct []Slot
		// Bound says that Relationship is bound before (it is then matched, not enumerated).
		Bound bool
		// Closing, where not nil, is a later Expand with Into that leads from To to a node known before this step:
		// no more is wanted than what has such a way.
		Closing *Expand
		// Closes says that an earlier one has this as its Closing.
		Closes bool
	}
	// VarExpand follows Min to Max relationships (Max < 0: no bound) on trails; Relationship is a ValueSlot with their list, in pattern order.
	VarExpand struct {
		Common
		From, Relationship, To Slot
		Types                  Types
		Direction              syntax.Direction
		Min, Max               int64
		Into                   bool
		Bound                  bool // the list is bound before
		Distinct               []Slot
		// Step, where not nil, must hold for each relationship; it reads StepSlot (a RelationshipSlot), set to each in turn.
		Step     *Scalar
		StepSlot Slot
		// OnlyEnds says that only the distinct To matter for what follows (no list, no multiplicity), so a breadth-first search will do.
		OnlyEnds bool
		// Reversed says that From is the right end of the pattern as written: the list is in the opposite order of the walk.
		Reversed bool
	}
	// ShortestPaths finds the shortest, or all shortest, paths between From and To, both bound; Relationship as in VarExpand, Path a ValueSlot.
	ShortestPaths struct {
		Common
		From, Relationship, To, Path Slot
		Types                        Types
		Direction                    syntax.Direction
		Min, Max                     int64
		All                          bool
		Step                         *Scalar
		StepSlot                     Slot
		// Where are the predicates over the whole path that must hold; nil without.
		Where *Scalar
	}
	// PathProjection builds a path value from the slots of a pattern: node, relationship (or list), node, ….
	PathProjection struct {
		Common
		Path  Slot
		Parts []Slot
	}
	// Filter keeps rows for which all Predicates are true.
	Filter struct {
		Common
		Predicates []Scalar
	}
	// Project computes Items; all are evaluated on the input row.
	Project struct {
		Common
		Items []Assignment
	}
	// Aggregate gives one row for each distinct Keys (one row in all without keys, also for no input).
	// Live slots that are neither Keys nor Aggs are the argument's: they are copied from the argument's row.
	Aggregate struct {
		Common
		Keys []Assignment
		Aggs []Aggregation
	}
	// Degree counts what leads from Node in Direction to nodes that have all of Labels, into each of Counts; it keeps the rows
	// whose node has any.
	Degree struct {
		Common
		Node      Slot
		Types     Types // without Expr
		Direction syntax.Direction
		Labels    []string
		Counts    []Slot
	}
	// Prune keeps one row for each Node, whose next step is in Direction, where it does not matter how often a row comes. A
	// row is always kept if the step may take one of Relationships again: if Node is where that one starts, seen so.
	Prune struct {
		Common
		Node          Slot
		Relationships []Slot
		Direction     syntax.Direction
	}
	// Distinct keeps the first row for each value of Keys.
	Distinct struct {
		Common
		Keys []Slot
	}
	// Sort orders rows, stable. Limit, where not nil, is a limit (with skip added) known to follow: top-k.
	// Rows come in the order of the first Ordered keys already.
	Sort struct {
		Common
		Keys    []SortKey
		Ordered int
		Limit   *Scalar
		Skip    *Scalar
	}
	// Skip drops the first rows.
	Skip struct {
		Common
		Count Scalar
	}
	// Limit stops after Count rows; In's side effects are completed where it writes (Exhaust).
	Limit struct {
		Common
		Count   Scalar
		Exhaust bool
	}
	// Unwind gives a row for each item of List (none for null; one for a value that is no list).
	Unwind struct {
		Common
		List     Scalar
		Variable Slot
	}
	// Apply runs Right for each input row, and gives Right's rows, which hold the input's Live slots too.
	Apply struct {
		Common
		Right Operator
		// Optional gives the input row with Nulls set to null where Right gives none.
		Optional bool
		Nulls    []Slot
		// Discard keeps the input row once and only runs Right (a subquery without RETURN).
		Discard bool
	}
	// Semi keeps input rows for which Right gives a row (none, with Anti).
	Semi struct {
		Common
		Right Operator
		Anti  bool
	}
	// Union gives the rows of each branch after those of the one before, all run on the same argument; In is an
	// Argument that stands for it. From's slots of each branch are copied into To.
	Union struct {
		Common
		Branches []Operator
		From     [][]Slot // From[i][j] of branch i goes to To[j]
		To       []Slot
		Distinct bool
	}
	// Create makes the nodes, then the relationships.
	Create struct {
		Common
		Nodes         []CreateNode
		Relationships []CreateRelationship
		Paths         []PathProjection // built after; only Path and Parts count
	}
	// Merge matches Right for each input row and, where it gives none, creates.
	Merge struct {
		Common
		Right    Operator // Match side, leaf Argument
		Create   Create   // In is not used
		OnCreate []SetItem
		OnMatch  []SetItem
	}
	// Set does Items one after another for each row.
	Set struct {
		Common
		Items []SetItem
	}
	// Delete deletes what Exprs give: nodes, relationships, paths, null.
	Delete struct {
		Common
		Exprs  []Scalar
		Detach bool
	}
	// Foreach runs Body, whose leaf is Argument, for each item of List set in Variable, and gives the input row.
	Foreach struct {
		Common
		List     Scalar
		Variable Slot
		Body     Operator
	}
	// Eager takes all rows of In before it gives the first.
	Eager struct{ Common }
	// ProcedureCall calls a procedure for each row. Yield[i] takes the result's column Columns[i]. Nothing is yielded by a procedure without results.
	ProcedureCall struct {
		Common
		Name     string
		Args     []Scalar
		Columns  []string
		Yield    []Slot
		Optional bool
		Void     bool // gives the input row once
		Writes   bool // may change the graph or its schema
	}
	// LoadCSV gives a row for each line.
	LoadCSV struct {
		Common
		From       Scalar
		Variable   Slot
		Headers    bool
		Terminator string
	}
	// SubqueryInTransactions runs Right in transactions of Rows input rows each.
	SubqueryInTransactions struct {
		Common
		Right   Operator
		Rows    *Scalar
		OnError string
		Status  *Slot
		Discard bool
		Nulls   []Slot
	}
	// ProduceResults ends a plan: Columns are the result's slots in order; none for a query without RETURN.
	ProduceResults struct {
		Common
		Columns []Slot
	}
	// SchemaCommand runs a schema command of the tree.
	SchemaCommand struct {
		Common
		Body syntax.Body
	}
	// Show gives the rows of a SHOW command's table; Columns[i] is kept in Yield[i].
	Show struct {
		Common
		Body    syntax.Body // *syntax.Show or *syntax.Terminate
		Columns []string
		Yield   []Slot
	}
)

// CreateNode is a node to be made.
type CreateNode struct {
	Node       Slot
	Labels     []*syntax.LabelName
	Properties *Scalar // map or nil
	Scope      *Scope  // for dynamic labels
}

// CreateRelationship is a relationship to be made from From to To.
type CreateRelationship struct {
	Relationship, From, To Slot
	Type                   *syntax.LabelName
	Properties             *Scalar
	Scope                  *Scope
}

// SetItem is one change: exactly one of the groups is used.
type SetItem struct {
	// Target.Key = Value; Key nil where KeyName is given; a null or absent Value removes.
	Target  *Scalar
	Key     *Scalar
	KeyName string
	Value   *Scalar
	// Entity = Value, or += with Add.
	Entity *Scalar
	Add    bool
	// Entity:Labels, or their removal.
	Labels []*syntax.LabelName
	Remove bool
	Scope  *Scope
}

// Type is a static type as far as the checks need it.
type Type uint8

// The static types. AnyType fits everything.
const (
	AnyType Type = iota
	BooleanType
	IntegerType
	FloatType
	NumberType
	StringType
	ListType
	MapType
	NodeType
	RelationshipType
	EntityType // node or relationship
	PathType
	TemporalType
	DurationType
	PointType
)

// Argument types and result of a function or a procedure, for the checks and SHOW.
type (
	// Field is a named argument or result.
	Field struct {
		Name    string
		Type    Type
		Text    string // as Neo4j writes it: INTEGER, LIST<STRING>, ANY
		Default string // of an optional argument; empty for a required one
		Doc     string
	}
	// Function is what is known of a function before it is called.
	Function struct {
		Name      string // as written in docs; looked up without regard to case
		Args      []Field
		Variadic  bool // the last may be repeated
		Returns   Field
		Aggregate bool
		Doc       string
		Category  string
	}
	// Procedure is what is known of a procedure before it is called.
	Procedure struct {
		Name    string
		Args    []Field
		Results []Field // empty for a procedure that gives nothing
		Mode    string  // READ, WRITE, SCHEMA, DBMS
		Doc     string
	}
)

// writes says whether a call may change the graph or its schema.
func (p *Procedure) writes() bool { return p.Mode == "WRITE" || p.Mode == "SCHEMA" }

// Catalog tells which functions and procedures there are.
type Catalog interface {
	Function(name string) (*Function, bool)
	Procedure(name string) (*Procedure, bool)
	FunctionNames() []string
	ProcedureNames() []string
}

// Statistics tells the planner what the graph holds.
type Statistics interface {
	Nodes() float64
	NodesWithLabel(label string) float64
	// RelationshipsBetween estimates relationships of a type; empty names stand for any.
	RelationshipsBetween(from, typ, to string) float64
	// Indexes are those that find nodes with a label.
	Indexes(label string) []IndexInfo
}

// Nearness is what is sought of an index of points: those no farther than Limit
// from Centre, or those in the box between Low and High.
type Nearness struct {
	Centre, Limit, Low, High *Scalar
	// Condition is all of it, as it was written.
	Condition syntax.Expr
}

// IndexInfo is an index that a plan may use.
type IndexInfo struct {
	Properties []string
	Unique     bool
	Kind       string  // RANGE, TEXT, POINT
	Distinct   float64 // estimate of different values; 0 unknown
	Entries    float64 // how many nodes it holds; 0 unknown
}

// Package syntax turns the text of a query into a tree and back. It knows
// nothing of what comes after: the tree is never written to once it is parsed.
//
// The grammar is openCypher 9's, with the parts of Neo4j 5's that the project's
// users meet (docs list them).
package syntax

import "slices"

// Position is a place in a query's text: Offset counts characters from 0,
// Line and Column from 1.
type Position struct{ Offset, Line, Column int }

// At is embedded in every node of the tree and says where it begins.
type At struct{ Position Position }

// Pos is where the node begins.
func (a At) Pos() Position { return a.Position }

// Node is any part of the tree.
type Node interface{ Pos() Position }

// Mode says whether a statement is run, explained, or run and measured.
type Mode int

// The modes.
const (
	Run Mode = iota
	Explain
	Profile
)

// Statement is a whole text: a query, a schema command or a SHOW command.
type Statement struct {
	At
	Mode    Mode
	Options []Option // CYPHER runtime = slotted …
	Body    Body
}

// Option is one name = value of a CYPHER prefix; the version that may stand
// first (CYPHER 5) has no name.
type Option struct{ Name, Value string }

// Body is *Query, *CreateIndex, *DropIndex, *CreateConstraint, *DropConstraint, *Show or *Terminate.
type Body interface {
	Node
	body()
}

// Query is one or more branches joined by UNION. All[i] says whether the union
// before Branches[i+1] keeps duplicates.
type Query struct {
	At
	Branches []*Branch
	All      []bool
}

// Branch is a sequence of clauses without UNION.
type Branch struct {
	At
	Clauses []Clause
}

// Clause is any clause below.
type Clause interface {
	Node
	clause()
}

// Expr is any expression below.
type Expr interface {
	Node
	expr()
}

type (
	// Match is [OPTIONAL] MATCH patterns [WHERE].
	Match struct {
		At
		Optional bool
		Patterns []*Pattern
		Hints    []*Hint
		Where    Expr // nil without
	}
	// Hint is USING INDEX, SCAN or JOIN: how a node is to be found.
	Hint struct {
		At
		Kind       string // INDEX, RANGE INDEX, TEXT INDEX, POINT INDEX, SCAN, JOIN
		Seek       bool   // INDEX SEEK: not all that the index holds is to be looked at
		Variable   string
		Label      string
		Properties []string
	}
	// Unwind is UNWIND list AS variable.
	Unwind struct {
		At
		List     Expr
		Variable *Variable
	}
	// With is WITH projection [WHERE].
	With struct {
		At
		Projection Projection
		Where      Expr
	}
	// Return is RETURN projection.
	Return struct {
		At
		Projection Projection
	}
	// Finish is FINISH: run, return nothing.
	Finish struct{ At }
	// Create is CREATE patterns.
	Create struct {
		At
		Patterns []*Pattern
	}
	// Merge is MERGE pattern with what is set on creation or on a match.
	Merge struct {
		At
		Pattern  *Pattern
		OnCreate []SetItem
		OnMatch  []SetItem
	}
	// Set is SET items.
	Set struct {
		At
		Items []SetItem
	}
	// Remove is REMOVE items, each a *SetLabels or a *SetProperty with a nil Value.
	Remove struct {
		At
		Items []SetItem
	}
	// Delete is [DETACH] DELETE expressions.
	Delete struct {
		At
		Detach bool
		Exprs  []Expr
	}
	// Foreach is FOREACH (variable IN list | updating clauses).
	Foreach struct {
		At
		Variable *Variable
		List     Expr
		Body     []Clause
	}
	// CallProcedure is [OPTIONAL] CALL name(arguments) YIELD items WHERE.
	CallProcedure struct {
		At
		Optional bool
		Name     string // with its namespace, dotted
		Args     []Expr
		Implicit bool // no parentheses: arguments are the parameters of their names
		Yield    []*YieldItem
		YieldAll bool // YIELD *
		Where    Expr
		// Standalone says that the call is the whole query.
		Standalone bool
	}
	// CallSubquery is [OPTIONAL] CALL (imports) { query } [IN TRANSACTIONS].
	CallSubquery struct {
		At
		Optional     bool
		Scoped       bool        // CALL (…) { }: imports are Imports, or all where ImportAll
		ImportAll    bool        // CALL (*) { }
		Imports      []*Variable // of CALL (a, b) { }; the older form imports by a first WITH
		Query        *Query
		Transactions *InTransactions // nil without
	}
	// InTransactions is IN [n CONCURRENT] TRANSACTIONS OF n ROWS ON ERROR … REPORT STATUS AS v.
	InTransactions struct {
		At
		Concurrent bool
		Workers    Expr // nil without a number before CONCURRENT
		Rows       Expr
		OnError    string // "", CONTINUE, BREAK, FAIL
		Status     *Variable
	}
	// LoadCSV is LOAD CSV [WITH HEADERS] FROM url AS variable.
	LoadCSV struct {
		At
		Headers    bool
		From       Expr
		Variable   *Variable
		Terminator string
	}
	// Use is USE graph.
	Use struct {
		At
		Graph string
	}
)

// YieldItem is column [AS variable].
type YieldItem struct {
	At
	Column   string
	Variable *Variable // never nil: the column's own name without AS
}

// Projection is what WITH and RETURN share.
type Projection struct {
	At
	Distinct bool
	Star     bool // * first, then Items
	Items    []*ProjectionItem
	OrderBy  []*SortItem
	Skip     Expr
	Limit    Expr
}

// Names says whether one of the items has this name.
func (p *Projection) Names(name string) bool {
	return slices.ContainsFunc(p.Items, func(item *ProjectionItem) bool { return item.Name == name })
}

func (p *Projection) ordered() bool { return len(p.OrderBy) > 0 || p.Skip != nil || p.Limit != nil }

// ProjectionItem is expression [AS alias].
type ProjectionItem struct {
	At
	Expr  Expr
	Alias *Variable // nil without AS
	Name  string    // the alias, or the expression's text as it was written
}

// SortItem is expression [DESC].
type SortItem struct {
	At
	Expr       Expr
	Descending bool
}

// SetItem is *SetProperty, *SetAll or *SetLabels.
type SetItem interface {
	Node
	setItem()
}

type (
	// SetProperty is target.key = value, or target[key] = value; in REMOVE Value is nil.
	SetProperty struct {
		At
		Target Expr // a Property or an Index
		Value  Expr
	}
	// SetAll is variable = map or, with Add, variable += map.
	SetAll struct {
		At
		Variable *Variable
		Add      bool
		Value    Expr
	}
	// SetLabels is variable:A:B or variable:$(expression).
	SetLabels struct {
		At
		Variable *Variable
		Labels   []*LabelName
	}
)

// Pattern is one path pattern, [variable =] [shortestPath(] node (relationship node)* [)].
type Pattern struct {
	At
	Variable *Variable // nil where the path has no name
	Shortest Shortest
	Nodes    []*NodePattern
	Steps    []*RelationshipPattern // Steps[i] lies between Nodes[i] and Nodes[i+1]
}

// Shortest says which shortest paths a pattern asks for.
type Shortest int

// NotShortest is a plain pattern; the others are the two functions.
const (
	NotShortest Shortest = iota
	ShortestPath
	AllShortestPaths
)

// NodePattern is (variable :labels {properties} WHERE …).
type NodePattern struct {
	At
	Variable   *Variable
	Labels     LabelExpr // nil without
	Properties Expr      // nil, *MapLiteral or *Parameter
	Where      Expr
}

// Direction is that of a relationship pattern as written.
type Direction int

// The directions: -->, <-- and -- or <-->.
const (
	Outgoing Direction = iota
	Incoming
	Both
)

// Reversed is d as it is seen from the other end.
func (d Direction) Reversed() Direction {
	switch d {
	case Outgoing:
		return Incoming
	case Incoming:
		return Outgoing
	}
	return d
}

// RelationshipPattern is -[variable :types *range {properties} WHERE …]->.
type RelationshipPattern struct {
	At
	Variable   *Variable
	Types      LabelExpr
	Direction  Direction
	Range      *Range // nil for a single relationship
	Properties Expr
	Where      Expr
}

// Range is *min..max; nil where open.
type Range struct {
	At
	Min, Max *int64
}

// LabelExpr is *LabelName, *LabelWildcard, *LabelNot or *LabelBinary.
type LabelExpr interface {
	Node
	labelExpr()
}

type (
	// LabelName is a label or type by name or, with Dynamic, $(expression),
	// $all(expression) or $any(expression).
	LabelName struct {
		At
		Name    string
		Dynamic Expr // nil for a name
		Any     bool // $any(…)
	}
	// LabelWildcard is %.
	LabelWildcard struct{ At }
	// LabelNot is !x.
	LabelNot struct {
		At
		X LabelExpr
	}
	// LabelBinary is x&y (also x:y) or, with Or, x|y.
	LabelBinary struct {
		At
		Or    bool
		Colon bool // written x:y
		X, Y  LabelExpr
	}
)

type (
	// Null is null.
	Null struct{ At }
	// Boolean is true or false.
	Boolean struct {
		At
		Value bool
	}
	// Integer is a decimal, hexadecimal or octal integer.
	Integer struct {
		At
		Value int64
	}
	// Float is a number with a point or an exponent, or Inf or NaN.
	Float struct {
		At
		Value float64
	}
	// String is a text in quotes.
	String struct {
		At
		Value string
	}
	// Parameter is $name.
	Parameter struct {
		At
		Name string
	}
	// Variable is a name in scope.
	Variable struct {
		At
		Name string
	}
	// Property is of.key.
	Property struct {
		At
		Of  Expr
		Key string
	}
	// Index is of[index].
	Index struct {
		At
		Of, Index Expr
	}
	// Slice is of[from..to]; nil where open.
	Slice struct {
		At
		Of, From, To Expr
	}
	// ListLiteral is [a, b].
	ListLiteral struct {
		At
		Items []Expr
	}
	// MapLiteral is {a: x}.
	MapLiteral struct {
		At
		Entries []MapEntry
	}
	// MapProjection is variable{.a, .*, b: x, c}.
	MapProjection struct {
		At
		Of    *Variable
		Items []*MapProjectionItem
	}
	// Unary is an operator before its operand: NOT, + or -.
	Unary struct {
		At
		Op Op
		X  Expr
	}
	// Binary is an operator between two operands; At is the operator's place for arithmetic, the left operand's for others.
	Binary struct {
		At
		Op   Op
		X, Y Expr
	}
	// Chain is a comparison of three or more: a < b <= c; len(Ops) = len(Operands)-1.
	Chain struct {
		At
		Operands []Expr
		Ops      []Op
	}
	// IsNull is x IS [NOT] NULL.
	IsNull struct {
		At
		X   Expr
		Not bool
	}
	// IsTyped is x IS [NOT] :: type.
	IsTyped struct {
		At
		X    Expr
		Not  bool
		Type *Type
	}
	// IsNormalized is x IS [NOT] [form] NORMALIZED.
	IsNormalized struct {
		At
		X    Expr
		Not  bool
		Form string
	}
	// HasLabels is x:labels, for nodes and relationships.
	HasLabels struct {
		At
		X      Expr
		Labels LabelExpr
	}
	// Call is name(arguments); CountStar is count(*).
	Call struct {
		At
		Name     string // with its namespace, dotted, as written
		Distinct bool
		Args     []Expr
	}
	// CountStar is count(*).
	CountStar struct{ At }
	// Case is CASE [subject] WHEN … THEN … ELSE … END.
	Case struct {
		At
		Subject Expr // nil for the generic form
		Whens   []*When
		Else    Expr
	}
	// ListComprehension is [variable IN list WHERE where | map].
	ListComprehension struct {
		At
		Variable *Variable
		List     Expr
		Where    Expr
		Map      Expr
	}
	// PatternComprehension is [path = pattern WHERE where | map].
	PatternComprehension struct {
		At
		Pattern *Pattern // its Variable is the path's
		Where   Expr
		Map     Expr
	}
	// PatternPredicate is a pattern used as an expression: true where it matches.
	// The parser lets it stand only where a condition stands: in a WHERE, below
	// AND, OR, XOR and NOT, after WHEN, and alone in the call exists(…).
	PatternPredicate struct {
		At
		Pattern *Pattern
	}
	// ShortestPathExpr is shortestPath(…) or allShortestPaths(…) as an expression.
	ShortestPathExpr struct {
		At
		Pattern *Pattern
	}
	// Quantifier is all, any, none or single (variable IN list WHERE where).
	Quantifier struct {
		At
		Kind     string // all, any, none, single
		Variable *Variable
		List     Expr
		Where    Expr // nil without
	}
	// Reduce is reduce(accumulator = initial, variable IN list | step).
	Reduce struct {
		At
		Accumulator *Variable
		Initial     Expr
		Variable    *Variable
		List        Expr
		Step        Expr
	}
	// Subquery is EXISTS { }, COUNT { } or COLLECT { }. A body that is only a
	// pattern is parsed as a query of one MATCH without RETURN.
	Subquery struct {
		At
		Kind  string // EXISTS, COUNT, COLLECT
		Query *Query
	}
)

// MapEntry is key: value.
type MapEntry struct {
	At
	Key   string
	Value Expr
}

// MapProjectionItem is .key (Value nil), .* (All) or key: value; a bare
// variable is parsed as key: variable.
type MapProjectionItem struct {
	At
	All   bool
	Key   string
	Value Expr
}

// When is WHEN conditions THEN result. With a subject each condition is
// compared with it; the extended form (WHEN > 3, IS NULL) is parsed into
// Tests whose left operand is nil-free: a CaseSubject stands for the subject.
type When struct {
	At
	Conditions []Expr
	Tests      []Expr // extended form, over CaseSubject
	Result     Expr
}

// CaseSubject stands for the subject of the CASE around it in an extended WHEN.
type CaseSubject struct{ At }

// Type is a type as IS :: names it.
type Type struct {
	At
	Name    string // BOOLEAN, INTEGER, LIST, ANY …
	Of      *Type  // of LIST<…>
	NotNull bool
	Union   []*Type // of A | B; Name is then empty
}

// Op is an operator.
type Op int

// The operators.
const (
	Or Op = iota
	Xor
	And
	Not
	Equal
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	Add
	Subtract
	Multiply
	Divide
	Modulo
	Power
	Concatenate
	In
	StartsWith
	EndsWith
	Contains
	Matches
)

type (
	// CreateIndex is CREATE [kind] INDEX name IF NOT EXISTS FOR … ON ….
	CreateIndex struct {
		At
		Kind         string // RANGE, TEXT, POINT, FULLTEXT, LOOKUP, VECTOR
		Name         string // may be empty
		IfNotExists  bool
		Relationship bool     // FOR ()-[r:TYPE]-()
		Labels       []string // several for FULLTEXT
		Properties   []string
		Options      Expr
	}
	// DropIndex is DROP INDEX name IF EXISTS.
	DropIndex struct {
		At
		Name     string
		IfExists bool
	}
	// CreateConstraint is CREATE CONSTRAINT name IF NOT EXISTS FOR … REQUIRE ….
	CreateConstraint struct {
		At
		Name         string
		IfNotExists  bool
		Kind         string // UNIQUE, KEY, NOT NULL, TYPED
		Relationship bool
		Label        string
		Properties   []string
		Type         *Type
		Options      Expr
	}
	// DropConstraint is DROP CONSTRAINT name IF EXISTS.
	DropConstraint struct {
		At
		Name     string
		IfExists bool
	}
	// Show is SHOW what [YIELD …] [WHERE …] [RETURN …].
	Show struct {
		At
		What     string   // INDEXES, CONSTRAINTS, FUNCTIONS, PROCEDURES, DATABASES, TRANSACTIONS, SETTINGS, USERS, CURRENT USER …
		Filter   string   // ALL, RANGE, BUILT IN … as written
		Names    []string // SHOW TRANSACTIONS "id", SHOW DATABASE name
		IDs      Expr     // SHOW TRANSACTIONS $ids; nil where Names says it
		Yield    *Projection
		Where    Expr
		Return   *Projection
		Executed bool // EXECUTABLE …
	}
	// Terminate is TERMINATE TRANSACTIONS ids [YIELD …] [WHERE …] [RETURN …].
	Terminate struct {
		At
		IDs    Expr // a String, a ListLiteral of several, or any expression
		Yield  *Projection
		Where  Expr
		Return *Projection
	}
)

func (*Query) body()            {}
func (*CreateIndex) body()      {}
func (*DropIndex) body()        {}
func (*CreateConstraint) body() {}
func (*DropConstraint) body()   {}
func (*Show) body()             {}
func (*Terminate) body()        {}

func (*Match) clause()         {}
func (*Unwind) clause()        {}
func (*With) clause()          {}
func (*Return) clause()        {}
func (*Finish) clause()        {}
func (*Create) clause()        {}
func (*Merge) clause()         {}
func (*Set) clause()           {}
func (*Remove) clause()        {}
func (*Delete) clause()        {}
func (*Foreach) clause()       {}
func (*CallProcedure) clause() {}
func (*CallSubquery) clause()  {}
func (*LoadCSV) clause()       {}
func (*Use) clause()           {}

func (*SetProperty) setItem() {}
func (*SetAll) setItem()      {}
func (*SetLabels) setItem()   {}

func (*LabelName) labelExpr()     {}
func (*LabelWildcard) labelExpr() {}
func (*LabelNot) labelExpr()      {}
func (*LabelBinary) labelExpr()   {}

func (*Null) expr()                 {}
func (*Boolean) expr()              {}
func (*Integer) expr()              {}
func (*Float) expr()                {}
func (*String) expr()               {}
func (*Parameter) expr()            {}
func (*Variable) expr()             {}
func (*Property) expr()             {}
func (*Index) expr()                {}
func (*Slice) expr()                {}
func (*ListLiteral) expr()          {}
func (*MapLiteral) expr()           {}
func (*MapProjection) expr()        {}
func (*Unary) expr()                {}
func (*Binary) expr()               {}
func (*Chain) expr()                {}
func (*IsNull) expr()               {}
func (*IsTyped) expr()              {}
func (*IsNormalized) expr()         {}
func (*HasLabels) expr()            {}
func (*Call) expr()                 {}
func (*CountStar) expr()            {}
func (*Case) expr()                 {}
func (*CaseSubject) expr()          {}
func (*ListComprehension) expr()    {}
func (*PatternComprehension) expr() {}
func (*PatternPredicate) expr()     {}
func (*ShortestPathExpr) expr()     {}
func (*Quantifier) expr()           {}
func (*Reduce) expr()               {}
func (*Subquery) expr()             {}
